"""The real processes on an embedded Redis with AOF `always`, and receivers that answer as a bench wants them to."""

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import redis
import urllib3

from services.broker.embedded_redis import EmbeddedRedis
from services.cli.demo import stack
from services.cli.running.processes import Processes, free_port
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import ROOT, read_settings

#: Seconds to wait for anything.
PATIENCE = 300.0


@dataclass
class Receiver:
    """Takes webhooks, each `delay` seconds late: `count` of them, each recommendation's when `arrived` says."""

    delay: float = 0.0
    arrived: dict[str, float] = field(default_factory=dict)
    count: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def take(self, body: bytes) -> None:
        time.sleep(self.delay)
        self.arrived[json.loads(body)["data"]["id"]] = time.perf_counter()
        with self.lock:
            self.count += 1


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            receiver.take(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        #: As many as all threads of a worker may open at once; those that find no place would count as failed attempts.
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()


@dataclass
class Service:
    """What runs: Redis, and the processes by name with the ids of their groups."""

    server: EmbeddedRedis
    client: redis.Redis
    jobs: Jobs
    endpoints: Endpoints
    address: str
    key: str
    pids: dict[str, int]

    def accept(self, client: str, profile: str) -> str:
        return self.jobs.accept(client=client, profile=profile, fingerprint="f", idempotency_key=None).job_id

    def is_done(self) -> bool:
        queues = snapshot(self.client).queues
        return not any(queue.waiting or queue.running for queue in queues.values())


@contextmanager
def running(settings: dict[str, str] | None = None) -> Iterator[Service]:
    """Start everything and wait until all processes live."""
    with (
        tempfile.TemporaryDirectory(prefix="credwise-bench-") as folder,
        EmbeddedRedis(folder=Path(folder) / "redis") as server,
        connect(server.url) as client,
        Processes(Path(folder)) as processes,
    ):
        place = stack.Place(redis_url=server.url, port=free_port())
        environ = stack.environment(place, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}) | (settings or {})
        pids = {
            name: processes.start(name, stack.credwise(*command), environ) for name, command in stack.COMMANDS.items()
        }
        policy = LedgerPolicy.of(read_settings(environ))
        key, _ = Clients(client).create_key("bench", "bench", list(Scope))
        service = Service(server, client, Jobs(client, policy), Endpoints(client, policy), place.address, key, pids)
        until(lambda: {beat.role for beat in snapshot(client).workers} >= {*Queue, "dispatcher"})
        until(lambda: _is_ready(place.address))
        yield service


def _is_ready(address: str) -> bool:
    try:
        return urllib3.request("GET", f"{address}/readyz", retries=False).status == HTTPStatus.OK
    except urllib3.exceptions.HTTPError:
        return False


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.01)
