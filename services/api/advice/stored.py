"""Which recommendation was stored under an id? For operations that go on from it."""

import json

from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.resource_kinds import NOT_MADE_YET
from services.ledger.work.jobs import JobState
from services.recommender.recommendation.document import (
    Recommendation,
    UnreadableRecommendation,
    read_recommendation,
)

_STANDINGS = {
    JobState.WAITING: "It waits to be evaluated; ask again in a moment.",
    JobState.RUNNING: "It is being evaluated; ask again in a moment.",
    JobState.COMPLETED: "It was made and is kept no longer; send the profile again.",
    JobState.DEAD: "It could not be made; the recommendation's detail says why.",
    JobState.DISCARDED: "It was given up and will not be made; send the profile again.",
}


def stored_recommendation(client: str, recommendation_id: str) -> Recommendation:
    """Return the client's recommendation; raise Problem where none is stored, NotFound for any other's id."""
    view = ports().jobs.view(client, recommendation_id)
    if view.recommendation is None:
        raise Problem(NOT_MADE_YET, _STANDINGS[view.state])
    try:
        return read_recommendation(json.loads(view.recommendation))
    except UnreadableRecommendation as error:
        raise Problem(NOT_MADE_YET, f"It was stored in a form that cannot be read any more: {error}") from error
