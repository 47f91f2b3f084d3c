"""GET /v1/recommendations/{id}/why-not: why is a credential or a path not what was advised? Decided again as then."""

from typing import Any

from services.api.advice.why_not_then import NAME, asked_name, why_not_then
from services.api.edge.links import of_recommendation
from services.api.edge.resource import Answer, Resource
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND
from services.api.problems.resource_kinds import CATALOGUE_INCOMPATIBLE, NOT_MADE_YET, OVERLAY_INCOMPATIBLE
from services.api.schemas.answers import ReplayedWhyNotSchema
from services.ledger.accounts.clients import Caller, Scope
from services.recommender.recommendation.document import document_of

why_not = Resource("Why not", "Why something else was not recommended.")


@why_not.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>/why-not",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[NAME],
    answers={
        200: Answer(
            description="Why it is not what was advised, or that it is.",
            schema=ReplayedWhyNotSchema,
            leads_to=of_recommendation(),
        )
    },
    refuses=(INVALID_REQUEST, NOT_FOUND, NOT_MADE_YET, OVERLAY_INCOMPATIBLE, CATALOGUE_INCOMPATIBLE),
    takes_long=True,
)
def get_why_not(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask why a credential or a path is not what was advised.

    The stored profile is decided again on its day, with the overlay and the catalogue that the client had then.
    """
    then = why_not_then(caller.client, recommendation_id, asked_name())
    return {
        "id": recommendation_id,
        "decided_on": then.decided_on,
        "differs": then.differs,
        "note": then.note,
        "why_not": document_of(then.answer),
    }
