"""POST /v1/recommendations/{id}/link, and where it leads: a learner's page, without a client's key, for a time."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from services.api.ports import ports
from services.api.problems import LINKS_NOT_SET_UP, NOT_FOUND, Problem
from services.api.report_pages import FULL, page, page_of
from services.api.resource import Answer, Resource
from services.api.schemas.answers import LearnerLinkSchema
from services.intake.members import WholeNumber
from services.intake.strict_schema import StrictSchema
from services.learner_links import MOST_HOURS, PATH, USUAL_HOURS, LinkExpired, LinkInvalid, LinksNotSetUp
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.store.errors import LedgerUnavailable, NotFound
from services.presenting.page.report import waiting_html
from services.recommender.wording.messages import say

learner_links = Resource("Links for learners", "The page of a recommendation, opened without a key for a time.")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class WantedLink:
    """For how many hours a link is to be good."""

    hours: int = USUAL_HOURS


class WantedLinkSchema(StrictSchema):
    """How long a link is good."""

    value_type = WantedLink
    may_be_left_out = True

    hours = WholeNumber(
        f"For how many hours the link is good; {USUAL_HOURS} when left out.", USUAL_HOURS, low=1, high=MOST_HOURS
    )


@learner_links.operation(
    "POST",
    "/v1/recommendations/<string:recommendation_id>/link",
    needs=Scope.READ_RECOMMENDATIONS,
    takes=WantedLinkSchema,
    examples={"a day": {"value": {"hours": 24}}},
    answers={
        201: Answer(description="The link. Who has it can read the page until it ends.", schema=LearnerLinkSchema)
    },
    refuses=(NOT_FOUND, LINKS_NOT_SET_UP),
)
def make_learner_link(wanted: WantedLink, *, recommendation_id: str, caller: Caller) -> Any:
    """Make a link by which a learner opens the page of a recommendation without a key."""
    ports().jobs.view(caller.client, recommendation_id)
    ends = ports().now() + timedelta(hours=wanted.hours)
    try:
        link = ports().links.link(client=caller.client, recommendation=recommendation_id, expires_at=ends)
    except LinksNotSetUp as error:
        raise Problem(LINKS_NOT_SET_UP, str(error)) from error
    return vars(link)


@learner_links.operation(
    "GET",
    f"{PATH}<string:token>",
    answers={
        200: Answer(
            description="The recommendation as a page; until it is made, a page that says so and asks again.",
            schema={"type": "string"},
            media_type="text/html",
        ),
        404: Answer(description="No such link.", schema={"type": "string"}, media_type="text/html"),
        410: Answer(
            description="The link has ended, or the recommendation was erased.",
            schema={"type": "string"},
            media_type="text/html",
        ),
        503: Answer(description="Try again shortly.", schema={"type": "string"}, media_type="text/html"),
    },
    parameters=(FULL,),
)
def open_learner_link(*, token: str) -> Any:
    """Open a recommendation's page by its link."""
    try:
        linked = ports().links.read(token, ports().now())
        return page_of(ports().jobs.view(linked.client, linked.recommendation))
    except LinkInvalid:
        return _without(say("link.invalid_title"), say("link.invalid"), HTTPStatus.NOT_FOUND)
    except LinkExpired:
        return _without(say("link.expired_title"), say("link.expired"), HTTPStatus.GONE)
    except NotFound:
        return _without(say("link.gone_title"), say("link.gone"), HTTPStatus.GONE)
    except LedgerUnavailable as error:
        _log.warning("the ledger did not answer: %s", error)
        return _without(say("link.away_title"), say("link.away"), HTTPStatus.SERVICE_UNAVAILABLE)


def _without(title: str, sentence: str, status: HTTPStatus) -> Any:
    return page(waiting_html(title, sentence, asks_again=False), status)
