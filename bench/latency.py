"""How long is it from POST to verified webhook while nothing else is to be done, in round trips of a no-op Celery task?

One profile at a time goes through the real API and workers to a receiver that verifies the signature; in turn with each
goes one task that does nothing through a Celery worker of its own on the same Redis (AOF `always`) and back. Both wait
for the clock on the wall, so only their ratio can be compared: that of the medians, and the median of each pair's.
Run: python -m bench.latency [--pairs 60] [--database postgresql|sqlite|none] [--json]
"""

import argparse
import json
import statistics
import time

from bench.made_up import known_learners
from bench.no_ops import NoOps, service_and_no_ops
from bench.running import DATABASES, Receiver, Service, until
from services.settings import read_settings
from services.wiring import open_advisor

WARM_UP = 10

#: Seconds between two, so that each is the only one.
PAUSE = 0.05


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--pairs", type=int, default=60, help="profiles, each with a task")
    asked.add_argument("--database", choices=DATABASES, help="what is there, unless it is said")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    told = measured(given.pairs, given.database)
    print(json.dumps(told) if given.json else "\n".join(f"{name:40}{value:10.2f}" for name, value in told.items()))


def measured(pairs: int, database: str | None) -> dict[str, float]:
    """Return milliseconds and ratios by their names."""
    bodies = known_learners(open_advisor(read_settings({})), WARM_UP + pairs)
    with service_and_no_ops(database) as (service, receiver, worker):
        found = [pair(service, receiver, worker, body) for body in bodies][WARM_UP:]
    tasks, webhooks, answers = (sorted(each) for each in zip(*found, strict=True))
    return {
        "no-op round trip, p50 ms": statistics.median(tasks),
        "POST to webhook, p50 ms": statistics.median(webhooks),
        "POST to webhook, p95 ms": webhooks[len(webhooks) * 95 // 100],
        "POST to 202, p50 ms": statistics.median(answers),
        "webhook : round trip, of medians": statistics.median(webhooks) / statistics.median(tasks),
        "webhook : round trip, of pairs": statistics.median(webhook / task for task, webhook, _ in found),
    }


def pair(service: Service, receiver: Receiver, worker: NoOps, body: bytes) -> tuple[float, float, float]:
    """Return the milliseconds of a task, of a profile until its webhook, and until its 202."""
    time.sleep(PAUSE)
    task = worker.round_trip()
    time.sleep(PAUSE)
    began = time.perf_counter()
    accepted = service.post(body)
    answered = time.perf_counter()
    until(lambda: accepted in receiver.arrived)
    return task, 1000 * (receiver.arrived[accepted] - began), 1000 * (answered - began)


if __name__ == "__main__":
    main()
