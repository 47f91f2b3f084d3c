"""GET /v1/recommendations/{id}: how far is it, what was recommended, did the webhooks arrive?"""

import json
from typing import Any

from services.api.answers import RecommendationSchema
from services.api.ports import ports
from services.api.problems import NOT_FOUND
from services.api.resource import Answer, Resource
from services.ledger.clients import Caller, Scope

recommendations = Resource("Recommendations", "What came of the profiles that were sent in.")


@recommendations.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>",
    needs=Scope.READ_RECOMMENDATIONS,
    answers={200: Answer(description="The evaluation as it stands.", schema=RecommendationSchema)},
    refuses=(NOT_FOUND,),
)
def get_recommendation(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for a recommendation."""
    view = ports().jobs.view(caller.client, recommendation_id)
    made = None if view.recommendation is None else json.loads(view.recommendation)
    return {**vars(view), "recommendation": made}
