"""How is an access token handed out, and how are clients told where to ask for one?"""

from marshmallow import Schema, fields, validate

from services.api.problems.oauth_kinds import BY_ERROR


def _text(description: str, example: str) -> fields.String:
    return fields.String(metadata={"description": description, "examples": [example]})


class AccessTokenSchema(Schema):
    """An access token (RFC 6749, section 5.1)."""

    access_token = _text("Send it as Authorization: Bearer cwt_... It is shown this once.", "cwt_k3v0w2m4n8xz_Zm9v...")
    token_type = _text("Always Bearer.", "Bearer")
    expires_in = fields.Integer(
        metadata={"description": "Seconds for which it is good, unless its key is revoked before.", "examples": [900]}
    )
    scope = _text("What it may be used for, parted by spaces.", "profiles:write recommendations:read")


class TokenErrorSchema(Schema):
    """Why no access token is given (RFC 6749, section 5.2)."""

    error = fields.String(
        required=True, validate=validate.OneOf(list(BY_ERROR)), metadata={"description": "The kind, by RFC 6749."}
    )
    error_description = _text("What is wrong, and what would be right.", "Send grant_type=client_credentials.")
    error_uri = _text("The page that explains the kind.", "/problems/unsupported-grant-type")


class ServerMetadataSchema(Schema):
    """Where and how access tokens are given (RFC 8414)."""

    issuer = _text("The address of this Credwise, as CREDWISE_PUBLIC_URL says it.", "https://credwise.example.org")
    token_endpoint = _text("Where tokens are asked for.", "https://credwise.example.org/v1/oauth/token")
    token_endpoint_auth_methods_supported = fields.List(
        fields.String(), metadata={"description": "How a client shows its key."}
    )
    grant_types_supported = fields.List(fields.String(), metadata={"description": "client_credentials, and no other."})
    response_types_supported = fields.List(
        fields.String(), metadata={"description": "None: there is no authorization endpoint."}
    )
    scopes_supported = fields.List(fields.String(), metadata={"description": "What a token may be asked for."})
    service_documentation = _text("The documentation for people.", "https://credwise.example.org/docs")
