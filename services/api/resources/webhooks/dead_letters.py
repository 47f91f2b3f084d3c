"""/v1/dead-letters: which of a client's jobs stopped, why, and may they be tried again?"""

import json
from typing import Any

from flask import request

from services.api.edge.links import of_dead_letter
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND
from services.api.problems.resource_kinds import CANNOT_BE_AGAIN
from services.api.schemas.delivery_answers import DeadLetterSchema, DeadLettersSchema
from services.api.schemas.members import LIMIT, asked_limit, query
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.work.jobs import Queue

dead_letters = Resource("Dead letters", "Jobs that stopped with a reason, instead of being lost or tried forever.")


@dead_letters.operation(
    "GET",
    "/v1/dead-letters",
    needs=Scope.READ_DELIVERIES,
    parameters=[query("reason", "Only those with this reason, as a code."), LIMIT],
    answers={
        200: Answer(
            description="The client's dead letters, without profiles.",
            schema=DeadLettersSchema,
            leads_to=of_dead_letter("dead_letters/0/id"),
        )
    },
    refuses=(INVALID_REQUEST,),
)
def list_dead_letters(*, caller: Caller) -> Any:
    """List the dead letters."""
    found = ports().upkeep.dead_letters.newest(
        caller.client, reason=request.args.get("reason") or None, limit=asked_limit()
    )
    return {"dead_letters": found}


@dead_letters.operation(
    "GET",
    "/v1/dead-letters/<string:job_id>",
    needs=Scope.READ_PROFILES,
    answers={
        200: Answer(
            description="The dead letter; with the profile if it is an evaluation.",
            schema=DeadLetterSchema,
            leads_to=of_dead_letter(),
        )
    },
    refuses=(NOT_FOUND,),
)
def get_dead_letter(*, job_id: str, caller: Caller) -> Any:
    """Look at a dead letter and its profile."""
    letters = ports().upkeep.dead_letters
    letter = letters.get(caller.client, job_id)
    if letter.queue is not Queue.EVALUATE:
        return letter
    return {**vars(letter), "profile": json.loads(letters.profile(caller.client, job_id))}


@dead_letters.operation(
    "POST",
    "/v1/dead-letters/<string:job_id>/requeue",
    needs=Scope.SEND_DELIVERIES,
    answers={202: Answer(description="Pending again, as if it had never been started.")},
    refuses=(NOT_FOUND, CANNOT_BE_AGAIN),
)
def requeue_dead_letter(*, job_id: str, caller: Caller) -> Any:
    """Have a dead letter tried again."""
    ports().upkeep.dead_letters.requeue(caller.client, job_id)
