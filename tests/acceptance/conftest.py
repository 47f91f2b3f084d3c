"""The real processes on this computer, with a Redis, free ports, and a receiver that verifies."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import urllib3
from patience import until

from services.cli.demo import stack
from services.cli.demo.client import ApiClient
from services.cli.demo.samples import read_samples
from services.cli.running.processes import Processes, credwise, free_port
from services.cli.running.receiver import Received, Receiver, listening
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.roles import scopes_of
from services.ledger.store.connection import connect

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Service:
    """The service at one place; tests start the processes they want, and post and receive as an HR system would."""

    place: stack.Place
    processes: Processes
    receiver: Receiver
    environ: dict[str, str]
    received: list[Received] = field(default_factory=list)
    client: str = "acceptance"

    def start(self, *names: str) -> None:
        """Start processes by their names in the demo's table."""
        for name in names:
            self.processes.start(name, credwise(*stack.COMMANDS[name]), self.environ)

    def connect(self) -> ApiClient:
        """Return a client of the API with a key and an endpoint, as soon as the API is ready."""
        key = self.create_key()
        api = ApiClient(address=self.place.address, key=key, pool=urllib3.PoolManager())
        until(lambda: self.alive() and api.is_ready(), "the API's readiness")
        self.receiver.secret = api.put_endpoint("lms", self.receiver.address)
        return api

    def create_key(self) -> str:
        with connect(self.place.redis_url) as redis:
            key, _ = Clients(redis).create_key(self.client, "test", [*scopes_of(["adviser"]), Scope.WRITE_ENDPOINTS])
            return key

    def wait_for_webhooks(self, ids: set[str]) -> dict[str, Any]:
        """Wait until a webhook arrived for each recommendation and return their data by id; all must verify."""
        until(lambda: self.alive() and ids <= {one.event["data"]["id"] for one in self.arrived()}, "webhooks")
        return {one.event["data"]["id"]: one.event["data"] for one in self.received}

    def arrived(self) -> list[Received]:
        """Return every webhook that arrived so far, duplicates included; fail on one that does not verify."""
        while not self.receiver.arrived.empty():
            self.received.append(self.receiver.arrived.get())
        assert all(one.verified for one in self.received), [one.problem for one in self.received]
        return self.received

    def alive(self) -> bool:
        """Return True; fail with the log's end where a process died."""
        assert self.processes.ended() == ()
        return True


@pytest.fixture
def samples():
    return [sample.profile for sample in read_samples(ROOT / "data")]


@pytest.fixture
def service(redis_url, tmp_path):
    place = stack.Place(redis_url=redis_url, port=free_port(), archive_url=f"sqlite:///{tmp_path}/archive.db")
    with at(place, tmp_path) as service:
        yield service


@pytest.fixture
def serve_at(tmp_path):
    """Make the service at another place than usual."""
    return lambda place: at(place, tmp_path)


@contextmanager
def at(place, logs):
    with listening() as receiver, Processes(logs) as processes:
        environ = stack.environment(place, os.environ)
        yield Service(place=place, processes=processes, receiver=receiver, environ=environ)
