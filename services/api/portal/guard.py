"""Who may see the page of an endpoint? Whoever has a link that is signed, not over, and of a client that is served."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import g
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from services.api.pages.form_pages import form_page
from services.api.ports import ports
from services.ledger.store import errors as ledger
from services.ledger.views import DeliveryView
from services.portal_links import Portal
from services.signed_links import LinkExpired, LinkInvalid

_log = logging.getLogger(__name__)

View = Callable[..., Any]

#: What a page says instead of an endpoint: a title and a sentence.
NO_LINK = ("This link opens nothing", "Open it just as you got it, or ask whoever gave it to you for a new one.")
OVER = ("This link has ended", "Ask whoever gave it to you for a new one.")
NOTHING_HERE = ("There is no such thing here", "It was deleted, or it is kept no longer.")
AWAY = ("Credwise cannot answer now", "Try again in a minute. Nothing that was accepted is lost meanwhile.")
MISUSED = ("That is no act of this page", "Go back to the page and use its buttons.")


def rendered(template: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
    """Return a page made of a template of templates/portal."""
    return form_page(f"portal/{template}", status, **values)


def here() -> Portal:
    """Return what the link of this request opens, which a view opened by a link has."""
    found: Portal = g.portal
    return found


def by_link(view: View) -> View:
    """Serve a view to whoever has a good link; to others a page that says what is wrong with theirs."""

    @wraps(view)
    def served(*, token: str, **values: Any) -> Any:
        try:
            g.portal = _read(token)
            return view(token=token, **values)
        except LinkInvalid:
            return _trouble(*NO_LINK, HTTPStatus.NOT_FOUND)
        except LinkExpired:
            return _trouble(*OVER, HTTPStatus.GONE)
        except ledger.NotFound:
            return _trouble(*NOTHING_HERE, HTTPStatus.NOT_FOUND)
        except (ledger.LedgerUnavailable, ledger.LedgerFull) as error:
            _log.warning("the ledger did not answer a receiver's page: %s", error)
            return _trouble(*AWAY, HTTPStatus.SERVICE_UNAVAILABLE)
        except ledger.LedgerError as error:
            return _trouble("This cannot be done now", str(error), HTTPStatus.CONFLICT)
        except HTTPException as error:
            return _trouble(*MISUSED, HTTPStatus(error.code or 500))

    return served


def _read(token: str) -> Portal:
    """Return what the link opens; raise LinkExpired, and LinkInvalid also where its client is served no more."""
    opened = ports().portals.read(token, ports().now())
    if not ports().callers.is_served(opened.client):
        raise LinkInvalid
    return opened


def delivery_here(delivery_id: str) -> DeliveryView:
    """Return a webhook of this endpoint; raise NotFound for any other."""
    found = ports().upkeep.deliveries.get(here().client, delivery_id)
    if found.endpoint != here().endpoint:
        raise ledger.NotFound(delivery_id)
    return found


def _trouble(title: str, sentence: str, status: HTTPStatus) -> Response:
    return rendered("trouble.html", status, title=title, sentence=sentence)
