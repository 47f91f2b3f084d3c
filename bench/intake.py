"""What does a posted profile cost the API in CPU, beside a bare Flask view, and do evaluations hold intake up?

Two servers run side by side with the project's own configuration of gunicorn, one process each: the API on an embedded
Redis, and a Flask view that only reads the JSON and answers 202. Both are sent the same profiles, in turns, by one
client; CPU milliseconds of the server's processes are counted (Redis's own are not). Then the time of a POST is taken,
alone and while three clients have profiles evaluated at once. The ratios are what another machine can compare.
Run: PYTHONPATH=. python bench/intake.py [--profiles FILE] [--posts 300] [--rounds 5] [--json]
"""

import argparse
import http.client
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Event

import profiles as made_up
from flask import Flask, request

from services.broker.embedded_redis import EmbeddedRedis
from services.cli.running.processes import Processes, free_port
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.store.connection import connect
from services.recommender.knowledge.known import load_knowledge
from services.settings import ROOT

EVALUATING = 3
SECONDS_TO_START = 90


def bare() -> Flask:
    """Return the application that intake is compared with."""
    app = Flask("bare")

    @app.post("/v1/profiles")
    def take() -> tuple[dict[str, object], int]:
        return {"id": "rec_1", "members": len(request.get_json())}, 202

    @app.get("/healthz")
    def say_up() -> dict[str, str]:
        return {"status": "up"}

    return app


@dataclass
class Server:
    """A running server, and what it takes to post to it."""

    pid: int
    port: int
    key: str
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def post(
        self, body: bytes, path: str = "/v1/profiles", connection: http.client.HTTPConnection | None = None
    ) -> int:
        """Post a body and return the answer's status."""
        over = connection or self.connection
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        if path == "/v1/profiles":
            headers["Idempotency-Key"] = secrets.token_hex(16)
        try:
            over.request("POST", path, body, headers)
            answer = over.getresponse()
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # The connection was idle for longer than servers keep one.
            over.close()
            over.request("POST", path, body, headers)
            answer = over.getresponse()
        answer.read()
        return answer.status

    def cpu(self) -> float:
        """Return the CPU seconds that the server's processes have used."""
        return sum(map(_nanoseconds, _family(self.pid))) / 1e9


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--profiles", type=Path, help="a file of profiles, one a line, instead of those made up")
    asked.add_argument("--posts", type=int, default=300, help="profiles of one round")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    world, dice = made_up.open_world(load_knowledge(ROOT / "data")), random.Random(made_up.SEED)  # noqa: S311 - learners are no secrets
    if given.profiles:
        bodies = given.profiles.read_bytes().splitlines()
    else:
        bodies = [json.dumps(made_up.learner(number, world, dice)).encode() for number in range(given.posts)]
    told = measured(list(islice(bodies, given.posts)), given.rounds)
    print(json.dumps(told) if given.json else "\n".join(f"{name:32}{value:10.3f}" for name, value in told.items()))


def measured(bodies: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Return milliseconds and ratios, each the median of the rounds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        EmbeddedRedis() as redis,
        Processes(Path(folder)) as processes,
    ):
        api = start(processes, "api", redis.url, [])
        plain = start(processes, "bare", redis.url, ["--pythonpath", str(Path(__file__).parent), "intake:bare()"])
        # What the advisor cannot place is refused on the way and would cost less.
        taken = [body for body in bodies if api.post(body) == 202]  # noqa: PLR2004
        assert all(plain.post(body) == 202 for body in taken)  # noqa: PLR2004
        costs = [(cost(api, taken), cost(plain, taken)) for _ in range(rounds)]
        alone, beside = [], []
        for _ in range(rounds):
            alone.append(statistics.median(times(api, taken)))
            with evaluating(api, taken) as evaluated:
                beside.append(statistics.median(times(api, taken)))
        answered, refused = evaluated
    ours, bares = (statistics.median(part) for part in zip(*costs, strict=True))
    return {
        "CPU ms a profile": ours,
        "CPU ms a bare view": bares,
        "ratio": statistics.median(one / other for one, other in costs),
        "p50 ms alone": statistics.median(alone),
        "p50 ms while three evaluate": statistics.median(beside),
        "times as long": statistics.median(one / other for one, other in zip(beside, alone, strict=True)),
        "evaluations of the last round": answered,
        "refused with 503": refused,
    }


def cost(server: Server, bodies: Sequence[bytes]) -> float:
    before = server.cpu()
    for body in bodies:
        server.post(body)
    return (server.cpu() - before) / len(bodies) * 1000


def times(server: Server, bodies: Sequence[bytes]) -> list[float]:
    took = []
    for body in bodies:
        started = time.perf_counter()
        server.post(body)
        took.append((time.perf_counter() - started) * 1000)
    return took


@contextmanager
def evaluating(server: Server, bodies: Sequence[bytes]) -> Iterator[list[int]]:
    """Have clients evaluate one profile after the other meanwhile; a client that is told to come back waits."""
    stop, counts = Event(), [0, 0]

    def evaluate() -> None:
        own = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        while not stop.is_set():
            for body in bodies:
                status = server.post(body, "/v1/evaluations", own)
                counts[status != 200] += 1  # noqa: PLR2004
                if stop.wait(0 if status == 200 else 0.2):  # noqa: PLR2004
                    break

    with ThreadPoolExecutor(EVALUATING) as clients:
        running = [clients.submit(evaluate) for _ in range(EVALUATING)]
        try:
            yield counts
        finally:
            stop.set()
            for each in running:
                each.result()


def start(processes: Processes, name: str, redis_url: str, application: Sequence[str]) -> Server:
    """Start a server and wait until it answers."""
    port = free_port()
    with connect(redis_url) as redis:
        key, _ = Clients(redis).create_key("bench", name, [Scope.WRITE_PROFILES, Scope.RUN_EVALUATIONS])
    environment = {
        **os.environ,
        "CREDWISE_REDIS_URL": redis_url,
        "CREDWISE_API_PORT": str(port),
        "CREDWISE_API_HEALTH_PORT": str(free_port()),
        "CREDWISE_API_WORKERS": "1",
    }
    command = [
        sys.executable,
        "-m",
        "services.api.server",
        "--config",
        "python:services.api.server.gunicorn_conf",
        *application,
    ]
    server = Server(pid=processes.start(name, command, environment), port=port, key=key)
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            server.post(b"{}")
        except OSError:
            assert not processes.ended(), processes.log(name).read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
            server.connection.close()
        else:
            return server


def _family(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return [pid, *(member for child in listed.stdout.split() for member in _family(int(child)))]


def _nanoseconds(pid: int) -> int:
    """Return the time that the process's threads had a processor, to the nanosecond (Linux)."""
    return sum(
        int(each.read_text(encoding="ascii").split()[0]) for each in Path(f"/proc/{pid}/task").glob("*/schedstat")
    )


if __name__ == "__main__":
    main()
