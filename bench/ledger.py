"""What does a dispatcher's tick cost when 10, 1,000 or 100,000 jobs are due? Beside it, the tick that one writes first.

`Jobs.due` hands out up to 200 jobs by one script. The alternative in the same run reads everything that is due and
takes the first 200 in Python, each with a write of its own in one pipeline. Both put what they hand out off by the same
grace, so each tick meets the same backlog. The embedded Redis runs without its append-only log here: the disk is not
what is measured. Prints medians and the ratio; the absolute times belong to this machine.
Run: PYTHONPATH=. python bench/ledger.py
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import redis

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.jobs import Jobs, LedgerPolicy, Queue
from services.ledger.store import keys
from services.ledger.store.connection import connect

BACKLOGS = (10, 1_000, 100_000)
AT_ONCE, ROUNDS = 200, 9
POLICY = LedgerPolicy(lease=timedelta(hours=1), grace=timedelta(milliseconds=1), retention=timedelta(days=5))


def owe_evaluations(jobs: Jobs, count: int) -> None:
    for _ in range(count):
        jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)


def owe_deliveries(jobs: Jobs, endpoints: Endpoints, count: int) -> None:
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    for _ in range(count):
        accepted = jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
        claim = jobs.claim(Queue.EVALUATE, accepted.job_id, "bench")
        assert claim is not None
        jobs.finish_evaluation(claim, recommendation="{}", summary={})


def naive_tick(client: redis.Redis, key: str) -> None:
    due = client.zrangebyscore(key, "-inf", time.time() * 1000)
    pipeline = client.pipeline(transaction=False)
    for job_id in due[:AT_ONCE]:
        pipeline.zadd(key, {job_id: time.time() * 1000 + 1})
    pipeline.execute()


def milliseconds(tick: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        # The grace of what the last tick handed out is over before the next.
        time.sleep(0.01)
        began = time.perf_counter()
        tick()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measure(count: int) -> None:
    with EmbeddedRedis(settings={"appendonly": "no"}) as server, connect(server.url) as client:
        jobs = Jobs(client, POLICY)
        owe_evaluations(jobs, count)
        evaluations = milliseconds(lambda: jobs.due(Queue.EVALUATE, AT_ONCE))
        naive = milliseconds(lambda: naive_tick(client, keys.DUE))
        client.flushdb()
        owe_deliveries(jobs, Endpoints(client, POLICY), min(count, 10_000))
        deliveries = milliseconds(lambda: jobs.due(Queue.DELIVER, AT_ONCE))
    ratio = evaluations / naive
    print(f"{count:>9,} {evaluations:>18.2f} {naive:>14.2f} {ratio:>8.2f} {deliveries:>25.2f}", flush=True)


def main() -> None:
    print(f"a tick hands out up to {AT_ONCE}; ms per tick, median of {ROUNDS}")
    print(f"{'due':>9} {'evaluations, ours':>18} {'read them all':>14} {'ratio':>8} {'deliveries, to 10,000':>25}")
    for count in BACKLOGS:
        measure(count)


if __name__ == "__main__":
    main()
