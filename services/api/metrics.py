"""GET /metrics: how does the ledger stand, in Prometheus's words? Read from Redis at each scrape, so always exact."""

from collections.abc import Iterator
from typing import Any

from flask import Response
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from services.api.auth import authenticate
from services.api.ports import ports, settings
from services.api.resource import Answer, Resource
from services.ledger.clients import Scope
from services.ledger.errors import LedgerUnavailable
from services.ledger.queues import LedgerSnapshot

metrics = Resource("Metrics", "For Prometheus; a key with the scope ops:read unless the operator made it public.")


@metrics.operation(
    "GET",
    "/metrics",
    may_need=Scope.READ_OPERATIONS,
    answers={200: Answer(description="Metrics, as text.", schema={"type": "string"}, media_type="text/plain")},
)
def get_metrics() -> Any:
    """Read the metrics."""
    if not settings().metrics_public:
        authenticate(Scope.READ_OPERATIONS)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LedgerCollector(_snapshot()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _snapshot() -> LedgerSnapshot | None:
    try:
        return ports().snapshot()
    except LedgerUnavailable:
        return None


class LedgerCollector(Collector):
    """One snapshot of the ledger as metrics; None stands for a ledger that did not answer, which is a metric too."""

    def __init__(self, snapshot: LedgerSnapshot | None) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterator[Metric]:
        up = "Whether the ledger answered this scrape."
        yield GaugeMetricFamily("credwise_ledger_up", up, value=0 if self._snapshot is None else 1)
        if self._snapshot is not None:
            yield from _queues(self._snapshot)
            yield from _deliveries(self._snapshot)
            yield from _processes(self._snapshot)
            yield from _redis(self._snapshot)


def _queues(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    age = GaugeMetricFamily(
        "credwise_queue_oldest_due_age_seconds", "How long the oldest job that is due has waited.", labels=["queue"]
    )
    jobs = GaugeMetricFamily(
        "credwise_queue_jobs",
        "Jobs by where they are: due now, scheduled for later, running, of those with a lease that is over.",
        labels=["queue", "state"],
    )
    dead = GaugeMetricFamily("credwise_queue_dead_letters", "Dead letters kept, by reason.", labels=["queue", "reason"])
    for name, queue in snapshot.queues.items():
        age.add_metric([name], queue.oldest_due_age_seconds)
        for state in ("waiting", "scheduled", "running", "leases_over"):
            jobs.add_metric([name, state], getattr(queue, state))
        for reason, count in queue.dead.items():
            dead.add_metric([name, reason], count)
    yield from (age, jobs, dead)


def _deliveries(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    attempts = CounterMetricFamily(
        "credwise_delivery_attempts", "Attempts to deliver a webhook, by outcome.", labels=["outcome"]
    )
    for outcome, count in snapshot.deliveries.items():
        attempts.add_metric([outcome], count)
    events = CounterMetricFamily(
        "credwise_ledger_events", "What the ledger's scripts have counted since it began.", labels=["event"]
    )
    for event, count in snapshot.counters.items():
        events.add_metric([event], count)
    yield from (attempts, events)


def _processes(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    alive = GaugeMetricFamily("credwise_processes_alive", "Processes with a recent heartbeat.", labels=["role"])
    roles = [beat.role for beat in snapshot.workers]
    for role in sorted(set(roles)):
        alive.add_metric([role], roles.count(role))
    yield alive
    ahead = GaugeMetricFamily(
        "credwise_process_clock_ahead_seconds",
        "How far Redis's clock is ahead of the machine's, of each role's processes the one that is furthest off.",
        labels=["role"],
    )
    for role in sorted(set(roles)):
        ahead.add_metric([role], max((b.clock_ahead_seconds for b in snapshot.workers if b.role == role), key=abs))
    yield ahead


def _redis(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    redis = snapshot.redis
    if redis.memory_used_percent is not None:
        used = "Memory that Redis uses, as a share of its maxmemory."
        yield GaugeMetricFamily("credwise_redis_memory_used_ratio", used, value=redis.memory_used_percent / 100)
    log = GaugeMetricFamily("credwise_redis_append_log", "1 for how Redis's append-only log is.", labels=["state"])
    log.add_metric([redis.append_log], 1)
    yield log
    ahead = "How far Redis's clock is ahead of this process's."
    yield GaugeMetricFamily("credwise_redis_clock_ahead_seconds", ahead, value=redis.clock_ahead_seconds)
