"""POST /v1/profiles: take a learner's profile, so that nothing of it is lost once 202 is answered."""

from functools import partial
from typing import Any

from services.api.advice.accepting import (
    ACCEPTED,
    IDEMPOTENCY_PARAMETER,
    PRIORITY_PARAMETER,
    accept,
    acceptable,
    asked_idempotency_key,
)
from services.api.edge.resource import Resource
from services.api.edge.set_aside import carries_documents
from services.api.ports import ports
from services.api.problems.request_kinds import INVALID_REQUEST, OVER_LIMIT
from services.api.problems.resource_kinds import KEY_REUSED, UNKNOWN_OCCUPATION
from services.api.problems.service_kinds import BUSY_READING, LEDGER_FULL
from services.api.schemas.examples import PROFILES
from services.ledger.accounts.clients import Caller, Scope
from services.reading.posted_profile import PostedProfile, PostedProfileSchema

profiles = Resource("Profiles", "Learner profiles, sent in to be answered by webhook.")


@profiles.operation(
    "POST",
    "/v1/profiles",
    needs=Scope.WRITE_PROFILES,
    takes=PostedProfileSchema,
    examples=PROFILES,
    parameters=[IDEMPOTENCY_PARAMETER, PRIORITY_PARAMETER],
    answers={202: ACCEPTED},
    refuses=(INVALID_REQUEST, UNKNOWN_OCCUPATION, KEY_REUSED, LEDGER_FULL, OVER_LIMIT, BUSY_READING),
    takes_long=carries_documents,
)
def accept_profile(posted: PostedProfile, *, caller: Caller) -> Any:
    """Send in a learner's profile.

    It is answered as soon as nothing of it can be lost: `Prefer: wait=n` is not honoured here. Send it where `Location`
    leads, which answers when the recommendation is made.
    """
    key = asked_idempotency_key()
    found = acceptable(posted, partial(ports().overlays.active_files, caller.client))
    document, status, headers = accept(caller.client, found.text, fingerprint=found.fingerprint, idempotency_key=key)
    if posted.dropped:
        document["dropped"] = posted.dropped
    return document, status, headers
