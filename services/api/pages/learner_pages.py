"""What does a learner see who comes by a link: the page, or one that says why the link opens nothing?"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from services.api.edge.resource import Answer
from services.api.pages.report_pages import page
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.learner_links import Linked
from services.ledger.store.errors import LedgerFull, LedgerUnavailable, NotFound, OverLimit
from services.log_text import describe_error
from services.presenting.page.report import waiting_html
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.rulebook.problems import RulebookError
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.wording.messages import say
from services.signed_links import LinkExpired, LinkInvalid

_log = logging.getLogger(__name__)


def html(description: str) -> Answer:
    """Return the answer that is a page."""
    return Answer(description=description, schema={"type": "string"}, media_type="text/html")


class LinkUsedUp(Exception):
    """So much was asked by the link that it opens the page and no more today."""


#: What every address of a link may answer besides.
WITHOUT_PAGE = {
    404: html("No such link."),
    410: html("The link has ended, or the recommendation was erased."),
    503: html("Try again shortly."),
}


def by_link(token: str, show: Callable[[Linked], Any]) -> Any:
    """Return what `show` answers to whoever has a good link; a page that says what is wrong with any other."""
    try:
        return show(_read(token))
    except LinkInvalid:
        return _without(say("link.invalid_title"), say("link.invalid"), HTTPStatus.NOT_FOUND)
    except LinkExpired:
        return _without(say("link.expired_title"), say("link.expired"), HTTPStatus.GONE)
    except LinkUsedUp:
        return _without(say("link.used_up_title"), say("link.used_up"), HTTPStatus.TOO_MANY_REQUESTS)
    except NotFound:
        return _without(say("link.gone_title"), say("link.gone"), HTTPStatus.GONE)
    except (LedgerUnavailable, LedgerFull, OverLimit) as error:
        _log.warning("the ledger did not answer: %s", error)
        return _without(say("link.away_title"), say("link.away"), HTTPStatus.SERVICE_UNAVAILABLE)
    except (RulebookError, CatalogueRejected, UnresolvedOccupation) as error:
        _log.warning("a link cannot be served: %s", describe_error(error))
        return _without(say("link.away_title"), say("link.not_decided"), HTTPStatus.CONFLICT)
    except Problem as error:
        return _without(say("link.away_title"), error.detail, error.kind.status)


def _read(token: str) -> Linked:
    """Return what the link opens; raise LinkExpired, and LinkInvalid also where its client is served no more."""
    linked = ports().links.read(token, ports().now())
    if not ports().callers.is_served(linked.client):
        raise LinkInvalid
    return linked


def take_use(linked: Linked) -> None:
    """Count that something is decided by the link; raise LinkInvalid where its client did not allow it, LinkUsedUp."""
    if not linked.may_answer:
        raise LinkInvalid
    if not ports().link_uses.take(linked.client, linked.first):
        raise LinkUsedUp


def _without(title: str, sentence: str, status: HTTPStatus) -> Any:
    return page(waiting_html(title, sentence, asks_again=False), status)
