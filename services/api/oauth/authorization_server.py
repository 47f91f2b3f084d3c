"""Who gets an access token, and for what? Authlib's authorization server, with our keys as its clients.

A client's id is the id of a key, or the name of the client that it belongs to; its secret is the key.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    InvalidClientError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Error,
    OAuth2Request,
    UnsupportedGrantTypeError,
)
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from flask import Request, Response, json, request

from services.api.edge.auth import note_caller
from services.api.oauth.token_form import read_form
from services.api.ports import ports
from services.api.problems.oauth_kinds import BY_ERROR
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.accounts.roles import ROLES
from services.ledger.store.errors import KeyExpired, NotFound

#: How a client may show its key, by the names of RFC 7591.
WAYS = ("client_secret_basic", "client_secret_post")

#: What is answered to whoever has shown no valid key (RFC 7617).
CHALLENGE = 'Basic realm="credwise", charset="UTF-8"'

_log = logging.getLogger(__name__)


def answer_token_request() -> Response:
    """Answer this request with an access token, or with an error of RFC 6749; raise Problem, TooManyTokens."""
    try:
        answer: Response = _SERVER.create_token_response()
    except OAuth2Error as error:
        answer = _SERVER.handle_error_response(request, error)
    return answer


class TokenRequest(OAuth2Request):  # type: ignore[misc] # Authlib has no types
    """What Authlib asks of a request. TLS ends before this process, so the scheme that it sees says nothing."""

    def __init__(self, asked: Request) -> None:
        super().__init__(asked.method, "https://credwise/v1/oauth/token", headers=asked.headers)
        self.payload = BasicOAuth2Payload(read_form(asked))
        form: Mapping[str, str] = self.payload.data
        basic = asked.authorization
        self.shown = (form.get("client_id"), form.get("client_secret"))
        if basic is not None and basic.type == "basic":
            if "client_secret" in form:
                raise InvalidRequestError("Show the key once: by HTTP Basic, or in the form.")
            self.shown = (unquote_plus(basic.username or ""), unquote_plus(basic.password or ""))


@dataclass(frozen=True)
class KeyAsClient:
    """A key that was shown, as Authlib's grant asks for it."""

    caller: Caller

    def check_grant_type(self, _grant_type: str) -> bool:
        return True


class NoValidKey(InvalidClientError):  # type: ignore[misc]
    """No key was shown, or none that is good."""

    status_code = 401
    description = (
        "Send the id of a key, or the name of its client, as client_id and the key as client_secret, "
        "by HTTP Basic or in the form."
    )

    def get_headers(self) -> list[tuple[str, str]]:
        return [*OAuth2Error.get_headers(self), ("WWW-Authenticate", CHALLENGE)]


class OtherGrant(UnsupportedGrantTypeError):  # type: ignore[misc]
    description = "Send grant_type=client_credentials."


class TokenServer(AuthorizationServer):  # type: ignore[misc]
    """Gives access tokens to whoever shows a key. Authlib orders the steps and shapes the answers."""

    def create_oauth2_request(self, _request: object) -> TokenRequest:
        return TokenRequest(request)

    def get_token_grant(self, request: TokenRequest) -> Any:
        if request.payload.grant_type is None:
            raise InvalidRequestError(OtherGrant.description)
        try:
            return super().get_token_grant(request)
        except UnsupportedGrantTypeError as error:
            # Its own words repeat what was sent.
            raise OtherGrant(None) from error

    def authenticate_client(self, request: TokenRequest, _methods: Sequence[str], _endpoint: str = "") -> KeyAsClient:
        client_id, key = request.shown
        if not client_id or not key:
            raise NoValidKey
        try:
            caller = ports().callers.authenticate(key)
        except KeyExpired as error:
            raise NoValidKey(str(error)) from error
        if caller is None or client_id not in {caller.key_id, caller.client}:
            raise NoValidKey("The client_secret is no valid key of this client_id.")
        return KeyAsClient(caller)

    def generate_token(self, *, client: KeyAsClient, scope: str | None = None, **_more: object) -> dict[str, Any]:
        """Make a token for what is asked, or for all that the key may; tokens are kept as they are made."""
        caller = client.caller
        note_caller(caller)
        try:
            made = ports().tokens.make(caller, caller.scopes if scope is None else _asked_scopes(caller, scope))
        except NotFound as error:
            raise NoValidKey(str(error)) from error
        granted, seconds = " ".join(sorted(made.scopes)), int(made.good_for.total_seconds())
        _log.info("made an access token of key=%s for %d s: %s", caller.key_id, seconds, granted)
        return {"access_token": made.text, "token_type": "Bearer", "expires_in": seconds, "scope": granted}

    def save_token(self, _token: Mapping[str, Any], _request: TokenRequest) -> None:
        """Do nothing: it is kept already."""

    def send_signal(self, *_: object, **__: object) -> None:
        """Do nothing: nobody listens."""

    def get_error_uri(self, _request: object, error: OAuth2Error) -> str:
        return f"/problems/{BY_ERROR[error.error].slug}"

    def handle_response(self, status: int, body: Mapping[str, Any], headers: Sequence[tuple[str, str]]) -> Response:
        return Response(json.dumps(body) + "\n", status, list(headers))


def _asked_scopes(caller: Caller, text: str) -> frozenset[Scope]:
    """Read scopes, or names of roles, parted by spaces; raise InvalidScopeError where the key may not do that."""
    asked: set[Scope] = set()
    for word in text.split():
        if word not in ROLES and word not in set(Scope):
            raise InvalidScopeError("There is no such scope or role; /openapi.json lists the scopes.")
        asked |= ROLES.get(word) or {Scope(word)}
    lacking = sorted(scope for scope in asked if not caller.may(scope))
    if lacking:
        raise InvalidScopeError(f"The key may not do this: {' '.join(lacking)}.")
    return frozenset(asked)


_SERVER = TokenServer()
_SERVER.register_grant(ClientCredentialsGrant)
