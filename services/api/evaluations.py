"""POST /v1/evaluations: answer a profile at once and keep nothing of it."""

from typing import Any

from flask import Response

from services.api.examples import PROFILES
from services.api.ports import ports
from services.api.problems import UNKNOWN_OCCUPATION
from services.api.resource import Answer, Resource
from services.intake.profile_schema import ProfileSchema
from services.ledger.clients import Caller, Scope
from services.recommender.learner import Profile

evaluations = Resource("Evaluations", "Recommendations at once, for trying out: nothing is stored or sent.")


@evaluations.operation(
    "POST",
    "/v1/evaluations",
    needs=Scope.RUN_EVALUATIONS,
    takes=ProfileSchema,
    examples=PROFILES,
    answers={200: Answer(description="The recommendation, as of today (UTC).", schema={"type": "object"})},
    refuses=(UNKNOWN_OCCUPATION,),
)
def evaluate_profile(profile: Profile, *, caller: Caller) -> Any:  # noqa: ARG001 - whoever may, gets the same answer
    """Have a profile answered at once."""
    recommendation = ports().advisor.recommend(profile, ports().today())
    return Response(recommendation.to_json(), content_type="application/json")
