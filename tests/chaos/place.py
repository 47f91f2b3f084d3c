"""What runs? The service's real commands, each behind a proxy of its own, on stores of ours; all stopped at the end."""

import os
import signal
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import RLock
from time import monotonic, sleep

from services.archive.opening import open_archive
from services.cli.demo import stack
from services.cli.running.processes import Processes, credwise, free_port
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.standings.queues import LedgerSnapshot, snapshot
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.views import stored_recommendation
from tests.chaos.archive_database import ArchiveDatabase
from tests.chaos.clock import WrongClock
from tests.chaos.inbox import RECEIVERS
from tests.chaos.proxy import Proxy
from tests.chaos.redis_server import RedisServer

#: The shortest lease and grace that settings allow, so that a fault is over in seconds.
LEASE = 5.0
GRACE = 1.0
SETTINGS = {
    "CREDWISE_LEASE_SECONDS": str(LEASE),
    "CREDWISE_WAKE_GRACE_SECONDS": str(GRACE),
    "CREDWISE_DISPATCH_EVERY_SECONDS": "0.25",
    "CREDWISE_EVALUATE_PROCESSES": "2",
    # Long, so that several evaluations are claimed at once also on a machine that is slow.
    "CREDWISE_EVALUATE_BUNDLE_SECONDS": "3",
    "CREDWISE_METRICS_PUBLIC": "true",
    "CREDWISE_WEBHOOK_ALLOW": f"{RECEIVERS}/32",
}
ROLES = tuple(stack.COMMANDS)
POLICY = LedgerPolicy(
    lease=timedelta(seconds=LEASE), grace=timedelta(seconds=GRACE), retention=timedelta(days=30), archives=True
)


class Place:
    """One run of the service. `proxies` and `clocks` are by role; a second process of a role is "evaluate-2"."""

    def __init__(self, folder: Path, server: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.redis = RedisServer(folder / "redis", server)
        self.archive = ArchiveDatabase.or_none()
        self.archive_url = self.archive.url if self.archive else f"sqlite:///{folder}/archive.db"
        self.port = free_port()
        self.processes = Processes(folder)
        self.proxies: dict[str, Proxy] = {}
        self.clocks: dict[str, WrongClock] = {}
        self.pids: dict[str, int] = {}
        self._lock = RLock()
        for role in ROLES:
            self.start(role)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, name: str, more: Mapping[str, str] | None = None) -> int:
        """Start a process of the role that the name begins with; return its process id."""
        role = name.partition("-")[0]
        with self._lock:
            if name not in self.proxies:
                self.proxies[name] = Proxy(self.redis.port, self.redis.major)
                self.clocks[name] = WrongClock(self.folder, name)
            base = {name: value for name, value in os.environ.items() if not name.startswith("CREDWISE_")}
            where = stack.Place(redis_url=self.proxies[name].url, port=self.port, archive_url=self.archive_url)
            environ = {**stack.environment(where, base), **SETTINGS, **self.clocks[name].environ, **(more or {})}
            self.pids[name] = self.processes.start(name, credwise(*stack.COMMANDS[role]), environ)
            return self.pids[name]

    def crash(self, name: str) -> None:
        """SIGKILL a process and its children, and start it again, as a supervisor would."""
        with self._lock:
            self.processes.kill(name)
            self.start(name)

    def end(self, name: str, within: timedelta = timedelta(seconds=60)) -> bool:
        """TERM a process, as a rolling restart does; return whether it ended by itself in time.

        Its children are not told: container runtimes tell only the first process, which sees to its children.
        """
        os.kill(self.pids[name], signal.SIGTERM)
        deadline = monotonic() + within.total_seconds()
        while name not in {ended.name for ended in self.processes.ended()}:
            if monotonic() > deadline:
                self.processes.kill(name)
                return False
            sleep(0.02)
        with self._lock:
            self.processes.kill(name)
        return True

    def heal(self) -> list[str]:
        """End every fault, start what is down; return what had ended although nobody ended it."""
        died = [f"{ended.name} ended by itself with {ended.code}" for ended in self.processes.ended()]
        for proxy in self.proxies.values():
            died += proxy.problems
            proxy.problems = []
            proxy.heal()
        for clock in self.clocks.values():
            clock.set_ahead(timedelta())
        if not self.redis.is_running():
            self.redis.kill()
            self.redis.start()
        if self.archive:
            self.archive.heal()
        for ended in self.processes.ended():
            self.crash(ended.name)
        return died

    def api_workers(self) -> list[int]:
        """Return the process ids of the API's workers: the children of gunicorn's master."""
        return children(self.pids["api"])

    def create_key(self, client: str) -> str:
        key, _ = Clients(self.redis.client).create_key(client, "chaos", list(Scope))
        return key

    def disable(self, client: str, endpoint: str) -> None:
        """Stop sending to an endpoint, so that its retries do not go on into the next row."""
        Endpoints(self.redis.client, POLICY).disable(client, endpoint, "The row is over.")

    def recommendation(self, job_id: str) -> str:
        """Read a recommendation's text wherever it is kept by now."""
        with (
            closing(open_archive(self.archive_url)) as archive,
            connect(f"redis://127.0.0.1:{self.redis.port}/0") as client,
        ):
            return stored_recommendation(client, job_id, archive)

    def snapshot(self) -> LedgerSnapshot:
        return snapshot(self.redis.client, POLICY)

    def close(self) -> None:
        self.processes.stop()
        for proxy in self.proxies.values():
            proxy.close()
        self.redis.stop()
        if self.archive:
            self.archive.close()


def children(parent: int) -> list[int]:
    """Return the ids of a process's children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                after_name = (entry / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(after_name[1]) == parent:
                found.append(int(entry.name))
    return found
