"""What do receivers that answer slowly cost the others? Webhooks a second to 32 healthy endpoints beside 0 to 3 slow.

A deliver worker and a dispatcher run on a Redis with AOF `always`; the evaluations are put into the ledger as finished.
Each endpoint is owed as many webhooks; the queue is paused until all are there. Healthy receivers answer after 50 ms,
slow ones after 14 s, so that no circuit breaker opens. Rounds without slow ones stand before and behind those with,
and the ratio is to the mean of both, the median of three. Once all endpoints are of one client, once each is of a
client of its own. The memory is the most that the deliver worker ever had. Settings may be given.
Run: PYTHONPATH=. python bench/slow_receivers.py [CREDWISE_DELIVER_THREADS=32] [--rounds 3] [--json]
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from bench.running import Receiver, receiving, until
from services.broker.embedded_redis import EmbeddedRedis
from services.cli.demo import stack
from services.cli.running.processes import Processes, free_port
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.ledger.work.pauses import Pauses
from services.settings import ROOT, read_settings

HEALTHY, WEBHOOKS, SWIFT, SLOW = 32, 50, 0.05, 14.0
TIMES = 3

#: Whose the endpoints are, and whether that is one client.
KINDS = {"a client each": False, "one client": True}
#: Of the size of a usual recommendation.
RECOMMENDATION = json.dumps({"text": "x" * 30_000})


@dataclass
class Worker:
    """A deliver worker at a ledger into which the bench puts what is owed."""

    client: redis.Redis
    pid: int
    policy: LedgerPolicy

    def owe(self, owners: dict[str, list[str]], address: str, count: int) -> None:
        """Owe `count` webhooks to each endpoint, by its client."""
        jobs, endpoints = Jobs(self.client, self.policy), Endpoints(self.client, self.policy)
        for client, names in owners.items():
            for name in names:
                endpoints.put(client, name, address, EndpointMode.FULL)
        for client in owners:
            for _ in range(count):
                accepted = jobs.accept(client=client, profile="{}", fingerprint="f", idempotency_key=None)
                claim = jobs.claim(Queue.EVALUATE, accepted.job_id, "bench")
                if claim:
                    jobs.finish_evaluation(claim, recommendation=RECOMMENDATION, summary={})

    def most_memory(self) -> float:
        """Return the megabytes that the worker had at most."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def working(settings: dict[str, str] | None = None) -> Iterator[Worker]:
    """Start a deliver worker and a dispatcher on a Redis of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="credwise-bench-") as folder,
        EmbeddedRedis(folder=Path(folder) / "redis") as server,
        connect(server.url) as client,
        Processes(Path(folder)) as processes,
    ):
        place = stack.Place(redis_url=server.url, port=free_port())
        environ = stack.environment(place, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}) | (settings or {})
        pid = processes.start("deliver", stack.credwise("worker", "deliver"), environ)
        processes.start("dispatcher", stack.credwise("dispatcher"), environ)
        until(lambda: {beat.role for beat in snapshot(client).workers} >= {Queue.DELIVER, "dispatcher"})
        yield Worker(client, pid, LedgerPolicy.of(read_settings(environ)))


def throughput(worker: Worker, swift: Receiver, slow: Receiver, slow_ones: int, *, of_one_client: bool) -> float:
    """Return the webhooks a second that come to the healthy endpoints."""
    pauses = Pauses(worker.client, worker.policy)
    pauses.pause(Queue.DELIVER)
    healthy, others = [f"h{number}" for number in range(HEALTHY)], [f"s{number}" for number in range(slow_ones)]
    if of_one_client:
        worker.owe({"all": healthy}, swift.address, 0)
        worker.owe({"all": others}, slow.address, WEBHOOKS)
    else:
        worker.owe({name: ["lms"] for name in healthy}, swift.address, WEBHOOKS)
        worker.owe({name: ["lms"] for name in others}, slow.address, WEBHOOKS)
    before, began = swift.count, time.perf_counter()
    pauses.resume(Queue.DELIVER)
    until(lambda: swift.count - before >= HEALTHY * WEBHOOKS)
    took = time.perf_counter() - began
    endpoints = Endpoints(worker.client, worker.policy)
    for name in others:
        endpoints.delete(*(("all", name) if of_one_client else (name, "lms")))
    until(lambda: not snapshot(worker.client).queues[Queue.DELIVER].running)
    return HEALTHY * WEBHOOKS / took


def rounds(times: int) -> Sequence[int]:
    """Return how many slow receivers each round has: those with some `times` over, one without before and behind."""
    return (*(0, 1, 0, 2, 0, 3) * times, 0)


def ratios_to_alone(rates: Sequence[float], had: Sequence[int]) -> dict[int, list[float]]:
    """Return each round's ratio to the mean of those before and behind it, by how many slow receivers it had."""
    found: dict[int, list[float]] = {}
    for place in range(1, len(had), 2):
        found.setdefault(had[place], []).append(2 * rates[place] / (rates[place - 1] + rates[place + 1]))
    return found


def main() -> None:
    results: dict[str, dict[str, float]] = {}
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("settings", nargs="*", metavar="NAME=VALUE", help="settings of the deliver worker")
    asked.add_argument("--rounds", type=int, default=TIMES, help="rounds with each number of slow receivers")
    asked.add_argument("--of", choices=KINDS, help="whose the endpoints are; both in turn, unless it is said")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    arguments, had = dict(part.split("=", 1) for part in given.settings), rounds(given.rounds)
    with receiving(Receiver(delay=SWIFT)) as swift, receiving(Receiver(delay=SLOW)) as slow:
        for name, of_one_client in KINDS.items():
            if given.of not in {None, name}:
                continue
            with working(arguments) as worker:
                rates = [throughput(worker, swift, slow, count, of_one_client=of_one_client) for count in had]
                memory = worker.most_memory()
            ratios = ratios_to_alone(rates, had)
            results[name] = {
                "alone": statistics.median(rates[::2]),
                **{f"beside {count}": statistics.median(found) for count, found in ratios.items()},
                "megabytes": memory,
            }
            print(name, [round(rate) for rate in rates], file=sys.stderr)
    if given.json:
        print(json.dumps(results))
        return
    print(f"{'endpoints of':>14} {'a second':>9} {'beside 1':>9} {'beside 2':>9} {'beside 3':>9} {'memory':>8}")
    for name, found in results.items():
        alone, *ratios, megabytes = found.values()
        print(f"{name:>14} {alone:>9.0f} {''.join(f'{one:>10.2f}' for one in ratios)[1:]} {megabytes:>5.0f} MB")


if __name__ == "__main__":
    main()
