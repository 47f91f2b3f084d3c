"""How does a client get an access token (OAuth 2.0, client credentials)? Its key goes in, a token comes out."""
