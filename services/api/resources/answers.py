"""POST /v1/recommendations/{id}/answers: give back answers to what was asked, and have the learner advised anew."""

import json
from hashlib import sha256
from typing import Any

from services.api.accepting import ACCEPTED, IDEMPOTENCY_PARAMETER, accept, asked_idempotency_key
from services.api.ports import ports
from services.api.problems import (
    INVALID_REQUEST,
    KEY_REUSED,
    LEDGER_FULL,
    NOT_FOUND,
    NOT_MADE_YET,
    UNKNOWN_OCCUPATION,
)
from services.api.resource import Resource
from services.api.schemas.answering import AnswersSchema
from services.api.schemas.examples import ANSWERS
from services.api.stored import stored_recommendation
from services.intake.answers import with_answers
from services.ledger.accounts.clients import Caller, Scope

answers = Resource("Answers", "Answers to what a recommendation asks, which make a new recommendation.")


@answers.operation(
    "POST",
    "/v1/recommendations/<string:recommendation_id>/answers",
    needs=Scope.WRITE_PROFILES,
    takes=AnswersSchema,
    examples=ANSWERS,
    parameters=[IDEMPOTENCY_PARAMETER],
    answers={202: ACCEPTED},
    refuses=(INVALID_REQUEST, NOT_FOUND, NOT_MADE_YET, UNKNOWN_OCCUPATION, KEY_REUSED, LEDGER_FULL),
)
def give_answers(given: dict[str, Any], *, recommendation_id: str, caller: Caller) -> Any:
    """Answer what a recommendation asks (`worth_asking`).

    The stored profile with the answers is accepted like any other; the same answers sent again are evaluated once.
    """
    key = asked_idempotency_key()
    made = stored_recommendation(caller.client, recommendation_id)
    profile = with_answers(made.profile, made.worth_asking, given)
    ports().advisor.resolve_occupation(profile)
    sent = json.dumps([recommendation_id, given], sort_keys=True)
    fingerprint = sha256(sent.encode()).hexdigest()
    # With a space in it, it is no key that a client could send.
    own_key = f"answers {fingerprint}"
    return accept(
        caller.client, profile, fingerprint=fingerprint, idempotency_key=key or own_key, follows=recommendation_id
    )
