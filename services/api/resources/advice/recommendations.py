"""GET /v1/recommendations/{id}, and its page: how far is it, what was recommended, did the webhooks arrive?"""

import json
from typing import Any

from services.api.edge.resource import Answer, Resource
from services.api.pages.report_pages import FULL, page_of
from services.api.ports import ports
from services.api.problems.request_kinds import NOT_FOUND
from services.api.schemas.answers import EvaluationSchema
from services.ledger.accounts.clients import Caller, Scope

recommendations = Resource("Recommendations", "What came of the profiles that were sent in.")


@recommendations.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>",
    needs=Scope.READ_RECOMMENDATIONS,
    answers={200: Answer(description="The evaluation as it stands.", schema=EvaluationSchema)},
    refuses=(NOT_FOUND,),
)
def get_recommendation(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for a recommendation."""
    view = ports().jobs.view(caller.client, recommendation_id)
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
