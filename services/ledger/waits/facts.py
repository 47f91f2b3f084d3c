"""What must be known to say why something waits? Read from Redis, by plain commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import redis

from services.ledger.attempts import Attempt
from services.ledger.limits.refusals import Refused
from services.ledger.standings.endpoint_standings import EndpointStanding
from services.ledger.standings.queues import QUEUE_PAUSED, LedgerSnapshot, snapshot
from services.ledger.store import keys
from services.ledger.store.errors import NotFound, redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none
from services.ledger.store.policy import LedgerPolicy
from services.ledger.views import JobState
from services.ledger.work.jobs import Queue

#: The longest that a delivery is ever put off: the last step of the retry schedule with its jitter.
LONGEST_DELAY = timedelta(hours=29)

#: Moments this far in the future are no sign of a clock that was set back.
CLOCK_TOLERANCE = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What workers could take now of a queue, and how long the oldest has waited."""

    jobs: int
    oldest: timedelta


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """How everything around a job stands. `roles` has a process of each role that is alive."""

    now: datetime
    roles: frozenset[str]
    due: Mapping[Queue, Due]
    scheduled_evaluations: int
    endpoints: tuple[EndpointStanding, ...]
    paused: Mapping[Queue, datetime] = field(default_factory=dict)
    held_by_pauses: Mapping[Queue, int] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()

    def has(self, role: str) -> bool:
        """Whether a process of the role is alive."""
        return role in self.roles

    @classmethod
    def of(cls, seen: LedgerSnapshot) -> "Surroundings":
        """Return what a snapshot says."""
        return cls(
            now=seen.at,
            roles=frozenset(beat.role for beat in seen.workers),
            due={
                Queue(name): Due(jobs=queue.due, oldest=timedelta(seconds=queue.oldest_due_age_seconds))
                for name, queue in seen.queues.items()
            },
            # Nothing is ever put off in this queue.
            scheduled_evaluations=seen.queues[Queue.EVALUATE].scheduled,
            endpoints=seen.endpoints,
            paused={Queue(name): queue.paused_since for name, queue in seen.queues.items() if queue.paused_since},
            refused=seen.refused,
            held_by_pauses={Queue(name): queue.held.get(QUEUE_PAUSED, 0) for name, queue in seen.queues.items()},
        )


@dataclass(frozen=True, kw_only=True)
class JobFacts:
    """One job. `owed_since` is when it is due, in the future for a retry.

    `ahead` counts the evaluations that became due before it; deliveries do not wait for one another.
    """

    id: str
    queue: Queue
    state: JobState
    client: str
    accepted_at: datetime
    claims: int
    attempts: int
    worker: str
    lease_until: datetime | None
    owed_since: datetime | None
    ahead: int
    reason: str
    detail: str
    last_answer: str
    endpoint_name: str
    endpoint: EndpointStanding | None

    def lease_is_over(self, now: datetime) -> bool:
        """Whether whoever took it should have finished."""
        return self.lease_until is not None and self.lease_until <= now

    def is_ahead_of(self, now: datetime) -> timedelta | None:
        """Return for how long it waits only because Redis's clock was set back; None where that is not so."""
        longest = timedelta() if self.queue is Queue.EVALUATE else LONGEST_DELAY
        ahead = max(self.accepted_at - now, (self.owed_since or now) - now - longest)
        return ahead if ahead > CLOCK_TOLERANCE else None


def read_surroundings(client: redis.Redis, policy: LedgerPolicy) -> Surroundings:
    """Read how everything stands; raise LedgerUnavailable."""
    return Surroundings.of(snapshot(client, policy))


def read_job(client: redis.Redis, job_id: str, around: Surroundings) -> JobFacts:
    """Read one job; raise NotFound, LedgerUnavailable."""
    with redis_errors_as_ours():
        fields = cast("dict[str, str]", client.hgetall(keys.JOB + job_id))
        if fields.get("queue") not in set(Queue):
            raise NotFound(f"There is no job {job_id}, or it is kept no longer.")
        queue = Queue(fields["queue"])
        pipe = client.pipeline(transaction=False)
        pipe.zscore(keys.WAITING + queue, job_id)
        pipe.zrank(keys.WAITING + queue, job_id)
        pipe.lrange(keys.ATTEMPTS + job_id, -1, -1)
        since, rank, last = cast("tuple[float | None, int | None, list[str]]", tuple(pipe.execute()))
    owner, _, endpoint = fields.get("lane", "").partition(":")
    standings = {(one.client, one.endpoint): one for one in around.endpoints}
    return JobFacts(
        id=job_id,
        queue=queue,
        state=JobState(fields["state"]),
        client=fields["client"],
        accepted_at=from_ms(fields["accepted_at"]),
        claims=int(fields.get("claims", 0)),
        attempts=int(fields.get("attempts", 0)),
        worker=fields.get("worker", "a worker"),
        lease_until=from_ms_or_none(fields.get("lease_until")),
        owed_since=None if since is None else from_ms(int(since)),
        ahead=(rank or 0) if queue is Queue.EVALUATE else 0,
        reason=fields.get("reason", ""),
        detail=fields.get("detail", ""),
        last_answer=Attempt.from_json(last[0]).detail if last else "no answer is known",
        endpoint_name=f"{owner}/{endpoint}" if endpoint else "",
        endpoint=standings.get((owner, endpoint)),
    )
