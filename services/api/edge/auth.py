"""Who is calling, and may they do this? One bearer key, or access token made of one, per request, with its scopes."""

from flask import request

from services.api.edge.client_turns import begin_turn
from services.api.edge.edge_log import CLIENT
from services.api.edge.places import seat_client
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import MISSING_SCOPE, UNAUTHENTICATED
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.accounts.key_text import is_token, read_key_text
from services.ledger.accounts.roles import ROLES
from services.log_lines import about_from_now

_NOT_VALID = "This API key is not valid here, or not any more. The operator's `credwise keys list` shows which are."

_OVER = "This access token is not valid here, or not any more. Get the next from /v1/oauth/token."

_MISTYPED = (
    "This is no whole API key: a part is missing, or a character is wrong. Copy it again, from cw_ to its end. "
    "A key that is lost cannot be shown again; it is replaced by a new one."
)


def authenticate(scope: Scope | None) -> Caller:
    """Return who sent this request; raise Problem (401, 403) unless its key, or token, is valid and carries `scope`.

    The client may have too many requests under way: 429. Others of its may be before this one: it waits for its turn.

    Of a key it is said that it was not copied whole, and of a right one that it has expired. Nothing else is: whoever
    holds a valid one does not need to know, and others should not.
    """
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise refused("Send a valid API key: Authorization: Bearer cw_...", error="")
    if is_token(key):
        caller, not_valid = ports().tokens.authenticate(key), _OVER
    else:
        caller, not_valid = ports().callers.authenticate(key), _NOT_VALID if read_key_text(key) else _MISTYPED
    if caller is None:
        raise refused(not_valid)
    note_caller(caller)
    seat_client(caller.client)
    begin_turn(caller.client)
    if scope is not None:
        require(caller, scope)
    return caller


def refused(detail: str, *, error: str = ', error="invalid_token"') -> Problem:
    """Return the problem of a request without a key that is good now (RFC 6750, section 3)."""
    return Problem(UNAUTHENTICATED, detail, headers={"WWW-Authenticate": f'Bearer realm="credwise"{error}'})


def note_caller(caller: Caller) -> None:
    """Have the logs tell whose request this is: ours from now on, and the server's after the answer."""
    about_from_now(client=caller.client)
    request.environ[CLIENT] = caller.client


def require(caller: Caller, scope: Scope) -> None:
    """Raise Problem (403) unless the caller's key carries `scope`."""
    if not caller.may(scope):
        challenge = {"WWW-Authenticate": f'Bearer realm="credwise", error="insufficient_scope", scope="{scope}"'}
        detail = (
            f"This key, or its token, lacks the scope {scope}. An operator makes a key that has it: "
            f"`credwise keys create --client {caller.client} {_asking_for(scope)}`."
        )
        raise Problem(MISSING_SCOPE, detail, headers=challenge)


def _asking_for(scope: Scope) -> str:
    """Return how a key is asked for that has the scope: by the role that may do least besides, or by itself."""
    roles = sorted((role for role, scopes in ROLES.items() if scope in scopes), key=lambda role: len(ROLES[role]))
    return f"--role {roles[0]}" if roles else f"--scope {scope}"
