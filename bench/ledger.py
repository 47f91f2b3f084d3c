"""What does it cost to be handed the next work when 10, 1,000 or 100,000 jobs are owed?

`Jobs.claim_next` hands out up to 8 jobs by one script, by client in turn. What one writes first runs beside it: it
reads everything that is owed and takes the first 8 in Python, each with a write of its own in one pipeline. What is
taken is given back, so each claim meets the same backlog. The embedded Redis runs without its append-only log here:
the disk is not what is measured. Prints medians and the ratio; the absolute times belong to this machine.
Run: PYTHONPATH=. python bench/ledger.py [--json]
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import redis

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.work.claims import Claim
from services.ledger.work.jobs import Jobs, LedgerPolicy, Queue

BACKLOGS = (10, 1_000, 100_000)
AT_ONCE, ROUNDS, CLIENTS = 8, 9, 4
POLICY = LedgerPolicy(
    lease=timedelta(hours=1), grace=timedelta(seconds=5), retention=timedelta(days=5), breaker_after=10**9
)
FAILED = Attempt(
    at=datetime(2026, 1, 1, tzinfo=UTC), duration_ms=1, status=500, outcome="http_error", detail="No.", answer=""
)


def owe_evaluations(jobs: Jobs, count: int) -> None:
    for number in range(count):
        jobs.accept(client=f"hr-{number % CLIENTS}", profile="{}", fingerprint="f", idempotency_key=None)


def owe_deliveries(jobs: Jobs, endpoints: Endpoints, count: int) -> None:
    for number in range(CLIENTS):
        endpoints.put(f"hr-{number}", "lms", "https://lms.example/hook", EndpointMode.FULL)
    owe_evaluations(jobs, count)
    while claims := jobs.claim_next(Queue.EVALUATE, "bench", AT_ONCE):
        for claim in claims:
            jobs.finish_evaluation(claim, recommendation="{}", summary={})


def naive(client: redis.Redis) -> None:
    owed = client.zrangebyscore(f"{keys.WAITING}evaluate", "-inf", time.time() * 1000)
    pipeline = client.pipeline(transaction=False)
    for job_id in owed[:AT_ONCE]:
        pipeline.zadd(f"{keys.RUNNING}evaluate", {job_id: time.time() * 1000})
    pipeline.execute()
    client.delete(f"{keys.RUNNING}evaluate")


def milliseconds(take: Callable[[], Sequence[Claim]], settle: Callable[[Claim], object] | None = None) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        claims = take()
        took.append((time.perf_counter() - began) * 1000)
        for claim in claims:
            if settle is not None:
                settle(claim)
    return statistics.median(took)


def measure(count: int) -> dict[str, float]:
    """Return milliseconds of a claim, and the ratio."""
    with EmbeddedRedis(settings={"appendonly": "no"}) as server, connect(server.url) as client:
        jobs = Jobs(client, POLICY)
        owe_evaluations(jobs, count)
        first = milliseconds(lambda: naive(client) or ())
        evaluations = milliseconds(
            lambda: jobs.claim_next(Queue.EVALUATE, "bench", AT_ONCE), lambda claim: jobs.give_back([claim])
        )
        client.flushdb()
        owe_deliveries(jobs, Endpoints(client, POLICY), min(count, 10_000))
        deliveries = milliseconds(
            lambda: jobs.claim_next(Queue.DELIVER, "bench", AT_ONCE),
            lambda claim: jobs.retry_delivery(claim, FAILED, timedelta(0)),
        )
    return {
        "evaluations, ms": evaluations,
        "reading them all, ms": first,
        "evaluations : reading them all": evaluations / first,
        "deliveries, up to 10,000, ms": deliveries,
    }


def main() -> None:
    if "--json" in sys.argv:
        print(json.dumps({f"of {count:,} owed": measure(count) for count in BACKLOGS}))
        return
    print(f"up to {AT_ONCE} are claimed; ms per claim, median of {ROUNDS}")
    print(f"{'owed':>9} {'evaluations, ours':>18} {'read them all':>14} {'ratio':>8} {'deliveries, to 10,000':>25}")
    for count in BACKLOGS:
        evaluations, first, ratio, deliveries = measure(count).values()
        print(f"{count:>9,} {evaluations:>18.2f} {first:>14.2f} {ratio:>8.2f} {deliveries:>25.2f}", flush=True)


if __name__ == "__main__":
    main()
