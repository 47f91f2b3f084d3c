"""What does a start cost in CPU and memory, process by process, beside a bare server and a bare worker?

Each is started on an embedded Redis, alone, until it is ready: the API answers, a worker gives its sign of life. Beside
them, in the same rounds, start a Flask view under the same server, and a Celery worker with a task that does nothing.
CPU seconds are those of a process with its children, memory is what they have to themselves then (Pss), in megabytes.
The medians of the rounds are printed, and ratios to the bare one of a kind.
Run: python -m bench.startup [--rounds 3] [--json]
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import redis

from bench import no_ops
from bench.no_op_tasks import VARIABLE
from bench.running import cpu_in_group, cpu_of_group, is_ready, until
from services.broker.embedded_redis import EmbeddedRedis
from services.cli.demo import stack
from services.cli.running.processes import Processes, free_port
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.settings import ROOT

#: What each is compared with.
BARE = {"api": "bare view", "evaluate": "bare worker", "deliver": "bare worker"}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    told = measured(given.rounds)
    print(json.dumps(told) if given.json else "\n".join(f"{name:40}{value:10.2f}" for name, value in told.items()))


def measured(rounds: int) -> dict[str, float]:
    """Return CPU seconds, megabytes and ratios by their names."""
    names = ("bare view", "bare worker", *(name for name in stack.COMMANDS if name != "archiver"))
    found = [{name: start(name) for name in names} for _ in range(rounds)]
    told = {}
    for name in names:
        told[f"{name}, CPU s"] = statistics.median(each[name][0] for each in found)
        told[f"{name}, MB"] = statistics.median(each[name][1] for each in found)
    for name, bare in BARE.items():
        told[f"{name} : {bare}, CPU"] = statistics.median(each[name][0] / each[bare][0] for each in found)
    return told


def start(name: str) -> tuple[float, float]:
    """Start one process until it is ready; return its CPU seconds and megabytes."""
    with (
        tempfile.TemporaryDirectory(prefix="credwise-bench-") as folder,
        EmbeddedRedis() as server,
        connect(server.url) as client,
        Processes(Path(folder)) as processes,
    ):
        place = stack.Place(redis_url=server.url, port=free_port())
        environ = stack.environment(place, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)})
        pid = processes.start(name, command(name), environ | {VARIABLE: no_ops.on_redis(server.url)})
        until(readiness(name, place, client))
        return cpu_of_group(pid), sum(map(megabytes, cpu_in_group(pid)))


def command(name: str) -> list[str]:
    if name == "bare worker":
        return no_ops.command()
    if name == "bare view":
        server = [sys.executable, "-m", "services.api.server", "--config", "python:services.api.server.gunicorn_conf"]
        return [*server, "--pythonpath", str(ROOT / "bench"), "intake:bare()"]
    return stack.credwise(*stack.COMMANDS[name])


def readiness(name: str, place: stack.Place, client: redis.Redis) -> Callable[[], object]:
    """Return what says whether it is ready."""
    if name in {"api", "bare view"}:
        return lambda: is_ready(f"{place.address}/healthz")
    if name == "bare worker":
        beside = redis.Redis.from_url(no_ops.on_redis(place.redis_url))
        return lambda: beside.exists("_kombu.binding.celery")
    return lambda: name in {beat.role for beat in snapshot(client).workers}


def megabytes(pid: int) -> float:
    """Return what a process has to itself, shared memory in equal parts; 0 where it is gone."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    return int(told.partition("Pss:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
