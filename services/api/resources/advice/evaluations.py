"""POST /v1/evaluations: answer a profile at once and keep nothing of it."""

from typing import Any

from flask import Response

from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.resource_kinds import CATALOGUE_INCOMPATIBLE, OVERLAY_INCOMPATIBLE, UNKNOWN_OCCUPATION
from services.api.problems.service_kinds import BUSY_READING
from services.api.schemas.answers import RECOMMENDATION, WHY_NOT
from services.api.schemas.examples import QUESTIONS
from services.ledger.accounts.clients import Caller, Scope
from services.reading.posted_question import PostedQuestion, PostedQuestionSchema
from services.recommender.recommendation.why_not import with_why_not

evaluations = Resource("Evaluations", "Recommendations at once, for trying out: nothing is stored or sent.")

_EVALUATION = {
    "allOf": [
        RECOMMENDATION,
        {
            "type": "object",
            "properties": {
                "why_not": {
                    "type": "array",
                    "items": WHY_NOT,
                    "description": "One for each name that was asked about; absent where none was.",
                }
            },
        },
    ]
}


@evaluations.operation(
    "POST",
    "/v1/evaluations",
    needs=Scope.RUN_EVALUATIONS,
    takes=PostedQuestionSchema,
    examples=QUESTIONS,
    answers={200: Answer(description="The recommendation, as of today (UTC).", schema=_EVALUATION)},
    refuses=(UNKNOWN_OCCUPATION, OVERLAY_INCOMPATIBLE, CATALOGUE_INCOMPATIBLE, BUSY_READING),
    takes_long=True,
)
def evaluate_profile(question: PostedQuestion, *, caller: Caller) -> Any:
    """Have a profile answered at once, and be told why something else is not what is advised (`why_not`)."""
    profile, today = ports().examiner.examine(question.posted), ports().today()
    overlay = ports().overlays.active_files(caller.client)
    catalogue = ports().catalogues.active(caller.client)
    recommendation = ports().advisor.recommend(profile, today, overlay, catalogue)
    text = recommendation.to_json()
    if question.why_not:
        text = with_why_not(
            recommendation, ports().advisor.why_not(profile, question.why_not, today, overlay, catalogue)
        )
    return Response(text, content_type="application/json")
