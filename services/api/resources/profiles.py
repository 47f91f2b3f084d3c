"""POST /v1/profiles: take a learner's profile, so that nothing of it is lost once 202 is answered."""

import re
from hashlib import sha256
from typing import Any

from flask import request

from services.api.ports import ports, settings
from services.api.problems import INVALID_REQUEST, KEY_REUSED, LEDGER_FULL, UNKNOWN_OCCUPATION, Problem
from services.api.resource import Answer, Resource
from services.api.schemas.answers import AcceptedSchema
from services.api.schemas.examples import PROFILES
from services.intake.profile_schema import profile_text
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.jobs import JobState, Queue
from services.reading.posted_profile import PostedProfile, PostedProfileSchema, posted_text

profiles = Resource("Profiles", "Learner profiles, sent in to be answered by webhook.")

#: 1 to 255 visible ASCII characters.
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,255}")

_IDEMPOTENCY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Send the same key when sending a profile again after no answer or a 503: it is evaluated once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$", "examples": ["enrolment-2026-4711"]},
}


@profiles.operation(
    "POST",
    "/v1/profiles",
    needs=Scope.WRITE_PROFILES,
    takes=PostedProfileSchema,
    examples=PROFILES,
    parameters=[_IDEMPOTENCY_PARAMETER],
    answers={
        202: Answer(
            description="Accepted: the recommendation will be made, and sent to every endpoint of the client.",
            schema=AcceptedSchema,
            headers={
                "Location": "Where to ask for the recommendation.",
                "Idempotent-Replayed": "true where the key had been used for this very profile before.",
            },
        )
    },
    refuses=(INVALID_REQUEST, UNKNOWN_OCCUPATION, KEY_REUSED, LEDGER_FULL),
)
def accept_profile(posted: PostedProfile, *, caller: Caller) -> Any:
    """Send in a learner's profile."""
    key = _idempotency_key()
    ports().advisor.resolve_occupation(posted.profile)
    text = profile_text(ports().examiner.examine(posted))
    # Over what was sent: what examining it finds may change while a client tries again.
    fingerprint = sha256(posted_text(posted).encode()).hexdigest()
    accepted = ports().jobs.accept(client=caller.client, profile=text, fingerprint=fingerprint, idempotency_key=key)
    if not accepted.replayed:
        ports().waker.wake(Queue.EVALUATE, accepted.job_id)
    path = f"/v1/recommendations/{accepted.job_id}"
    document: dict[str, Any] = {
        "id": accepted.job_id,
        "state": JobState.WAITING,
        "accepted_at": accepted.accepted_at,
        "address": settings().public_url + path,
    }
    if posted.dropped:
        document["dropped"] = posted.dropped
    return document, 202, {"Location": path} | ({"Idempotent-Replayed": "true"} if accepted.replayed else {})


def _idempotency_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _IDEMPOTENCY_KEY.fullmatch(key):
        raise Problem(INVALID_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces.")
    return key
