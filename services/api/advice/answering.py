"""How are answers taken on? The stored profile with the answers in it is accepted like any other, once."""

import json
from collections.abc import Mapping
from hashlib import sha256

from services.api.advice.accepting import Taken, accept
from services.api.ports import ports
from services.intake.answers import with_answers
from services.intake.profile_schema import profile_text
from services.intake.strict_json import JSON
from services.recommender.recommendation.document import Recommendation


def accept_answers(
    client: str, recommendation_id: str, made: Recommendation, given: Mapping[str, JSON], key: str | None = None
) -> Taken:
    """Owe the client a new evaluation; the same answers to the same recommendation are one.

    Raise ProfileRejected where an answer cannot be used, and what accepting a profile raises.
    """
    profile = with_answers(made.profile, made.worth_asking, given)
    ports().advisor.resolve_occupation(profile, ports().overlays.active_files(client))
    sent = json.dumps([recommendation_id, dict(given)], sort_keys=True)
    fingerprint = sha256(sent.encode()).hexdigest()
    # With a space in it, it is no key that a client could send.
    own_key = f"answers {fingerprint}"
    return accept(
        client,
        profile_text(profile),
        fingerprint=fingerprint,
        idempotency_key=key or own_key,
        follows=recommendation_id,
    )
