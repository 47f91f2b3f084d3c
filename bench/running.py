"""The real processes on an embedded Redis with AOF `always`, receivers that answer as wanted, and the CPU of all."""

import json
import os
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import redis
import urllib3
from standardwebhooks import Webhook

from services.broker.embedded_redis import EmbeddedRedis
from services.cli.demo import stack
from services.cli.running.processes import Processes, free_port
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.standings.queues import snapshot
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import ROOT, read_settings
from tests.builders.servers.postgresql import NoPostgresql, Postgresql

#: Seconds to wait for anything.
PATIENCE = 300.0

#: What the archive may be in.
DATABASES = ("postgresql", "sqlite", "none")

#: Threads that post profiles at once.
THREADS = 8

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Receiver:
    """Takes webhooks, each `delay` seconds late: `count` of them, each recommendation's when `arrived` says.

    With the endpoint's `secret` it takes only those whose signature is right.
    """

    delay: float = 0.0
    secret: str | None = None
    arrived: dict[str, float] = field(default_factory=dict)
    count: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def take(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Note a webhook; raise WebhookVerificationError where its signature is wrong."""
        if self.secret is not None:
            Webhook(self.secret).verify(body, {name.lower(): value for name, value in headers.items()})
        time.sleep(self.delay)
        self.arrived[json.loads(body)["data"]["id"]] = time.perf_counter()
        with self.lock:
            self.count += 1


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            receiver.take(self.rfile.read(int(self.headers["Content-Length"])), dict(self.headers.items()))
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
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=THREADS))

    def post(self, profile: bytes) -> str:
        """Post a profile, as a client does, and return its id."""
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": secrets.token_hex(16),
        }
        answer = self.http.request("POST", f"{self.address}/v1/profiles", body=profile, headers=headers)
        if answer.status != HTTPStatus.ACCEPTED:
            raise RuntimeError(f"{answer.status}: {answer.data.decode()}")
        return str(json.loads(answer.data)["id"])

    def post_all(self, profiles: Iterable[bytes]) -> list[str]:
        """Post profiles by several threads at once and return their ids."""
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(self.post, profiles))

    def cpu(self) -> dict[str, float]:
        """Return the CPU seconds so far of each process with its children, by name."""
        return {name: cpu_of_group(pid) for name, pid in self.pids.items()}

    def accept(self, client: str, profile: str) -> str:
        return self.jobs.accept(client=client, profile=profile, fingerprint="f", idempotency_key=None).job_id

    def is_done(self) -> bool:
        """Tell whether nothing is under way or due; asked often, so it asks for no more than that."""
        now = 1000 * time.time()
        waiting = (self.client.zcount(keys.WAITING + queue, "-inf", now) for queue in Queue)
        running = (self.client.zcard(keys.RUNNING + queue) for queue in Queue)
        return not any(waiting) and not any(running)


@contextmanager
def archive_in(database: str | None, folder: Path) -> Iterator[tuple[str | None, int | None]]:
    """Provide the archive's address, and the process of its server where it has one: the archiver holds SQLite."""
    if database in {None, "postgresql"}:
        try:
            server = Postgresql()
        except NoPostgresql:
            if database:
                raise
        else:
            try:
                yield server.url, server.pid
            finally:
                server.close()
            return
    yield None if database == "none" else f"sqlite:///{folder}/archive.db", None


@contextmanager
def running(settings: dict[str, str] | None = None, *, database: str | None = "none") -> Iterator[Service]:
    """Start everything and wait until all live, with one of DATABASES as archive; None takes what is there."""
    with (
        tempfile.TemporaryDirectory(prefix="credwise-bench-") as folder,
        EmbeddedRedis(folder=Path(folder) / "redis") as server,
        connect(server.url) as client,
        archive_in(database, Path(folder)) as (archive_url, database_pid),
        Processes(Path(folder)) as processes,
    ):
        place = stack.Place(redis_url=server.url, port=free_port(), archive_url=archive_url)
        environ = stack.environment(place, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}) | (settings or {})
        pids = {
            name: processes.start(name, stack.credwise(*command), environ)
            for name, command in stack.COMMANDS.items()
            if archive_url or name != "archiver"
        }
        pids |= {"redis": server.pid or 0} | ({"database": database_pid} if database_pid else {})
        policy = LedgerPolicy.of(read_settings(environ))
        key, _ = Clients(client).create_key("bench", "bench", list(Scope))
        service = Service(server, client, Jobs(client, policy), Endpoints(client, policy), place.address, key, pids)
        until(lambda: {beat.role for beat in snapshot(client).workers} >= {*Queue, "dispatcher"})
        until(lambda: is_ready(f"{place.address}/readyz"))
        yield service


def cpu_of_group(pid: int) -> float:
    """Return the CPU seconds that a process, those of its group and its children have used."""
    return sum(cpu_in_group(pid).values())


def cpu_in_group(pid: int) -> dict[int, float]:
    """Return the CPU seconds of each of them."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        parent, group = int(fields[1]), int(fields[2])
        if pid in {int(stat.parent.name), parent, group}:
            # With what its children had used that are gone.
            found[int(stat.parent.name)] = sum(map(int, fields[11:15])) / TICK
    return found


def is_ready(address: str) -> bool:
    """Tell whether the address answers that all is well."""
    try:
        return urllib3.request("GET", address, retries=False).status == HTTPStatus.OK
    except urllib3.exceptions.HTTPError:
        return False


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.01)
