"""How does an operator get in and out? With a key that carries the scope ops:read."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for

from services.api.ops.guard import COOKIE, answering, check_form, forget, guarded, keep, rendered
from services.api.ports import ports
from services.ledger.accounts.clients import Scope
from services.ledger.store.errors import KeyExpired

#: Characters of a key at most; a longer text is none, and is not looked at.
LONGEST_KEY = 200


def add_to(ops: Blueprint) -> None:
    """Serve logging in and out."""
    ops.get("/login")(answering(show_login))
    ops.post("/login")(answering(log_in))
    ops.post("/logout")(guarded(log_out))


def show_login() -> Any:
    return rendered("login.html", problem="")


def log_in() -> Any:
    try:
        caller = ports().callers.authenticate(request.form.get("key", "").strip()[:LONGEST_KEY])
    except KeyExpired as error:
        return rendered("login.html", HTTPStatus.UNAUTHORIZED, problem=str(error))
    if caller is None:
        return rendered("login.html", HTTPStatus.UNAUTHORIZED, problem="This key is not known, or it was revoked.")
    if not caller.may(Scope.READ_OPERATIONS):
        problem = "This key may not look at operations. It needs the scope ops:read."
        return rendered("login.html", HTTPStatus.FORBIDDEN, problem=problem)
    token = ports().upkeep.desk.sessions.open(caller)
    return keep(redirect(url_for("ops.show_overview"), HTTPStatus.SEE_OTHER), token)


def log_out() -> Any:
    check_form()
    ports().upkeep.desk.sessions.close(request.cookies[COOKIE])
    return forget(redirect(url_for("ops.show_login"), HTTPStatus.SEE_OTHER))
