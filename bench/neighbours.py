"""What does a polite client notice of a greedy or hostile one? B's requests at the API, alone and beside A's.

The real processes run with one worker of the API. B posts a profile and reads a recommendation on one connection, and
reads on a new one, over and over; beside it, in a process of its own, A reads or posts in sixteen loops, strangers ask
in as many without a key or with a wrong one, or hundreds of connections ask and take no answer. Alone and beside take
turns in one run; prints medians, the worst, and the ratio of medians. The absolute times belong to this machine.
Run: PYTHONPATH=. python bench/neighbours.py [--rounds 3] [--requests 40] [--only reads ...] [--json]
"""

import argparse
import http.client
import json
import resource
import secrets
import select
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from bench.running import Service, running, until
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Queue
from services.ledger.work.pauses import Pauses
from services.settings import ROOT, read_settings

LOOPS, UNREAD, PROFILES = 16, 900, 8

#: Seconds that the neighbours have to get going before B is measured.
WARM_UP = 1.0

WRONG_KEY = "cw_" + "0" * 40


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--requests", type=int, default=40, help="of each kind in one round")
    asked.add_argument("--only", nargs="*", choices=sorted(NEIGHBOURS), default=sorted(NEIGHBOURS))
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    told = measured(given.only, given.rounds, given.requests)
    if given.json:
        print(json.dumps(told))
        return
    print(f"{'B beside':>26} {'alone ms':>9} {'beside ms':>10} {'worst ms':>9} {'ratio':>6} {'of others a second':>19}")
    for name, row in told.items():
        alone, beside, worst = (f"{row[part]:.1f}" for part in ("alone", "beside", "worst"))
        print(f"{name:>26} {alone:>9} {beside:>10} {worst:>9} {row['ratio']:>6.2f} {row['others']:>19.0f}")


def measured(names: Sequence[str], rounds: int, requests: int) -> dict[str, dict[str, float]]:
    """Return a row for each neighbour and each kind of B's requests."""
    rows: dict[str, dict[str, float]] = {}
    with running({"CREDWISE_API_WORKERS": "1"}) as service:
        polite, greedy = Polite(service), Greedy(service)
        # What is posted from now on stays, so that deciding takes nobody's processor.
        Pauses(service.client, LedgerPolicy.of(read_settings({}))).pause(Queue.EVALUATE)
        polite.milliseconds(requests)
        for name in names:
            alone: dict[str, list[float]] = {kind: [] for kind in polite.KINDS}
            beside: dict[str, list[float]] = {kind: [] for kind in polite.KINDS}
            others = 0.0
            for _ in range(rounds):
                _add(alone, polite.milliseconds(requests))
                with greedy.at_work(name) as rate:
                    time.sleep(WARM_UP)
                    _add(beside, polite.milliseconds(requests))
                others += rate[0] / rounds
            for kind in polite.KINDS:
                medians = statistics.median(alone[kind]), statistics.median(beside[kind])
                rows[f"{name}, {kind}"] = {
                    "alone": medians[0],
                    "beside": medians[1],
                    "worst": max(beside[kind]),
                    "ratio": medians[1] / medians[0],
                    "others": others,
                }
    return rows


def _add(to: dict[str, list[float]], more: dict[str, list[float]]) -> None:
    for kind, took in more.items():
        to[kind] += took


class Polite:
    """B: one request after another."""

    #: "new" is a reading on a connection of its own.
    KINDS = ("post", "read", "new")

    def __init__(self, service: Service) -> None:
        self._service = service
        self._key, _ = Clients(service.client).create_key("b", "bench", list(Scope))
        self._profiles = cycle(_profiles())
        self._recommendation = evaluated(service, "b", 1)[0]

    def milliseconds(self, requests: int) -> dict[str, list[float]]:
        """Return what each request took, by its kind."""
        connection = self._connection()
        took: dict[str, list[float]] = {kind: [] for kind in self.KINDS}
        for _ in range(requests):
            headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
            body = next(self._profiles).encode()
            took["post"].append(
                _timed(connection, "POST", "/v1/profiles", body, headers | {"Idempotency-Key": secrets.token_hex(16)})
            )
            path = f"/v1/recommendations/{self._recommendation}"
            took["read"].append(_timed(connection, "GET", path, None, headers))
            with closing(self._connection()) as newcomer:
                took["new"].append(_timed(newcomer, "GET", path, None, headers))
        connection.close()
        return took

    def _connection(self) -> http.client.HTTPConnection:
        address = urlsplit(self._service.address)
        return http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)


