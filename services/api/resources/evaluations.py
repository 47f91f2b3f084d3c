"""POST /v1/evaluations: answer a profile at once and keep nothing of it."""

from typing import Any

from flask import Response

from services.api.ports import ports
from services.api.problems import CATALOGUE_INCOMPATIBLE, OVERLAY_INCOMPATIBLE, UNKNOWN_OCCUPATION
from services.api.resource import Answer, Resource
from services.api.schemas.answers import RECOMMENDATION
from services.api.schemas.examples import PROFILES
from services.ledger.accounts.clients import Caller, Scope
from services.reading.posted_profile import PostedProfile, PostedProfileSchema

evaluations = Resource("Evaluations", "Recommendations at once, for trying out: nothing is stored or sent.")


@evaluations.operation(
    "POST",
    "/v1/evaluations",
    needs=Scope.RUN_EVALUATIONS,
    takes=PostedProfileSchema,
    examples=PROFILES,
    answers={200: Answer(description="The recommendation, as of today (UTC).", schema=RECOMMENDATION)},
    refuses=(UNKNOWN_OCCUPATION, OVERLAY_INCOMPATIBLE, CATALOGUE_INCOMPATIBLE),
)
def evaluate_profile(posted: PostedProfile, *, caller: Caller) -> Any:
    """Have a profile answered at once."""
    profile = ports().examiner.examine(posted)
    overlay = ports().overlays.active_files(caller.client)
    catalogue = ports().catalogues.active(caller.client)
    recommendation = ports().advisor.recommend(profile, ports().today(), overlay, catalogue)
    return Response(recommendation.to_json(), content_type="application/json")
