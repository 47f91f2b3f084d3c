"""What can be wrong with asking for an access token? The errors that RFC 6749 names, and asking too often."""

from http import HTTPStatus

from services.api.problems.kind import Kind

INVALID_TOKEN_REQUEST = Kind(
    slug="invalid-token-request",
    status=HTTPStatus.BAD_REQUEST,
    title="The request for an access token cannot be read",
    meaning="Send a form (application/x-www-form-urlencoded) with each parameter once, and the client's id and secret "
    "either by HTTP Basic or in the form.",
)
INVALID_CLIENT = Kind(
    slug="invalid-client",
    status=HTTPStatus.UNAUTHORIZED,
    title="No valid key was shown for an access token",
    meaning="The client's id is the id of a key (the 12 letters after cw_) or the name of the client that it "
    "belongs to; the client's secret is the whole key, cw_... The key was neither revoked nor has it expired.",
)
UNSUPPORTED_GRANT_TYPE = Kind(
    slug="unsupported-grant-type",
    status=HTTPStatus.BAD_REQUEST,
    title="Access tokens are not given for this grant",
    meaning="Send grant_type=client_credentials. No person signs in here, so there is no other grant.",
)
INVALID_SCOPE = Kind(
    slug="invalid-scope",
    status=HTTPStatus.BAD_REQUEST,
    title="The key may not do what the access token is asked for",
    meaning="Ask for scopes, or roles, that the key has itself; without a scope the token may do all that the key may.",
)
TOO_MANY_TOKENS = Kind(
    slug="too-many-tokens",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    title="Too many access tokens were made of the key",
    meaning="Use a token until its time is over (expires_in), and ask for the next after Retry-After.",
)

#: Kinds by the `error` that a client library reads (RFC 6749, section 5.2).
BY_ERROR = {
    "invalid_request": INVALID_TOKEN_REQUEST,
    "invalid_client": INVALID_CLIENT,
    "unsupported_grant_type": UNSUPPORTED_GRANT_TYPE,
    "invalid_scope": INVALID_SCOPE,
}
