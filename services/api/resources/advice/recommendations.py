"""/v1/recommendations, and the page of one: how far is it, what was recommended, did the webhooks arrive?"""

import json
from typing import Any

from services.api.edge.links import of_batch, of_delivery, of_learner, of_recommendation
from services.api.edge.resource import Answer, Resource
from services.api.edge.waiting import PREFER_WAIT, when_settled
from services.api.lists.cursors import CURSOR
from services.api.lists.expanding import EXPAND_RECOMMENDATION, asked_to_expand, whole_recommendations
from services.api.lists.listed import listed
from services.api.lists.selecting import FILTERS, asked_evaluations
from services.api.pages.report_pages import FULL, page_of
from services.api.ports import ports
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND
from services.api.problems.service_kinds import ARCHIVE_AWAY
from services.api.schemas.answers import EvaluationSchema
from services.api.schemas.batch_answers import RecommendationsSchema
from services.api.schemas.members import LIMIT, asked_limit
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.views import JobState

recommendations = Resource("Recommendations", "What came of the profiles that were sent in.")

#: States in which it is not decided yet.
ON_ITS_WAY = frozenset({JobState.WAITING, JobState.RUNNING})


@recommendations.operation(
    "GET",
    "/v1/recommendations",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[*FILTERS, EXPAND_RECOMMENDATION, CURSOR, LIMIT],
    takes_long=lambda asked: "expand" in asked.args,
    answers={
        200: Answer(
            description="The newest first; those of a batch in its order.",
            schema=RecommendationsSchema,
            leads_to=of_recommendation("recommendations/0/id")
            | of_learner("recommendations/0/learner_id")
            | of_batch("recommendations/0/batch"),
        )
    },
    refuses=(INVALID_REQUEST, NOT_FOUND, ARCHIVE_AWAY),
)
def list_recommendations(*, caller: Caller) -> Any:
    """List recommendations, wherever they are kept, a page at a time.

    A page may hold fewer than there are, or none, where few are wanted of many, or where whole ones are long: go
    on while `next` is not null.
    """
    page = asked_evaluations(caller.client, asked_limit())
    if not asked_to_expand():
        return {"recommendations": [listed(one) for one in page.evaluations], "next": page.next}
    whole = whole_recommendations(caller.client, page.evaluations, lambda one: one.id)
    page = page.first(len(whole))
    shown = [{**listed(one), "recommendation": made} for one, made in zip(page.evaluations, whole, strict=True)]
    return {"recommendations": shown, "next": page.next}


@recommendations.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[PREFER_WAIT],
    answers={
        200: Answer(
            description="The evaluation as it stands.",
            schema=EvaluationSchema,
            leads_to=of_recommendation() | of_delivery("deliveries/0/id"),
        )
    },
    refuses=(NOT_FOUND,),
)
def get_recommendation(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for a recommendation."""
    view = when_settled(
        lambda: ports().jobs.view(caller.client, recommendation_id), lambda view: view.state not in ON_ITS_WAY
    )
    made = None if view.recommendation is None else json.loads(view.recommendation)
    return {**vars(view), "recommendation": made}


@recommendations.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>/page",
    takes_long=True,
    needs=Scope.READ_RECOMMENDATIONS,
    answers={
        200: Answer(
            description="The recommendation as a page; until it is made, a page that says so and asks again.",
            schema={"type": "string"},
            media_type="text/html",
        )
    },
    parameters=(FULL,),
    refuses=(NOT_FOUND,),
)
def get_recommendation_page(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for a recommendation as a page for people."""
    return page_of(ports().jobs.view(caller.client, recommendation_id))
