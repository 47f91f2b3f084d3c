"""POST /v1/recommendations/{id}/answers: give back answers to what was asked, and have the learner advised anew."""

from typing import Any

from services.api.advice.accepting import ACCEPTED, IDEMPOTENCY_PARAMETER, PRIORITY_PARAMETER, asked_idempotency_key
from services.api.advice.answering import accept_answers
from services.api.advice.stored import stored_recommendation
from services.api.edge.resource import Resource
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND, OVER_LIMIT
from services.api.problems.resource_kinds import KEY_REUSED, NOT_MADE_YET, UNKNOWN_OCCUPATION
from services.api.problems.service_kinds import LEDGER_FULL
from services.api.schemas.answering import AnswersSchema
from services.api.schemas.examples import ANSWERS
from services.ledger.accounts.clients import Caller, Scope

answers = Resource("Answers", "Answers to what a recommendation asks, which make a new recommendation.")


@answers.operation(
    "POST",
    "/v1/recommendations/<string:recommendation_id>/answers",
    needs=Scope.WRITE_PROFILES,
    takes=AnswersSchema,
    examples=ANSWERS,
    parameters=[IDEMPOTENCY_PARAMETER, PRIORITY_PARAMETER],
    answers={202: ACCEPTED},
    refuses=(INVALID_REQUEST, NOT_FOUND, NOT_MADE_YET, UNKNOWN_OCCUPATION, KEY_REUSED, LEDGER_FULL, OVER_LIMIT),
)
def give_answers(given: dict[str, Any], *, recommendation_id: str, caller: Caller) -> Any:
    """Answer what a recommendation asks (`worth_asking`).

    The stored profile with the answers is accepted like any other; the same answers sent again are evaluated once.
    """
    key = asked_idempotency_key()
    made = stored_recommendation(caller.client, recommendation_id)
    return accept_answers(caller.client, recommendation_id, made, given, key)
