"""How is work taken on, so that nothing of it is lost once 202 is answered? A profile, or answers to a question."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import g, request

from services.api.edge.limit_headers import HEADERS, limit_headers
from services.api.edge.links import of_recommendation
from services.api.edge.resource import Answer
from services.api.ports import ports, settings
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.answers import AcceptedSchema
from services.intake.profile_schema import profile_text
from services.ledger.accounts.overlays import Files
from services.ledger.work.jobs import JobState
from services.reading.posted_profile import PostedProfile, posted_text
from services.recommender.situation.aims.occupation_aimed_at import hangs_on_the_country
from services.tracing import Journey, traceparent_of

#: 1 to 255 visible ASCII characters.
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,255}")

IDEMPOTENCY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Send the same key when sending a profile again after no answer or a 503: it is evaluated once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$", "examples": ["enrolment-2026-4711"]},
}

#: The urgency that a Priority header says, among whatever else it says (RFC 9218).
_URGENCY = re.compile(r"(?:^|,)\s*u=([0-7])\s*(?:[,;]|$)")

PRIORITY_PARAMETER = {
    "name": "Priority",
    "in": "header",
    "required": False,
    "description": (
        "Which of your own profiles come first, as RFC 9218 has it: from u=0 (first) to u=7, and u=3 where it is not "
        "said. It changes nothing for other clients: all clients come in turn."
    ),
    "schema": {"type": "string", "examples": ["u=0"]},
}

#: What every operation answers that takes work on.
ACCEPTED = Answer(
    description="Accepted: the recommendation will be made, and sent to every endpoint of the client.",
    schema=AcceptedSchema,
    headers={
        "Location": "Where to ask for the recommendation.",
        "Idempotent-Replayed": "true where the same had been sent before with the same key.",
        **HEADERS,
    },
    leads_to=of_recommendation(),
)


#: What a view answers that took work on: the document, the status and the headers.
Taken = tuple[dict[str, Any], int, dict[str, str]]


def asked_idempotency_key() -> str | None:
    """Return the request's idempotency key, None where it has none; raise Problem."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _IDEMPOTENCY_KEY.fullmatch(key):
        raise Problem(INVALID_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces.")
    return key


def asked_priority() -> int | None:
    """Return the urgency that the request's Priority header asks for; None where it asks for none that can be read.

    Browsers and proxies send this header too, so what is not understood is left alone, as RFC 9218 asks.
    """
    found = _URGENCY.search(request.headers.get("Priority", ""))
    return int(found[1]) if found else None


@dataclass(frozen=True, kw_only=True)
class Acceptable:
    """A profile that may be accepted: its canonical text, and the fingerprint of what was sent."""

    text: str
    fingerprint: str


def acceptable(posted: PostedProfile, overlay: Callable[[], Files | None]) -> Acceptable:
    """Examine a profile; raise UnresolvedOccupation. `overlay` returns the client's that is active, where it counts."""
    in_force = overlay() if hangs_on_the_country(posted.profile) else None
    ports().advisor.resolve_occupation(posted.profile, in_force)
    profile = ports().examiner.examine(posted)
    # Over what was sent: what examining it finds may change while a client tries again.
    sent = posted_text(posted)
    text = sent if profile == posted.profile and not posted.documents else profile_text(profile)
    return Acceptable(text=text, fingerprint=sha256(sent.encode()).hexdigest())


def came_with(traceparent: str | None) -> Journey:
    """Return what goes with what this request brings."""
    return Journey(request=g.request_id, traceparent=traceparent_of(traceparent))


def accept(
    client: str, profile: str, *, fingerprint: str, idempotency_key: str | None, follows: str | None = None
) -> Taken:
    """Owe the client an evaluation of `profile` and return the document, status and headers.

    `profile` is its canonical text.
    """
    came = came_with(request.headers.get("traceparent"))
    with ports().tracer.step("accept a profile", came, client=client) as goes_on:
        accepted = ports().jobs.accept(
            client=client,
            profile=profile,
            fingerprint=fingerprint,
            idempotency_key=idempotency_key,
            follows=follows,
            journey=goes_on,
            priority=asked_priority(),
        )
    path = f"/v1/recommendations/{accepted.job_id}"
    document: dict[str, Any] = {
        "id": accepted.job_id,
        "state": JobState.WAITING,
        "accepted_at": accepted.accepted_at,
        "address": settings().public_url + path,
    }
    if follows is not None:
        document["follows"] = follows
    headers = {"Location": path, **limit_headers(accepted.allowances)}
    return document, 202, headers | ({"Idempotent-Replayed": "true"} if accepted.replayed else {})
