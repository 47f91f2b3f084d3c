"""/v1/oauth/token: an access token of a few minutes in place of a key, for systems that speak OAuth 2.0."""

from typing import Any

from flask import Response, jsonify

from services.api.edge.resource import Answer, Resource
from services.api.oauth.authorization_server import WAYS, answer_token_request
from services.api.oauth.token_form import MEDIA_TYPE
from services.api.ports import settings
from services.api.problems.oauth_kinds import BY_ERROR, TOO_MANY_TOKENS
from services.api.problems.request_kinds import INCOMPLETE_BODY, LENGTH_REQUIRED, TOO_LARGE, TOO_SLOW
from services.api.problems.service_kinds import LEDGER_AWAY
from services.api.schemas.token_answers import AccessTokenSchema, ServerMetadataSchema, TokenErrorSchema
from services.ledger.accounts.clients import Scope

access_tokens = Resource(
    "Access tokens",
    "For systems that speak OAuth 2.0 (client credentials): a token of a few minutes in place of the key.",
)

_TEXT = {"type": "string"}

_FORM = {
    "required": True,
    "content": {
        MEDIA_TYPE: {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": {"const": "client_credentials"},
                    "scope": {
                        **_TEXT,
                        "description": "Scopes, or roles, parted by spaces; all that the key may when left out.",
                        "examples": ["intake", "profiles:write recommendations:read"],
                    },
                    "client_id": {
                        **_TEXT,
                        "description": "The id of a key, or the name of its client; left out with HTTP Basic.",
                    },
                    "client_secret": {**_TEXT, "description": "The whole key, cw_...; left out with HTTP Basic."},
                },
            },
        }
    },
}


def _error(status: int) -> Answer:
    kinds = (f"{kind.title} ({error})" for error, kind in BY_ERROR.items() if kind.status == status)
    return Answer(description="; ".join(kinds), schema=TokenErrorSchema)


@access_tokens.operation(
    "POST",
    "/v1/oauth/token",
    body=_FORM,
    answers={
        200: Answer(description="The token, which is shown this once.", schema=AccessTokenSchema),
        400: _error(400),
        401: Answer(
            description=_error(401).description,
            schema=TokenErrorSchema,
            headers={"WWW-Authenticate": "Basic: by which a client may show its key."},
        ),
    },
    refuses=(INCOMPLETE_BODY, TOO_SLOW, LENGTH_REQUIRED, TOO_LARGE, TOO_MANY_TOKENS, LEDGER_AWAY),
)
def get_access_token() -> Any:
    """Get an access token for a key."""
    return answer_token_request()


@access_tokens.operation(
    "GET",
    "/.well-known/oauth-authorization-server",
    answers={200: Answer(description="Where tokens are asked for, and how.", schema=ServerMetadataSchema)},
)
def get_authorization_server() -> Response:
    """Learn where access tokens are given."""
    address = settings().public_url.rstrip("/")
    return jsonify(
        {
            "issuer": address,
            "token_endpoint": f"{address}/v1/oauth/token",
            "token_endpoint_auth_methods_supported": WAYS,
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "scopes_supported": sorted(Scope),
            "service_documentation": f"{address}/docs",
        }
    )
