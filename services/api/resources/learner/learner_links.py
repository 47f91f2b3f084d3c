"""POST /v1/recommendations/{id}/link, and where it leads: a learner's page, without a client's key, for a time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.api.edge.auth import require
from services.api.edge.resource import Answer, Resource
from services.api.pages.learner_forms import form_of
from services.api.pages.learner_pages import WITHOUT_PAGE, by_link, html
from services.api.pages.report_pages import FULL, page_of
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import NOT_FOUND
from services.api.problems.resource_kinds import LINKS_NOT_SET_UP
from services.api.schemas.answers import LearnerLinkSchema
from services.api.schemas.members import YesNo
from services.intake.members import WholeNumber
from services.intake.strict_schema import StrictSchema
from services.learner_links import MOST_HOURS, PATH, USUAL_HOURS, Linked
from services.ledger.accounts.clients import Caller, Scope
from services.signed_links import LinksNotSetUp

learner_links = Resource("Links for learners", "The page of a recommendation, opened without a key for a time.")


@dataclass(frozen=True, kw_only=True)
class WantedLink:
    """For how many hours a link is to be good, and whether questions may be answered there."""

    hours: int = USUAL_HOURS
    answers: bool = False


class WantedLinkSchema(StrictSchema):
    """How long a link is good."""

    value_type = WantedLink
    may_be_left_out = True

    hours = WholeNumber(
        f"For how many hours the link is good; {USUAL_HOURS} when left out.", USUAL_HOURS, low=1, high=MOST_HOURS
    )
    answers = YesNo("Whether the learner may answer questions there and ask why not; no when left out.")


@learner_links.operation(
    "POST",
    "/v1/recommendations/<string:recommendation_id>/link",
    needs=Scope.READ_RECOMMENDATIONS,
    takes=WantedLinkSchema,
    examples={"a day": {"value": {"hours": 24}}, "with answers": {"value": {"hours": 24, "answers": True}}},
    answers={
        201: Answer(
            description="The link. Who has it can read the page until it ends.",
            schema=LearnerLinkSchema,
            headers={"Location": "The link."},
        )
    },
    refuses=(NOT_FOUND, LINKS_NOT_SET_UP),
)
def make_learner_link(wanted: WantedLink, *, recommendation_id: str, caller: Caller) -> Any:
    """Make a link by which a learner opens the page of a recommendation without a key.

    Answers make new recommendations, so a link that takes them needs the scope profiles:write too.
    """
    if wanted.answers:
        require(caller, Scope.WRITE_PROFILES)
    ports().jobs.view(caller.client, recommendation_id)
    ends = ports().now() + timedelta(hours=wanted.hours)
    try:
        link = ports().links.link(
            client=caller.client, recommendation=recommendation_id, expires_at=ends, may_answer=wanted.answers
        )
    except LinksNotSetUp as error:
        raise Problem(LINKS_NOT_SET_UP, str(error)) from error
    return vars(link), 201, {"Location": link.url}


@learner_links.operation(
    "GET",
    f"{PATH}<string:token>",
    answers={
        200: html("The recommendation as a page; until it is made, a page that says so and asks again."),
        **WITHOUT_PAGE,
    },
    parameters=(FULL,),
)
def open_learner_link(*, token: str) -> Any:
    """Open a recommendation's page by its link."""

    def show(linked: Linked) -> Any:
        form = form_of(token) if linked.may_answer else None
        return page_of(ports().jobs.view(linked.client, linked.recommendation), form=form)

    return by_link(token, show)
