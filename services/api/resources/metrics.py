"""GET /metrics: how does the ledger stand, in Prometheus's words? Read from Redis at each scrape, so always exact."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from services.api.auth import authenticate
from services.api.ports import ports, settings
from services.api.problems import Problem
from services.api.resource import Answer, Resource
from services.ledger.accounts.clients import Scope
from services.ledger.counted import ATTEMPT_OUTCOMES, DEAD_REASONS, EVENTS, LOG_STATES, ROLES
from services.ledger.jobs import Queue
from services.ledger.queues import LedgerSnapshot, RedisSnapshot
from services.ledger.store.errors import LedgerError, LedgerUnavailable

metrics = Resource(
    "Metrics",
    "For Prometheus; a key with the scope ops:read unless the operator made it public. While the ledger is away no key "
    "can be checked, and anybody is told that it is, as by /readyz.",
)


@metrics.operation(
    "GET",
    "/metrics",
    may_need=Scope.READ_OPERATIONS,
    answers={200: Answer(description="Metrics, as text.", schema={"type": "string"}, media_type="text/plain")},
)
def get_metrics() -> Any:
    """Read the metrics. A ledger that is away is a metric, not a failure: the alert on it reads this."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(
        LedgerCollector(_standing(), shed_above_percent=settings().shed_above_percent, files=ports().files_state())
    )
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How the ledger stands, and whether it takes new work: a full or read-only Redis answers and refuses."""

    snapshot: LedgerSnapshot
    accepting: bool


def _standing() -> Standing | None:
    """Look at the ledger for whoever may know; None where it does not answer, which anybody may know."""
    try:
        if not settings().metrics_public:
            _authenticate()
        return Standing(snapshot=ports().snapshot(), accepting=_is_accepting())
    except LedgerUnavailable:
        return None


def _authenticate() -> None:
    """Raise Problem for whoever may not read this while the ledger answers, LedgerUnavailable while it does not.

    A request without a key, or with one that is malformed, is refused without the ledger; so the ledger is asked
    whether it answers before the key is missed. Reading is tried only where no work is taken.
    """
    try:
        authenticate(Scope.READ_OPERATIONS)
    except Problem:
        if not _is_accepting():
            ports().snapshot()
        raise


def _is_accepting() -> bool:
    """Tell whether new work would be taken now."""
    try:
        ports().ping()
    except LedgerError:
        return False
    return True


#: The roles whose processes read rules and catalogue.
DECIDING = ("api", "evaluate")


class LedgerCollector(Collector):
    """The ledger's standing as metrics; None stands for a ledger that did not answer, which is a metric too.

    `files` is what this process says of its own files, as the signs of life of workers do of theirs.
    """

    def __init__(
        self, standing: Standing | None, *, shed_above_percent: int, files: Mapping[str, str] | None = None
    ) -> None:
        self._standing = standing
        self._files = files or {}
        self._shed_above_percent = shed_above_percent

    def collect(self) -> Iterator[Metric]:
        up = "Whether the ledger answered this scrape."
        yield GaugeMetricFamily("credwise_ledger_up", up, value=0 if self._standing is None else 1)
        if self._standing is None:
            return
        accepting = "Whether new profiles are taken; 0 while they get 503."
        yield GaugeMetricFamily("credwise_ledger_accepting", accepting, value=int(self._standing.accepting))
        shed = "The share of Redis's maxmemory from which on new profiles are refused."
        yield GaugeMetricFamily("credwise_ledger_shed_ratio", shed, value=self._shed_above_percent / 100)
        snapshot = self._standing.snapshot
        yield from _queues(snapshot)
        yield from _settled(snapshot)
        yield from _deliveries(snapshot)
        yield from _processes(snapshot)
        yield _refused_files(snapshot, self._files)
        yield from _redis(snapshot.redis)


def _from_zero(counts: Mapping[str, int], known: Iterable[str]) -> Mapping[str, int]:
    return {**dict.fromkeys(known, 0), **counts}


def _queues(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    age = GaugeMetricFamily(
        "credwise_queue_oldest_due_age_seconds", "How long the oldest job that is due has waited.", labels=["queue"]
    )
    jobs = GaugeMetricFamily(
        "credwise_queue_jobs",
        "Jobs by where they are: due (a worker could take it now), scheduled for later, running, of those with a lease "
        "that is over.",
        labels=["queue", "state"],
    )
    held = GaugeMetricFamily(
        "credwise_queue_held_jobs",
        "Pending jobs that are held back, by what holds them: an endpoint's pause, circuit breaker, rate or limit "
        "in flight.",
        labels=["queue", "cause"],
    )
    dead = GaugeMetricFamily("credwise_queue_dead_letters", "Dead letters kept, by reason.", labels=["queue", "reason"])
    for name, queue in snapshot.queues.items():
        age.add_metric([name], queue.oldest_due_age_seconds)
        for state in ("due", "scheduled", "running", "leases_over"):
            jobs.add_metric([name, state], getattr(queue, state))
        for cause, count in queue.held.items():
            held.add_metric([name, cause], count)
        for reason, count in _from_zero(queue.dead, DEAD_REASONS[Queue(name)]).items():
            dead.add_metric([name, reason], count)
    yield from (age, jobs, held, dead)


def _settled(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    """Count what ended, by queue: what only grows, so that its growth can be asked for."""
    settled = CounterMetricFamily(
        "credwise_queue_settled",
        "Starts of jobs that came to an end: completed, put off to be retried, or dead-lettered.",
        labels=["queue", "outcome"],
    )
    dead = CounterMetricFamily(
        "credwise_dead_letters",
        "Jobs dead-lettered since the ledger began, by reason.",
        labels=["queue", "reason"],
    )
    for name in snapshot.queues:
        prefix = f"{name}.dead."
        buried = {
            event.removeprefix(prefix): count for event, count in snapshot.counters.items() if event.startswith(prefix)
        }
        for reason, count in _from_zero(buried, DEAD_REASONS[Queue(name)]).items():
            dead.add_metric([name, reason], count)
        for outcome in ("completed", "retried"):
            settled.add_metric([name, outcome], snapshot.counters.get(f"{name}.{outcome}", 0))
        settled.add_metric([name, "dead"], sum(buried.values()))
    yield from (settled, dead)


def _deliveries(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    attempts = CounterMetricFamily(
        "credwise_delivery_attempts", "Attempts to deliver a webhook, by outcome.", labels=["outcome"]
    )
    for outcome, count in _from_zero(snapshot.deliveries, ATTEMPT_OUTCOMES).items():
        attempts.add_metric([outcome], count)
    events = CounterMetricFamily(
        "credwise_ledger_events", "What the ledger's scripts have counted since it began.", labels=["event"]
    )
    for event, count in _from_zero(snapshot.counters, EVENTS).items():
        events.add_metric([event], count)
    yield from (attempts, events)


def _processes(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    alive = GaugeMetricFamily("credwise_processes_alive", "Processes with a recent heartbeat.", labels=["role"])
    roles = [beat.role for beat in snapshot.workers]
    for role in sorted({*roles, *ROLES}):
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


def _refused_files(snapshot: LedgerSnapshot, own: Mapping[str, str]) -> Metric:
    """Count the processes that go on with an earlier rulebook or catalogue: of each role that decides, from 0."""
    refused = GaugeMetricFamily(
        "credwise_files_refused",
        "Processes that refuse the rules or the catalogue as they lie on disk, and go on with the last good ones.",
        labels=["role", "files"],
    )
    told = [("api", own), *((beat.role, beat.detail) for beat in snapshot.workers)]
    for role in DECIDING:
        for files, problems in (("rules", "rules_problems"), ("catalogue", "catalogue_problems")):
            refused.add_metric([role, files], sum(problems in detail for name, detail in told if name == role))
    return refused


def _redis(redis: RedisSnapshot) -> Iterator[Metric]:
    if redis.memory_used_percent is not None:
        used = "Memory that Redis uses, as a share of its maxmemory."
        yield GaugeMetricFamily("credwise_redis_memory_used_ratio", used, value=redis.memory_used_percent / 100)
    log = GaugeMetricFamily("credwise_redis_append_log", "1 for how Redis's append-only log is.", labels=["state"])
    for state in sorted({redis.append_log, *LOG_STATES}):
        log.add_metric([state], int(state == redis.append_log))
    yield log
    ahead = "How far Redis's clock is ahead of this process's."
    yield GaugeMetricFamily("credwise_redis_clock_ahead_seconds", ahead, value=redis.clock_ahead_seconds)
