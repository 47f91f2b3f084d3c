"""Who is calling, and may they do this? One bearer key per request, each with its scopes."""

import structlog
from flask import request

from services.api.edge.edge_log import CLIENT
from services.api.ports import ports
from services.api.problems import MISSING_SCOPE, UNAUTHENTICATED, Problem
from services.ledger.accounts.clients import Caller, Scope


def authenticate(scope: Scope | None) -> Caller:
    """Return who sent this request; raise Problem (401, 403) unless its key is valid and carries `scope`, if any.

    What is wrong with a key is not said: whoever holds a valid one does not need to know, and others should not.
    """
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    caller = ports().callers.authenticate(key.strip()) if scheme.lower() == "bearer" else None
    if caller is None:
        challenge = {"WWW-Authenticate": 'Bearer realm="credwise"'}
        raise Problem(UNAUTHENTICATED, "Send a valid API key: Authorization: Bearer cw_...", headers=challenge)
    structlog.contextvars.bind_contextvars(client=caller.client)
    # The server's log tells of this after the answer.
    request.environ[CLIENT] = caller.client
    if scope is not None:
        require(caller, scope)
    return caller


def require(caller: Caller, scope: Scope) -> None:
    """Raise Problem (403) unless the caller's key carries `scope`."""
    if not caller.may(scope):
        challenge = {"WWW-Authenticate": f'Bearer realm="credwise", error="insufficient_scope", scope="{scope}"'}
        raise Problem(MISSING_SCOPE, f"This key lacks the scope {scope}.", headers=challenge)
