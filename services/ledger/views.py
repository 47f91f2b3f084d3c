"""What may a client see of its evaluation: how far is it, what was recommended, and did the webhooks arrive?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.archive.records import ArchivedDelivery, ArchivedEvaluation
from services.ledger.attempts import Attempt
from services.ledger.store import keys
from services.ledger.store.errors import NotFound, redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none
from services.ledger.store.packing import unpacked


class JobState(StrEnum):
    """Where a job is. A retry that is due later is waiting too; a dead letter that was given up is discarded."""

    WAITING = "waiting"
    RUNNING = "running"
    COMPLETED = "completed"
    DEAD = "dead"
    DISCARDED = "discarded"


@dataclass(frozen=True, kw_only=True)
class DeliveryView:
    """One webhook: its id (the `webhook-id`), the endpoint's id, and the last attempts, oldest first.

    `event` is the event's type, `about` the id of the evaluation or event it tells of. `due_at` is when it is tried
    (again); None where nothing is owed.
    """

    id: str
    client: str
    endpoint: str
    event: str
    about: str
    state: JobState
    created_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    reason: str | None
    detail: str | None
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, kw_only=True)
class JobView:
    """One evaluation. `reason` (a code) and `detail` (a sentence) say why it is dead; `recommendation` is JSON text.

    `follows` is the evaluation whose questions it answers.
    """

    id: str
    state: JobState
    accepted_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    reason: str | None
    detail: str | None
    recommendation: str | None
    summary: Mapping[str, str]
    deliveries: tuple[DeliveryView, ...]
    follows: str | None = None


def read_view(client: redis.Redis, owner: str, job_id: str, archive: Archive = NO_ARCHIVE) -> JobView:
    """Read the evaluation `job_id` of the API client `owner`, wherever it is kept.

    Raises NotFound, LedgerUnavailable, ArchiveUnavailable.
    """
    with redis_errors_as_ours():
        # No transaction: a full Redis refuses those, reads included.
        pipe = client.pipeline(transaction=False)
        pipe.hgetall(keys.JOB + job_id)
        pipe.get(keys.RECOMMENDATION + job_id)
        job, recommendation = cast("tuple[dict[str, str], str | None]", pipe.execute())
        ids = job.get("deliveries", "").split()
        deliveries = read_deliveries(client, ids)
    # It is archived before the ledger lets go of it, which may have been between two of these questions.
    if not job or len(deliveries) < len(ids):
        archived = archive.evaluation(job_id)
        if archived is not None and archived.client == owner:
            return _archived_view(archived)
    if job.get("client") != owner or job["queue"] != "evaluate":
        raise NotFound(f"There is no recommendation {job_id}, or it is kept no longer.")
    is_made = job["state"] == JobState.COMPLETED
    text = unpacked(recommendation) if recommendation else archive.document(job_id) if is_made else None
    return _view(job_id, job, text if is_made else None, deliveries)


def _archived_view(found: ArchivedEvaluation) -> JobView:
    # In the ledger's order: they were all made at one moment, and a database has none for that.
    places = {name: place for place, name in enumerate(found.fields.get("deliveries", "").split())}
    ordered = sorted(found.deliveries, key=lambda one: places.get(one.id, len(places)))
    return _view(found.id, found.fields, found.document, tuple(map(archived_delivery, ordered)))


def _view(
    job_id: str, job: Mapping[str, str], recommendation: str | None, deliveries: tuple[DeliveryView, ...]
) -> JobView:
    return JobView(
        id=job_id,
        state=JobState(job["state"]),
        accepted_at=from_ms(job["accepted_at"]),
        started_at=from_ms_or_none(job.get("started_at")),
        finished_at=from_ms_or_none(job.get("finished_at")),
        reason=job.get("reason"),
        detail=job.get("detail"),
        recommendation=recommendation,
        summary=json.loads(job.get("summary", "{}")),
        deliveries=deliveries,
        follows=job.get("follows"),
    )


def stored_recommendation(client: redis.Redis, job_id: str, archive: Archive = NO_ARCHIVE) -> str:
    """Return the stored text of a recommendation whoever it belongs to, for operators; raise NotFound."""
    with redis_errors_as_ours():
        stored = cast("str | None", client.get(keys.RECOMMENDATION + job_id))
    text = archive.document(job_id) if stored is None else unpacked(stored)
    if text is None:
        raise NotFound(f"There is no recommendation {job_id}, or it is kept no longer.")
    return text


def job_fields(client: redis.Redis, job_id: str, archive: Archive, *names: str) -> list[str | None]:
    """Return what is noted of an evaluation under these names, wherever it is kept; None for what is not."""
    with redis_errors_as_ours():
        known, *found = cast("list[str | None]", client.hmget(keys.JOB + job_id, ["queue", *names]))
    if known is None:
        archived = archive.fields(job_id)
        return [archived.get(name) for name in names]
    return found


def read_deliveries(client: redis.Redis, ids: Sequence[str]) -> tuple[DeliveryView, ...]:
    """Read deliveries in the order of `ids`, leaving out those that are kept no longer; raises RedisError."""
    pipe = client.pipeline(transaction=False)
    for delivery in ids:
        pipe.hgetall(keys.JOB + delivery)
        pipe.lrange(keys.ATTEMPTS + delivery, 0, -1)
        pipe.zscore(keys.WAITING + "deliver", delivery)
    answers = pipe.execute() if ids else []
    return tuple(
        _delivery(delivery, job, attempts, due_at)
        for delivery, job, attempts, due_at in zip(ids, answers[::3], answers[1::3], answers[2::3], strict=True)
        if job
    )


def archived_delivery(found: ArchivedDelivery) -> DeliveryView:
    """Show a delivery that is archived; nothing of it is owed."""
    return _delivery(found.id, found.fields, found.attempts, None)


def _delivery(delivery: str, job: Mapping[str, str], attempts: Sequence[str], due_at: float | None) -> DeliveryView:
    return DeliveryView(
        id=delivery,
        client=job["client"],
        endpoint=job["lane"].rpartition(":")[2],
        event=job["event"],
        about=job.get("evaluation", delivery),
        state=JobState(job["state"]),
        created_at=from_ms(job["accepted_at"]),
        due_at=None if due_at is None else from_ms(int(due_at)),
        finished_at=from_ms_or_none(job.get("finished_at")),
        reason=job.get("reason"),
        detail=job.get("detail"),
        attempts=tuple(Attempt.from_json(text) for text in attempts),
    )
