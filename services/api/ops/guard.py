"""Who may see the operators' page, and what do others see? A session in a cookie; forms carry its token."""

import hmac
import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import g, redirect, request, url_for
from werkzeug.exceptions import Forbidden, HTTPException, NotFound
from werkzeug.wrappers import Response

from services.api.pages.form_pages import form_page
from services.api.ports import ports, settings
from services.ledger.accounts.clients import Scope
from services.ledger.operators.sessions import Session
from services.ledger.store import errors as ledger

#: The cookie that holds the session's token: sent to this page only, and by no link from elsewhere.
COOKIE = "credwise_ops"

_log = logging.getLogger(__name__)

View = Callable[..., Any]


def rendered(template: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
    """Return a page made of a template of templates/ops."""
    return form_page(f"ops/{template}", status, **values)


def session() -> Session:
    """Return the session of this request, which a guarded view has."""
    found: Session = g.ops_session
    return found


def answering(view: View) -> View:
    """Answer with a page whatever the ledger says."""

    @wraps(view)
    def served(**values: Any) -> Any:
        try:
            return view(**values)
        except HTTPException as error:
            status = HTTPStatus(error.code or 500)
            sentence = "Log in with a key that may act (ops:write), and use the forms of this page."
            if status is not HTTPStatus.FORBIDDEN:
                sentence = "It may have been deleted, or it is kept no longer."
            return _trouble(status.phrase, sentence, status)
        except ledger.NotFound as error:
            return _trouble("There is no such thing", str(error), HTTPStatus.NOT_FOUND)
        except (ledger.LedgerUnavailable, ledger.LedgerFull) as error:
            _log.warning("the ledger did not answer an operator: %s", error)
            why = str(error).rstrip(".")
            sentence = f"{why}. New profiles get 503 meanwhile; what was accepted is kept by Redis's disk."
            status = HTTPStatus.SERVICE_UNAVAILABLE
            return _trouble("Redis does not answer or takes no writes", sentence, status, "credwise doctor")
        except ledger.LedgerError as error:
            return _trouble("This cannot be done now", str(error), HTTPStatus.CONFLICT)

    return served


def guarded(view: View) -> View:
    """Serve a view to operators who are logged in; ask all others to."""

    @answering
    @wraps(view)
    def served(**values: Any) -> Any:
        token = request.cookies.get(COOKIE, "")
        found = ports().upkeep.desk.sessions.get(token) if token else None
        if found is None or not found.may(Scope.READ_OPERATIONS):
            return redirect(url_for("ops.show_login"), HTTPStatus.SEE_OTHER)
        g.ops_session = found
        return view(**values)

    return served


def check_form() -> None:
    """Raise Forbidden unless the form came from a page of this session."""
    if not hmac.compare_digest(request.form.get("form_token", "").encode(), session().form_token.encode()):
        raise Forbidden


def check_may_act() -> None:
    """Raise Forbidden unless the session's key may change something."""
    if not session().may(Scope.WRITE_OPERATIONS):
        raise Forbidden


def keep(response: Response, token: str) -> Response:
    """Have the browser keep a session's token."""
    is_https = settings().public_url.startswith("https://")
    response.set_cookie(COOKIE, token, path="/ops", httponly=True, samesite="Strict", secure=is_https)
    return response


def forget(response: Response) -> Response:
    """Have the browser forget it."""
    response.delete_cookie(COOKIE, path="/ops", httponly=True, samesite="Strict")
    return response


def missing(what: str) -> NotFound:
    """Return the error for something that is not there."""
    return NotFound(what)


def _trouble(title: str, sentence: str, status: HTTPStatus, remedy: str = "") -> Response:
    return rendered("trouble.html", status, title=title, sentence=sentence, remedy=remedy)