def _timed(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> float:
    began = time.perf_counter()
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
    except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
        # It was idle for longer than servers keep one, or gave way: as clients do, it is tried once more.
        connection.close()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
    answer.read()
    assert answer.status < 400, answer.status  # noqa: PLR2004 - of HTTP
    return (time.perf_counter() - began) * 1000


class Greedy:
    """Whoever is beside B, in a process of its own."""

    def __init__(self, service: Service) -> None:
        self._address = urlsplit(service.address)
        self._key, _ = Clients(service.client).create_key("a", "bench", list(Scope))
        self._paths = [
            "/v1/recommendations?limit=20",
            *(f"/v1/recommendations/{one}" for one in evaluated(service, "a", PROFILES)),
        ]

    @contextmanager
    def at_work(self, name: str) -> Iterator[list[float]]:
        """Have it ask while the block runs; afterwards the list holds how many a second were answered."""
        context = get_context("spawn")
        stop, answered, rate = context.Event(), context.Value("q", 0), [0.0]
        where = (self._address.hostname, self._address.port)
        process = context.Process(target=ask, args=(name, where, self._key, self._paths, stop, answered), daemon=True)
        process.start()
        until(lambda: answered.value > 0)
        began, before = time.perf_counter(), answered.value
        try:
            yield rate
        finally:
            rate[0] = (answered.value - before) / (time.perf_counter() - began)
            stop.set()
            process.join(30)


def ask(name: str, where: tuple[str, int], key: str, paths: Sequence[str], stop: Event, answered: Any) -> None:
    """Ask as the neighbour does that is named so, until it is told to stop."""
    NEIGHBOURS[name](where, key, paths, stop, answered)


def reading(where: tuple[str, int], key: str, paths: Sequence[str], stop: Event, answered: Any) -> None:
    _in_loops(where, [_get(path, f"Authorization: Bearer {key}\r\n") for path in paths], stop, answered)


def posting(where: tuple[str, int], key: str, _paths: Sequence[str], stop: Event, answered: Any) -> None:
    headers = f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    bodies = [profile.encode() for profile in _profiles()]
    posts = [
        f"POST /v1/profiles HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
        for body in bodies
    ]
    _in_loops(where, posts, stop, answered)


def garbage(where: tuple[str, int], _key: str, _paths: Sequence[str], stop: Event, answered: Any) -> None:
    _in_loops(where, [b"GARBAGE\r\n\r\n"], stop, answered)


def without_key(where: tuple[str, int], _key: str, paths: Sequence[str], stop: Event, answered: Any) -> None:
    _in_loops(where, [_get(path) for path in paths], stop, answered)


def with_wrong_key(where: tuple[str, int], key: str, paths: Sequence[str], stop: Event, answered: Any) -> None:
    _in_loops(where, [_get(path, f"Authorization: Bearer {key[:-1]}_\r\n") for path in paths], stop, answered)


def documents(where: tuple[str, int], _key: str, _paths: Sequence[str], stop: Event, answered: Any) -> None:
    _in_loops(where, [_get("/openapi.json"), _get("/docs")], stop, answered)


def taking_no_answer(where: tuple[str, int], key: str, paths: Sequence[str], stop: Event, answered: Any) -> None:
    """Ask on as many connections as are allowed and never read; one that was closed is opened again."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asked = _get(paths[0], f"Authorization: Bearer {key}\r\n") * 20
    with ExitStack() as opened:
        poll, by_number = select.poll(), {}

        def open_one() -> None:
            connection = opened.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            with suppress(OSError):
                connection.connect(where)
                connection.setblocking(False)
                connection.send(asked)
            by_number[connection.fileno()] = connection
            poll.register(connection.fileno(), select.POLLRDHUP | select.POLLHUP | select.POLLERR)
            answered.value += 1

        for _ in range(UNREAD):
            open_one()
        while not stop.wait(0.05):
            for number, _ in poll.poll(0):
                poll.unregister(number)
                by_number.pop(number).close()
                open_one()


def _get(path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n".encode()


def _in_loops(where: tuple[str, int], requests: Sequence[bytes], stop: Event, answered: Any) -> None:
    def loop(first: int) -> None:
        connection, number = None, first
        while not stop.is_set():
            connection = connection or socket.create_connection(where, 60)
            try:
                connection.sendall(requests[number % len(requests)])
                is_open = _read_answer(connection)
            except OSError:
                is_open = False
            if not is_open:
                connection.close()
                connection = None
            number += 1
            with answered.get_lock():
                answered.value += 1

    threads = [Thread(target=loop, args=(number,), daemon=True) for number in range(LOOPS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read_answer(connection: socket.socket) -> bool:
    """Read one answer and return whether another may follow."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(262144)
        if not part:
            return False
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    head = head.lower()
    left = int(head.split(b"content-length:")[1].split(b"\r\n")[0]) - len(body)
    while left > 0:
        part = connection.recv(262144)
        if not part:
            return False
        left -= len(part)
    return b"connection: close" not in head


def _profiles() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(Path(ROOT, "data/samples").glob("*.json"))]


def evaluated(service: Service, client: str, count: int) -> list[str]:
    """Have so many profiles of the client evaluated and return their ids."""
    profiles = _profiles()
    made = [service.accept(client, profile) for profile in (profiles * count)[:count]]
    until(service.is_done)
    return made


NEIGHBOURS: dict[str, Callable[..., None]] = {
    "reads": reading,
    "no key": without_key,
    "wrong key": with_wrong_key,
    "posts": posting,
    "garbage": garbage,
    "documents": documents,
    "no answer taken": taking_no_answer,
}

if __name__ == "__main__":
    sys.exit(main())
