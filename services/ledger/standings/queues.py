"""How does the ledger stand: how much is owed, since when, what failed, and is Redis well?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import redis

from services.ledger.archiving.archive_state import ArchiveState, archive_state
from services.ledger.limits.refusals import Refused, refused_lately
from services.ledger.standings.endpoint_standings import EndpointStanding, clients, endpoint_standings
from services.ledger.standings.heartbeats import ARCHIVING_ROLES, ROLES, Heartbeat, alive
from services.ledger.standings.storage import Storage, measure
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.store.timings import Timing, timings_of
from services.ledger.work.jobs import Queue
from services.ledger.work.pauses import paused_since
from services.settings import read_settings

#: What can hold back deliveries that are owed, in the order in which standing.lua answers.
HELD_BY = ("paused", "unproven", "locked", "breaker", "rate", "in_flight", "client")

#: What holds everything back of a queue that an operator has paused.
QUEUE_PAUSED = "queue_paused"


@dataclass(frozen=True, kw_only=True)
class QueueSnapshot:
    """One queue. `waiting` is owed now, `scheduled` later.

    Of what is waiting, `held` counts by cause what nobody may work on at the moment: its endpoint is paused
    or unproven, no key opens its secret, its circuit breaker is open, or the limits of the endpoint (rate, in flight)
    or its client are used up. The rest is due.
    Of a queue that an operator has paused nothing is due; the rest is held by that. `paused_since` is since when.
    `oldest_due_age_seconds` is how long the oldest due job has waited: for what a limit held, since a place was free.
    """

    oldest_due_age_seconds: float
    waiting: int
    scheduled: int
    running: int
    leases_over: int
    dead: Mapping[str, int]
    held: Mapping[str, int] = field(default_factory=dict)
    paused_since: datetime | None = None

    @property
    def due(self) -> int:
        """How many jobs a worker could take now."""
        return max(0, self.waiting - sum(self.held.values()))


@dataclass(frozen=True, kw_only=True)
class RedisSnapshot:
    """`memory_used_percent` is None without maxmemory. `append_log` is "off" or what Redis says of its last write.

    `clock_ahead_seconds` is how far Redis's clock is ahead of this process's (negative: behind).
    """

    version: str
    memory_used_percent: float | None
    append_log: str
    clock_ahead_seconds: float


@dataclass(frozen=True, kw_only=True)
class LedgerSnapshot:
    """The whole ledger at `at`, by Redis's clock. The counters count since the ledger began.

    `endpoints` are those of all clients, the worst first; `timings` say how long profiles took from their 202 on;
    `decided` counts recommendations by "verdict.<path>.<standing>" and "rule.<id>"; `storage` is what fills Redis,
    `refused` who was refused more lately.
    """

    at: datetime
    queues: Mapping[str, QueueSnapshot]
    deliveries: Mapping[str, int]
    counters: Mapping[str, int]
    workers: tuple[Heartbeat, ...]
    redis: RedisSnapshot
    endpoints: tuple[EndpointStanding, ...] = ()
    timings: Mapping[str, Timing] = field(default_factory=lambda: timings_of({}))
    decided: Mapping[str, int] = field(default_factory=dict)
    storage: Storage = field(default_factory=lambda: Storage(by_client={}))
    refused: tuple[Refused, ...] = ()
    archive: ArchiveState | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that this installation needs a process of."""
        return ROLES if self.archive is None else (*ROLES, *ARCHIVING_ROLES)

    def to_dict(self) -> dict[str, Any]:
        """Return the snapshot as JSON-ready values."""
        return {
            "at": self.at.isoformat(),
            "queues": {
                name: {
                    **vars(queue),
                    "due": queue.due,
                    "dead": dict(queue.dead),
                    "held": dict(queue.held),
                    "paused_since": queue.paused_since.isoformat() if queue.paused_since else None,
                }
                for name, queue in self.queues.items()
            },
            "deliveries": dict(self.deliveries),
            "counters": dict(self.counters),
            "workers": [beat.to_dict() for beat in self.workers],
            "redis": vars(self.redis).copy(),
            "endpoints": [one.to_dict() for one in self.endpoints],
            "timings": {
                what: {"counts": list(timing.counts), "total_seconds": timing.total.total_seconds()}
                for what, timing in self.timings.items()
            },
            "decided": dict(self.decided),
            "bytes_by_kind": self.storage.by_kind(),
            "bytes_by_client": self.storage.of_clients(),
            "refused": [one.to_dict() for one in self.refused],
            "archive": None if self.archive is None else {"state": self.archive.in_a_word, **vars(self.archive)},
        }


