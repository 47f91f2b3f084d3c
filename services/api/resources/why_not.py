"""GET /v1/recommendations/{id}/why-not: why is a credential or a path not what was advised? Decided again as then."""

from typing import Any

from flask import request

from services.api.ports import ports
from services.api.problems import (
    CATALOGUE_INCOMPATIBLE,
    INVALID_REQUEST,
    NOT_FOUND,
    NOT_MADE_YET,
    OVERLAY_INCOMPATIBLE,
    Problem,
)
from services.api.resource import Answer, Resource
from services.api.schemas.answers import ReplayedWhyNotSchema
from services.api.schemas.members import query
from services.api.stored import stored_recommendation
from services.authoring.replaying import made_from_others
from services.intake.profile_schema import read_profile
from services.ledger.accounts.clients import Caller, Scope
from services.recommender.recommendation.document import document_of
from services.recommender.wording.messages import say, word_of

why_not = Resource("Why not", "Why something else was not recommended.")

#: The longest name that is looked for; no credential has a longer one.
LONGEST_NAME = 200

_NAME = query("name", "A credential's title or id, or a path.", required=True, minLength=1, maxLength=LONGEST_NAME)


@why_not.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>/why-not",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[_NAME],
    answers={200: Answer(description="Why it is not what was advised, or that it is.", schema=ReplayedWhyNotSchema)},
    refuses=(INVALID_REQUEST, NOT_FOUND, NOT_MADE_YET, OVERLAY_INCOMPATIBLE, CATALOGUE_INCOMPATIBLE),
)
def get_why_not(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask why a credential or a path is not what was advised.

    The stored profile is decided again on its day, with the overlay and the catalogue that the client had then.
    """
    name = asked_name()
    made = stored_recommendation(caller.client, recommendation_id)
    profile = read_profile(made.profile)
    overlay = ports().overlays.files_for(caller.client, recommendation_id)
    catalogue = ports().catalogues.noted_for(caller.client, recommendation_id)
    again = ports().advisor.recommend(profile, made.decided_on, overlay, catalogue)
    others = made_from_others(made.as_document(), again.as_document()).keys() - {"wording"}
    (answer,) = ports().advisor.why_not(profile, [name], made.decided_on, overlay, catalogue)
    return {
        "id": recommendation_id,
        "decided_on": made.decided_on,
        "differs": sorted(others),
        "note": _note(sorted(others)),
        "why_not": document_of(answer),
    }


def asked_name() -> str:
    """Return the query's `name`; raise Problem."""
    name = request.args.get("name", "").strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Problem(INVALID_REQUEST, f"name must be one line of 1 to {LONGEST_NAME} characters.")
    return name


def _note(others: list[str]) -> str:
    """Return whether the answer is true to the day of the decision."""
    if not others:
        return say("why_not.as_then")
    return say("why_not.not_as_then", parts=[word_of("provenance", part) for part in others])
