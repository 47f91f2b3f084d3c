"""How long does it take to move owed jobs forward that a clock of Redis put ten years ahead, and what does Redis do?

Half of the jobs are evaluations that wait, half webhooks to be tried again, of 20 clients with five endpoints each. One
of each comes about as usual; the others are copies of it. They are moved as `credwise ops reschedule` does.
The longest script is by Redis's own slow log, the process's time as the system counts it; another client asks for
a PING all the while, and says how long it waited at most. The append-only log is written `always`, as in production.
Run: PYTHONPATH=. python bench/rescheduling.py [--jobs 100000] [--json]
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import monotonic, sleep

import redis

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.work.jobs import Jobs, LedgerPolicy, Queue
from services.ledger.work.rescheduling import Rescheduling

CLIENTS, ENDPOINTS = 20, 5
#: Copies that are written with one message.
EVERY = 1000
POLICY = LedgerPolicy(lease=timedelta(minutes=1), grace=timedelta(seconds=5), retention=timedelta(days=30))
AHEAD = replace(POLICY, clock_offset=timedelta(days=3650))
REFUSED = Attempt(
    at=datetime(2026, 11, 30, tzinfo=UTC),
    duration_ms=120,
    status=503,
    outcome="http_error",
    detail="It is down.",
    answer="",
)


def fill(client: redis.Redis, count: int) -> None:
    """Owe so many jobs, all of them ten years too late."""
    jobs, endpoints = Jobs(client, AHEAD), Endpoints(client, POLICY)
    for number in range(CLIENTS * ENDPOINTS):
        endpoints.put(*_lane(number), "https://lms.example/hook", EndpointMode.FULL)
    new = {"profile": '{"learner_id":"l"}', "fingerprint": "f" * 64, "idempotency_key": None}
    decided = jobs.claim(Queue.EVALUATE, jobs.accept(client=_lane(0)[0], **new).job_id, "bench")
    assert decided is not None
    webhook, *others = jobs.finish_evaluation(decided, recommendation="{}", summary={})
    for one in (webhook, *others):
        claim = jobs.claim(Queue.DELIVER, one, "bench")
        assert claim is not None
        jobs.retry_delivery(claim, REFUSED, timedelta(minutes=5))
    evaluation = jobs.accept(client=_lane(0)[0], **new).job_id
    due = int(client.zscore(keys.WAITING + Queue.DELIVER, webhook) or 0)
    copied = {one: client.hgetall(keys.JOB + one) for one in (webhook, evaluation)}
    pipe = client.pipeline(transaction=False)
    for number in range(count // 2):
        owner, endpoint = _lane(number)
        lane, at = f"{owner}:{endpoint}", due + number
        pipe.hset(f"{keys.JOB}msg_{number}", mapping={**copied[webhook], "client": owner, "lane": lane})
        pipe.zadd(keys.WAITING + Queue.DELIVER, {f"msg_{number}": at})
        pipe.zadd(keys.LANE + lane, {f"msg_{number}": at})
        pipe.hset(f"{keys.JOB}rec_{number}", mapping={**copied[evaluation], "client": owner})
        pipe.zadd(keys.WAITING + Queue.EVALUATE, {f"rec_{number}": at})
        pipe.zadd(keys.DUE, {f"rec_{number}": at})
        if number % EVERY == 0:
            pipe.execute()
    pipe.execute()


def _lane(number: int) -> tuple[str, str]:
    return f"client-{number % CLIENTS}", f"lms-{number // CLIENTS % ENDPOINTS}"


@contextmanager
def asking(url: str) -> Iterator[list[float]]:
    """Ask for a PING again and again; how long each took, in milliseconds."""
    over, took = Event(), list[float]()

    def ask() -> None:
        with redis.Redis.from_url(url) as other:
            while not over.is_set():
                began = monotonic()
                other.ping()
                took.append((monotonic() - began) * 1000)
                sleep(0.001)

    thread = Thread(target=ask)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


def main() -> None:
    """Fill, move, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    settings = {"appendonly": "yes", "appendfsync": "no"}
    with EmbeddedRedis(settings=settings) as server, connect(server.url) as client:
        fill(client, given.jobs)
        client.config_set("appendfsync", "always")
        client.config_set("slowlog-log-slower-than", 1000)
        client.config_set("slowlog-max-len", 10_000)
        client.slowlog_reset()
        rescheduling, scripts, moved = Rescheduling(client, POLICY), 0, 0
        cpu, began = _cpu(client), monotonic()
        with asking(server.url) as pings:
            while step := rescheduling.move():
                scripts, moved = scripts + 1, moved + sum(one.count for one in step)
        seconds, cpu = monotonic() - began, _cpu(client) - cpu
        longest = max(entry["duration"] for entry in client.slowlog_get(10_000)) / 1000
    said = {
        "jobs moved": moved,
        "scripts": scripts,
        "seconds": round(seconds, 1),
        "CPU seconds of Redis": round(cpu, 1),
        "longest script, ms": round(longest, 1),
        "longest PING, ms": round(max(pings), 1),
    }
    print(json.dumps(said) if given.json else "\n".join(f"{name}: {value}" for name, value in said.items()))


def _cpu(client: redis.Redis) -> float:
    used = client.info("cpu")
    return float(used["used_cpu_user"] + used["used_cpu_sys"])


if __name__ == "__main__":
    main()
