"""The queues: how much is due, since when, what is held back, what ended how, and how long profiles take."""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from services.ledger.standings.counted import ATTEMPT_OUTCOMES, DEAD_REASONS, EVENTS
from services.ledger.standings.queues import HELD_BY, QUEUE_PAUSED, LedgerSnapshot
from services.ledger.store.timings import BOUNDS, Timed, Timing
from services.ledger.work.jobs import Queue

_TOOK = {
    Timed.EVALUATED: "How long profiles took from their 202 until their recommendation was made.",
    Timed.DELIVERED: "How long profiles took from their 202 until a webhook with their recommendation arrived.",
}


def families(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    """Yield every family of the queues."""
    yield from _queues(snapshot)
    yield from _settled(snapshot)
    yield from _deliveries(snapshot)
    for what in Timed:
        yield _histogram(f"credwise_accepted_to_{what}_seconds", _TOOK[what], snapshot.timings[what])


def from_zero(counts: Mapping[str, int], known: Iterable[str]) -> Mapping[str, int]:
    """Return the counts with a 0 for whatever is known and was not counted yet."""
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
        "Pending jobs that are held back, by what holds them: an endpoint's pause, its locked secret, circuit breaker, "
        "rate or limit in flight, what its client has in flight over all of its endpoints, or a pause of the queue.",
        labels=["queue", "cause"],
    )
    dead = GaugeMetricFamily("credwise_queue_dead_letters", "Dead letters kept, by reason.", labels=["queue", "reason"])
    for name, queue in snapshot.queues.items():
        age.add_metric([name], queue.oldest_due_age_seconds)
        for state in ("due", "scheduled", "running", "leases_over"):
            jobs.add_metric([name, state], getattr(queue, state))
        # Evaluations are held back by nothing but a pause of their whole queue.
        known = (*(HELD_BY if name == Queue.DELIVER else ()), QUEUE_PAUSED)
        for cause, count in from_zero(queue.held, known).items():
            held.add_metric([name, cause], count)
        for reason, count in from_zero(queue.dead, DEAD_REASONS[Queue(name)]).items():
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
        for reason, count in from_zero(buried, DEAD_REASONS[Queue(name)]).items():
            dead.add_metric([name, reason], count)
        for outcome in ("completed", "retried"):
            settled.add_metric([name, outcome], snapshot.counters.get(f"{name}.{outcome}", 0))
        settled.add_metric([name, "dead"], sum(buried.values()))
    yield from (settled, dead)


def _deliveries(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    attempts = CounterMetricFamily(
        "credwise_delivery_attempts", "Attempts to deliver a webhook, by outcome.", labels=["outcome"]
    )
    for outcome, count in from_zero(snapshot.deliveries, ATTEMPT_OUTCOMES).items():
        attempts.add_metric([outcome], count)
    events = CounterMetricFamily(
        "credwise_ledger_events", "What the ledger's scripts have counted since it began.", labels=["event"]
    )
    for event, count in from_zero(snapshot.counters, EVENTS).items():
        events.add_metric([event], count)
    yield from (attempts, events)


def _histogram(name: str, meaning: str, timing: Timing) -> Metric:
    """Return a timing with its classes added up from below, as Prometheus wants them."""
    reached, classes = 0, []
    for bound, count in zip([*(str(one.total_seconds()) for one in BOUNDS), "+Inf"], timing.counts, strict=True):
        reached += count
        classes.append((bound, float(reached)))
    return HistogramMetricFamily(name, meaning, buckets=classes, sum_value=timing.total.total_seconds())
