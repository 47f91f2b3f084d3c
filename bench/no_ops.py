"""A Celery worker as one has it by itself, for tasks that do nothing: what the benches compare the service with.

The worker has two processes, its broker is the Redis that the service is on too, another database of it, and it is set
up as Celery comes, for bench/no_op_tasks.py. A round trip is a task sent and its result received, one at a time.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from bench.no_op_tasks import VARIABLE, answer, app, nothing
from bench.running import Receiver, Service, cpu_of_group, receiving, running, until
from services.cli.running.processes import Processes
from services.ledger.accounts.endpoints import EndpointMode
from services.settings import ROOT

CONCURRENCY = 2


@dataclass
class NoOps:
    """The worker, ready; `pid` is that of its group."""

    client: redis.Redis
    pid: int

    def rate(self, count: int) -> float:
        """Return how many tasks a second are sent and worked off."""
        began = time.perf_counter()
        for _ in range(count):
            nothing.delay()
        until(self._is_idle)
        return count / (time.perf_counter() - began)

    def round_trip(self) -> float:
        """Return the milliseconds until a task's result is here."""
        began = time.perf_counter()
        answer.delay().get(timeout=60)
        return (time.perf_counter() - began) * 1000

    def cpu(self) -> float:
        return cpu_of_group(self.pid)

    def _is_idle(self) -> bool:
        return not self.client.llen("celery") and not self.client.hlen("unacked")


def command() -> list[str]:
    """Return what starts the worker."""
    options = ["--concurrency", str(CONCURRENCY), "--loglevel", "ERROR", "--without-gossip", "--without-mingle"]
    return [sys.executable, "-m", "celery", "-A", "bench.no_op_tasks", "worker", *options]


def on_redis(url: str) -> str:
    """Return the address of the database beside the service's."""
    return url.rpartition("/")[0] + "/1"


@contextmanager
def no_ops(processes: Processes, redis_url: str) -> Iterator[NoOps]:
    """Start the worker and wait until it answers."""
    url = on_redis(redis_url)
    app.conf.update(broker_url=url, result_backend=url)
    environ = {**os.environ, VARIABLE: url, "PYTHONPATH": str(ROOT)}
    with redis.Redis.from_url(url) as client:
        worker = NoOps(client, processes.start("no_ops", command(), environ))
        worker.round_trip()
        yield worker


@contextmanager
def service_and_no_ops(database: str | None) -> Iterator[tuple[Service, Receiver, NoOps]]:
    """Start the service with a receiver that verifies all webhooks of client `bench`, and the worker on its Redis."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Processes(Path(folder)) as processes,
        receiving(Receiver()) as receiver,
        running(database=database) as service,
        no_ops(processes, service.server.url) as worker,
    ):
        _, receiver.secret = service.endpoints.put("bench", "lms", receiver.address, EndpointMode.FULL)
        yield service, receiver, worker
