"""What does a worker hold? A job until its lease ends, with all that is needed to work on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.ledger.accounts.endpoints import Endpoint, endpoint_from_fields
from services.ledger.events import EventType
from services.ledger.store.moments import from_ms
from services.ledger.store.packing import unpacked
from services.ledger.store.sealing import Seal
from services.tracing import Journey

#: The members of a job that is handed over before its endpoint's fields; services/ledger/store/lua/_pulling.lua lists
#: them.
MEMBERS = 12


class Queue(StrEnum):
    """What kind of work: the names of the broker's queues too, and of the Redis lists that hold their messages."""

    EVALUATE = "evaluate"
    DELIVER = "deliver"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A job in the hands of one worker until its lease ends. `token` is the fence: only its holder can settle the job.

    `payload` is JSON text: the profile of an evaluation, and for a delivery the recommendation or, for other events,
    what there is to say. `accepted_at` of a delivery is when what it tells of happened: of a recommendation when its
    profile was accepted.
    `claims` counts the starts since the last settled attempt, this one included; `attempts` the settled attempts before
    this one. `claimed_at` is now by Redis's clock, which a wrong clock of this machine does not touch. `evaluation`
    (the evaluation or event that is told of), `event` (an EventType) and `endpoint` belong to deliveries, and so does
    `sequence`: of what is told of one learner, what rests on a later profile has a greater one. None for what is told
    of no evaluation, and for those that an older release accepted. `journey` is what goes with the profile; `overlay`
    and `catalogue` name the client's own that were active when an evaluation was accepted.
    """

    job_id: str
    queue: Queue
    client: str
    payload: str
    token: str
    claims: int
    attempts: int
    accepted_at: datetime
    claimed_at: datetime
    evaluation: str | None = None
    event: EventType | None = None
    endpoint: Endpoint | None = None
    sequence: int | None = None
    journey: Journey = field(default_factory=Journey)
    overlay: str | None = None
    catalogue: str | None = None


def claim_of(queue: Queue, job_id: str, token: str, handed_over: Sequence[Any], seal: Seal) -> Claim:
    """Make a Claim of what a script answers for a job; `seal` opens the secrets of its endpoint."""
    payload, client, claims, attempts, accepted_at, evaluation, now, event, sequence, *beside = handed_over[:MEMBERS]
    journey, overlay, catalogue = beside
    fields = handed_over[MEMBERS:]
    endpoint = dict(zip(fields[::2], fields[1::2], strict=True))
    return Claim(
        job_id=job_id,
        queue=queue,
        client=client,
        payload=unpacked(payload),
        token=token,
        claims=int(claims),
        attempts=int(attempts),
        accepted_at=from_ms(accepted_at),
        claimed_at=from_ms(now),
        evaluation=evaluation,
        event=EventType(event) if event else None,
        endpoint=endpoint_from_fields(endpoint, from_ms(now), seal) if endpoint else None,
        sequence=int(sequence) if sequence else None,
        journey=Journey.from_json(journey),
        overlay=overlay,
        catalogue=catalogue,
    )
