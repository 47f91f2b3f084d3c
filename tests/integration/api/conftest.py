"""The API as it runs: gunicorn on a free loopback port, the real ledger, a key, and bytes on a socket."""

import json
import os
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import urllib3
from patience import PATIENCE, until

from services.api.app import create_app
from services.api.ports import open_ports
from services.cli.running.processes import Processes, free_port
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs
from services.settings import read_settings
from tests.integration.api.stand_in import StandInAdvisor

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running API. `send` writes bytes as they are and reads one answer."""

    pid: int
    port: int
    health: int
    key: str
    pool: urllib3.PoolManager

    def request(self, method, path, port=None, **more):
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        address = f"http://127.0.0.1:{port or self.port}{path}"
        return self.pool.request(method, address, headers=headers, retries=False, timeout=PATIENCE, **more)

    def workers(self):
        """Return the ids of gunicorn's workers."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def head(self, method="POST", path="/v1/profiles", **headers):
        lines = {"Host": "x", "Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        text = "".join(f"{name}: {value}\r\n" for name, value in {**lines, **named}.items())
        return f"{method} {path} HTTP/1.1\r\n{text}\r\n".encode()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def send(self, raw):
        """Send bytes and return the status and the parsed body of the answer; (None, None) for a closed connection."""
        with self.connect() as connection:
            connection.sendall(raw)
            return self.answer_on(connection)

    @staticmethod
    def answer_on(connection):
        """Read one answer from a connection that `connect` made."""
        return read_answer(connection)


def read_answer(connection):
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return None, None
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += connection.recv(65536)
    return int(head.split()[1]), json.loads(body)


@contextmanager
def serving(redis_url, logs, configuration=str(HERE / "gunicorn_stand_in.py")):
    """Run the API on a free port until the block ends."""
    port, health = free_port(), free_port()
    environment = {
        **os.environ,
        # What is put here is sent by whoever tests, to nobody.
        "CREDWISE_WEBHOOK_PROOF": "off",
        "CREDWISE_REDIS_URL": redis_url,
        "CREDWISE_API_PORT": str(port),
        "CREDWISE_API_WORKERS": "1",
        "CREDWISE_API_HEALTH_PORT": str(health),
        "CREDWISE_MAX_BODY_BYTES": "65536",
    }
    with connect(redis_url) as redis:
        key, _ = Clients(redis).create_key("hr-north", "test", list(Scope))
    command = [sys.executable, "-m", "services.api.server", "--config", configuration]
    with Processes(logs) as processes, urllib3.PoolManager() as pool:
        pid = processes.start("api", command, environment)
        running = Server(pid=pid, port=port, health=health, key=key, pool=pool)
        until(lambda: processes.ended() or answers(running), "the API answers")
        assert processes.ended() == ()
        yield running


@pytest.fixture(scope="module")
def server_redis(redis_databases):
    """The database that the module's server works on, emptied before; no other test of the module may empty it."""
    url = next(redis_databases)
    with connect(url) as redis:
        redis.flushdb()
        yield redis, url
        redis.flushdb()


@pytest.fixture(scope="module")
def server(server_redis, tmp_path_factory):
    """One server for the tests of a module, because starting and stopping it takes seconds."""
    with serving(server_redis[1], tmp_path_factory.mktemp("api")) as running:
        yield running


@pytest.fixture
def real_server(redis_url, tmp_path):
    """A server of the whole application, by its real configuration."""
    with serving(redis_url, tmp_path, "python:services.api.server.gunicorn_conf") as running:
        yield running


@pytest.fixture
def serve(tmp_path):
    """Return a context manager that runs a server of the test's own on a Redis it is given."""
    return lambda redis_url: serving(redis_url, tmp_path)


def answers(server):
    try:
        return server.request("GET", "/healthz").status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.fixture
def profile():
    return {"learner_id": "learner-1", "field": {"occupation": "15-1252.00"}, "goal": "explore"}


@pytest.fixture(scope="module")
def application():
    """The application in this process, on the real ledger."""
    settings = replace(read_settings({}), max_body_bytes=20_000, max_batch_bytes=50_000_000)
    return create_app(settings, open_ports(settings, StandInAdvisor()))


@pytest.fixture
def api(application, redis_url, redis_client):
    """A client of the application on this test's Redis, with a key that may do everything."""
    settings = replace(application.extensions["credwise.settings"], redis_url=redis_url)
    application.extensions["credwise.ports"] = open_ports(settings, StandInAdvisor())
    key, _ = Clients(redis_client).create_key("hr", "test", list(Scope))
    client = application.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


@pytest.fixture
def jobs(redis_url):
    with connect(redis_url) as client:
        yield Jobs(client, LedgerPolicy.of(read_settings({})))
