"""What is to be said of an evaluation in a list? Where it is and what was advised; from the ledger or the archive."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import redis

from services.archive.port import Archive
from services.archive.records import ArchivedEvaluation, Place
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none
from services.ledger.views import JobState

#: What of a job's hash a summary is made of.
FIELDS = (
    "queue",
    "client",
    "state",
    "accepted_at",
    "finished_at",
    "reason",
    "detail",
    "summary",
    "follows",
    "batches",
    "learner",
)


@dataclass(frozen=True, kw_only=True)
class EvaluationSummary:
    """One evaluation in a list. `said` is what the worker noted of the recommendation; empty until it is made.

    `batch` is the one that it was sent with, `learner` the learner's name in the index.
    """

    id: str
    client: str
    state: JobState
    accepted_at: datetime
    finished_at: datetime | None
    reason: str | None
    detail: str | None
    said: Mapping[str, str]
    follows: str | None
    batch: str | None
    learner: str | None

    @property
    def place(self) -> Place:
        """Where it stands in a list by time."""
        return self.accepted_at, self.id


def summaries_of(client: redis.Redis, archive: Archive, ids: Sequence[str]) -> dict[str, EvaluationSummary]:
    """Return those evaluations that are kept, by their ids; raises LedgerUnavailable, ArchiveUnavailable."""
    found = summaries_here(client, ids)
    # Asked for afterwards: an evaluation is archived before the ledger lets go of it.
    missing = [job_id for job_id in ids if job_id not in found]
    return found | ({one.id: archived_summary(one) for one in archive.summaries(missing)} if missing else {})


def summaries_here(client: redis.Redis, ids: Sequence[str]) -> dict[str, EvaluationSummary]:
    """Return those evaluations that the ledger has."""
    with redis_errors_as_ours():
        pipe = client.pipeline(transaction=False)
        for job_id in ids:
            pipe.hmget(keys.JOB + job_id, FIELDS)
        answers = cast("list[list[str | None]]", pipe.execute() if ids else [])
    read = ((job_id, dict(zip(FIELDS, values, strict=True))) for job_id, values in zip(ids, answers, strict=True))
    return {job_id: _summary(job_id, fields) for job_id, fields in read if fields["queue"] == "evaluate"}


def archived_summary(found: ArchivedEvaluation) -> EvaluationSummary:
    """Return the summary of an evaluation that is archived."""
    return _summary(found.id, found.fields)


def _summary(job_id: str, fields: Mapping[str, str | None]) -> EvaluationSummary:
    maker, _, _ = (fields.get("batches") or "").partition(" ")
    return EvaluationSummary(
        id=job_id,
        client=str(fields["client"]),
        state=JobState(str(fields["state"])),
        accepted_at=from_ms(str(fields["accepted_at"])),
        finished_at=from_ms_or_none(fields.get("finished_at")),
        reason=fields.get("reason"),
        detail=fields.get("detail"),
        said=json.loads(fields.get("summary") or "{}"),
        follows=fields.get("follows"),
        batch=maker if maker not in {"", "-"} else None,
        learner=fields.get("learner"),
    )