def snapshot(client: redis.Redis, policy: LedgerPolicy | None = None) -> LedgerSnapshot:
    """Read how the ledger stands; the cost depends on clients and endpoints, not on the backlog.

    `policy` is the installation's; without one it is what the settings are by default. Raise LedgerUnavailable.
    """
    policy = policy or LedgerPolicy.of(read_settings({}))
    scripts = Scripts(client, policy)
    with redis_errors_as_ours():
        now = from_redis_time(client.time())
        clock_ahead = now - datetime.now(UTC)
        counters = _counts(client, keys.COUNTERS)
        timings = timings_of(cast("dict[str, str]", client.hgetall(keys.TIMINGS)))
        decided = _counts(client, keys.DECIDED)
        queues = {queue.value: _queue(client, queue, in_ms(now - EPOCH)) for queue in Queue}
        told = client.info()
    queues[Queue.DELIVER] = _with_held(queues[Queue.DELIVER], scripts)
    for paused, since in paused_since(client).items():
        queues[paused] = _as_paused(queues[paused], since)
    endpoints = endpoint_standings(client, policy)
    lanes = [keys.lane(one.client, one.endpoint) for one in endpoints]
    return LedgerSnapshot(
        at=now,
        queues=queues,
        deliveries=_deliveries(counters),
        counters=counters,
        workers=alive(client),
        archive=archive_state(client, policy),
        redis=RedisSnapshot(
            version=str(told["redis_version"]),
            memory_used_percent=_memory_used_percent(told),
            append_log=str(told["aof_last_write_status"]) if told["aof_enabled"] else "off",
            clock_ahead_seconds=round(clock_ahead.total_seconds(), 3),
        ),
        endpoints=endpoints,
        timings=timings,
        decided=decided,
        storage=measure(client, lanes, clients(client)),
        refused=refused_lately(client, policy, now),
    )


def _counts(client: redis.Redis, key: str) -> dict[str, int]:
    counted = cast("dict[str, str]", client.hgetall(key))
    return {name: int(value) for name, value in sorted(counted.items())}


def _queue(client: redis.Redis, queue: Queue, now: int) -> QueueSnapshot:
    reasons = sorted(cast("set[str]", client.smembers(keys.DEAD_REASONS + queue)))
    pipe = client.pipeline(transaction=False)
    pipe.zrange(keys.WAITING + queue, 0, 0, withscores=True)
    pipe.zcount(keys.WAITING + queue, "-inf", now)
    pipe.zcount(keys.WAITING + queue, f"({now}", "+inf")
    pipe.zcard(keys.RUNNING + queue)
    pipe.zcount(keys.RUNNING + queue, "-inf", now)
    for reason in reasons:
        pipe.zcard(f"{keys.DEAD}{queue}:{reason}")
    first, waiting, scheduled, running, over, *dead = pipe.execute()
    return QueueSnapshot(
        oldest_due_age_seconds=max(0.0, (now - first[0][1]) / 1000) if first else 0.0,
        waiting=waiting,
        scheduled=scheduled,
        running=running,
        leases_over=over,
        dead=dict(zip(reasons, dead, strict=True)),
    )


def _with_held(queue: QueueSnapshot, scripts: Scripts) -> QueueSnapshot:
    """Tell what endpoints hold back apart from what is due."""
    age, *held = scripts.run("standing")
    return replace(queue, oldest_due_age_seconds=age / 1000, held=dict(zip(HELD_BY, held, strict=True)))


def _as_paused(queue: QueueSnapshot, since: datetime) -> QueueSnapshot:
    """Count what nothing else holds as held by the pause of the whole queue."""
    held = {**queue.held, QUEUE_PAUSED: queue.due}
    return replace(queue, oldest_due_age_seconds=0.0, held=held, paused_since=since)


def _deliveries(counts: Mapping[str, int]) -> dict[str, int]:
    """Count attempts to deliver by their outcome."""
    prefix = "deliver.attempts."
    return {name.removeprefix(prefix): count for name, count in counts.items() if name.startswith(prefix)}


def _memory_used_percent(told: Mapping[str, Any]) -> float | None:
    limit = int(told["maxmemory"])
    return round(100 * int(told["used_memory"]) / limit, 1) if limit else None
