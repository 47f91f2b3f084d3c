"""POST /v1/evaluations: answer a profile at once and keep nothing of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import Response

from services.api.advice.evaluated_profile import EVALUATED_PROFILE
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.resource_kinds import CATALOGUE_INCOMPATIBLE, OVERLAY_INCOMPATIBLE, UNKNOWN_OCCUPATION
from services.api.problems.service_kinds import BUSY_READING
from services.api.schemas.examples import QUESTIONS
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.accounts.overlays import Files
from services.reading.posted_question import PostedQuestion, PostedQuestionSchema, changed_profiles
from services.recommender.knowledge.own_catalogues import OwnCatalogue
from services.recommender.learner import Profile
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.why_not import with_why_not

evaluations = Resource("Evaluations", "Recommendations at once, for trying out: nothing is stored or sent.")


@evaluations.operation(
    "POST",
    "/v1/evaluations",
    needs=Scope.RUN_EVALUATIONS,
    takes=PostedQuestionSchema,
    examples=QUESTIONS,
    answers={200: Answer(description="The recommendation, as of today (UTC).", schema=EVALUATED_PROFILE)},
    refuses=(UNKNOWN_OCCUPATION, OVERLAY_INCOMPATIBLE, CATALOGUE_INCOMPATIBLE, BUSY_READING),
    takes_long=True,
)
def evaluate_profile(question: PostedQuestion, *, caller: Caller) -> Any:
    """Have a profile answered at once, with why something else is not advised (`why_not`), and what if (`changes`)."""
    profile, today = ports().examiner.examine(question.posted), ports().today()
    overlay = ports().overlays.active_files(caller.client)
    others = changed_profiles(
        profile, question.changes, lambda changed: ports().advisor.resolve_occupation(changed, overlay)
    )
    catalogue = ports().catalogues.active(caller.client)
    recommendation = ports().advisor.recommend(profile, today, overlay, catalogue)
    if not question.why_not and not others:
        return Response(recommendation.to_json(), content_type="application/json")
    why_not = ports().advisor.why_not(profile, question.why_not, today, overlay, catalogue) if question.why_not else []
    tried = [
        {
            "change": change,
            "turns_verdict": made.verdict.path != recommendation.verdict.path,
            "recommendation": made.as_document(),
        }
        for change, made in zip(question.changes, _decided(others, today, overlay, catalogue), strict=True)
    ]
    text = with_why_not(recommendation, why_not, {"what_if": tried} if tried else {})
    return Response(text, content_type="application/json")


def _decided(
    profiles: Sequence[Profile], today: date, overlay: Files | None, catalogue: OwnCatalogue | None
) -> Iterator[Recommendation]:
    for profile in profiles:
        # Others that this process serves come in between.
        ports().pause(0)
        yield ports().advisor.recommend(profile, today, overlay, catalogue)
