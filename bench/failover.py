"""What does a failover keep? Profiles are posted while the primary is killed, or is stopped for a while and goes on.

A primary, two replicas (all with AOF `always`) and three Sentinels that give a silent primary up after `--down-after`
milliseconds; the API finds Redis by the Sentinels. Eight threads post 1,000 profiles; whoever gets no 202 sends again
under the same key until there is one, as a client should. At the 300th 202 the fault happens:

- kill: the primary gets SIGKILL.
- cut: so does it, and what was on its way to the replicas is lost too; what they are sent takes `--behind` seconds.
- twice: so does it, and so does the next primary at its 20th 202; then the first starts again.
- asked: a Sentinel is asked for a failover (`SENTINEL FAILOVER`), and nothing is wrong with the primary.
- stop: the primary gets SIGSTOP, and SIGCONT `--stopped` seconds later, when another is primary.

Then it is counted what became of the answers: `acknowledged` (202), and of them `forgotten` (the primary of the end
does not know the id). Every profile is then sent again under its key; `twice` got another id than before.
`pause` is the longest time without a 202, `refused` counts answers other than 202 and connections that broke.
With `--whole` workers and dispatcher run too, and it is counted how many of the forgotten had a webhook all the same
(`delivered`), and of how many profiles a webhook came `in the end`. Settings of redis.conf may be given, and of ours.
Run: PYTHONPATH=. python bench/failover.py kill [min-replicas-to-write=1] [CREDWISE_REDIS_REPLICAS=1] [--rounds 3]
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import redis
import urllib3

from bench.running import Receiver, is_ready, receiving, until
from services.broker.embedded_redis import EmbeddedRedis, available_servers
from services.cli.demo import stack
from services.cli.demo.samples import read_samples
from services.cli.running.processes import Processes, free_port
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.standings.queues import snapshot
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerUnavailable
from services.ledger.store.policy import LedgerPolicy
from services.settings import ROOT, read_settings

PROFILES, THREADS, FAULT_AT, TAKEN_ALONE = 1_000, 8, 300, 20
REPLICAS, SENTINELS, QUORUM = 2, 3, 2
CLIENT, NAME = "bench", "credwise"

#: Seconds that nothing has moved for before it is held to be over.
QUIET = 6.0


@dataclass
class Servers:
    """The Redis servers, the primary of the beginning first, and the address of the Sentinels."""

    redis: list[EmbeddedRedis]
    url: str
    sentinel: int

    def promoted(self) -> int | None:
        """Return which replica has become primary."""
        for place, server in enumerate(self.redis[1:], 1):
            with redis.Redis.from_url(server.url) as client:
                if client.info("replication")["role"] == "master":
                    return place
        return None

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.redis[0].pid or 0, number)


@contextmanager
def replicated(folder: Path, settings: Mapping[str, str], *, behind: float, down_after: int) -> Iterator[Servers]:
    """Run the servers and the Sentinels, and wait until each knows all others.

    Where replicas are to be `behind`, all know the primary by the port of a link that holds up what they are sent.
    """
    binary = available_servers()[-1]
    with ExitStack() as running:
        primary = running.enter_context(EmbeddedRedis(server=binary, settings=settings))
        port = running.enter_context(link_to(primary.port, behind)) if behind else primary.port
        of = {**settings, "replicaof": f"127.0.0.1 {port}", "repl-diskless-sync-delay": "0"}
        replicas = [running.enter_context(EmbeddedRedis(server=binary, settings=of)) for _ in range(REPLICAS)]
        ports = [running.enter_context(sentinel(binary, port, folder, down_after)) for _ in range(SENTINELS)]
        until(lambda: all(knows_all(port) for port in ports))
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        until(lambda: takes_writes(primary.url))
        yield Servers([primary, *replicas], f"sentinel://{hosts}/{NAME}/0", ports[0])


@contextmanager
def link_to(port: int, behind: float) -> Iterator[int]:
    """Lead to `port`; what replicas are sent comes `behind` seconds late, or never when the server ends meanwhile."""
    loop = asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            from_server, to_server = await asyncio.open_connection("127.0.0.1", port)
            replica = asyncio.Event()
            pumps = [pump(reader, to_server, replica), held_up(from_server, writer, replica, behind)]
            await asyncio.wait(map(asyncio.ensure_future, pumps), return_when=asyncio.FIRST_COMPLETED)
            to_server.transport.abort()
        writer.transport.abort()

    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(connected, "127.0.0.1", 0), loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        running.join()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, replica: asyncio.Event) -> None:
    """Hand on what comes, and note who asks for what a replica asks for."""
    with suppress(OSError):
        while data := await reader.read(65536):
            if b"PSYNC" in data:
                replica.set()
            writer.write(data)
            await writer.drain()


async def held_up(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, replica: asyncio.Event, behind: float
) -> None:
    """Hand on what comes, to a replica `behind` seconds late."""
    loop = asyncio.get_running_loop()
    with suppress(OSError):
        while data := await reader.read(65536):
            loop.call_later(behind if replica.is_set() else 0, writer.write, data)


@contextmanager
def sentinel(binary: Path, primary: int, folder: Path, down_after: int) -> Iterator[int]:
    port = free_port()
    configuration = folder / f"sentinel-{port}.conf"
    configuration.write_text(
        f"bind 127.0.0.1\nport {port}\ndir {folder}\nlogfile {folder}/sentinel-{port}.log\n"
        f"sentinel monitor {NAME} 127.0.0.1 {primary} {QUORUM}\n"
        f"sentinel down-after-milliseconds {NAME} {down_after}\nsentinel failover-timeout {NAME} 10000\n"
    )
    process = subprocess.Popen([binary, configuration, "--sentinel"], start_new_session=True)  # noqa: S603 - found here
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def knows_all(port: int) -> bool:
    try:
        with redis.Redis(port=port, socket_timeout=2) as client:
            [state] = client.sentinel_masters().values()
    except (redis.RedisError, ValueError):
        return False
    return (state["num-slaves"], state["num-other-sentinels"]) == (REPLICAS, SENTINELS - 1)


def takes_writes(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.set("bench", "1")) and client.wait(REPLICAS, 1_000) == REPLICAS
    except redis.ResponseError:
        return False


@dataclass
class Poster:
    """Posts profiles under keys of their own until each has its 202; `answered` are ids by key, `at` the moments."""

    address: str
    key: str
    answered: dict[str, str] = field(default_factory=dict)
    at: list[float] = field(default_factory=list)
    refused: int = 0
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=THREADS))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def post(self, key: str, profile: bytes) -> None:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", "Idempotency-Key": key}
        while True:
            with suppress(urllib3.exceptions.HTTPError):
                answer = self.http.request(
                    "POST", f"{self.address}/v1/profiles", body=profile, headers=headers, timeout=10, retries=False
                )
                if answer.status == HTTPStatus.ACCEPTED:
                    with self.lock:
                        self.answered[key] = str(answer.json()["id"])
                        self.at.append(time.perf_counter())
                    return
            with self.lock:
                self.refused += 1
            time.sleep(0.1)

    def post_all(self, profiles: Mapping[str, bytes]) -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(self.post, profiles, profiles.values()))

    def longest_pause(self) -> float:
        return max(after - before for before, after in zip(self.at, self.at[1:], strict=False))


def strike(options: argparse.Namespace, servers: Servers, poster: Poster) -> None:
    """Wait for the moment, then break the primary as it is asked for."""
    until(lambda: len(poster.at) >= FAULT_AT)
    if options.fault == "asked":
        with redis.Redis(port=servers.sentinel) as client:
            client.execute_command("SENTINEL", "FAILOVER", NAME)
        return
    if options.fault == "stop":
        servers.signal(signal.SIGSTOP)
        time.sleep(options.stopped)
        servers.signal(signal.SIGCONT)
        return
    servers.redis[0].kill()
    if options.fault == "twice":
        until(lambda: servers.promoted() is not None)
        before = len(poster.at)
        until(lambda: len(poster.at) >= before + TAKEN_ALONE)
        servers.redis[servers.promoted() or 0].kill()
        servers.redis[0].start()


def profiles() -> dict[str, bytes]:
    samples = [sample.profile for sample in read_samples(ROOT / "data")]
    return {
        f"key-{number}": json.dumps({**samples[number % len(samples)], "learner_id": f"learner-{number}"}).encode()
        for number in range(PROFILES)
    }


def settle(client: redis.Redis, receiver: Receiver, policy: LedgerPolicy, *, whole: bool) -> None:
    """Wait until the ledger answers, and with workers until nothing is owed and nothing has come for a while."""

    def is_quiet() -> bool:
        before = receiver.count
        time.sleep(QUIET)
        try:
            queues = snapshot(client, policy).queues.values()
        except LedgerUnavailable:
            return False
        return not whole or (before == receiver.count and not any(queue.waiting or queue.running for queue in queues))

    until(is_quiet)


def round_of(options: argparse.Namespace, conf: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, object]:
    """Run everything once, and return what was counted."""
    behind = options.behind if options.fault == "cut" else 0.0
    with (
        tempfile.TemporaryDirectory(prefix="credwise-failover-") as name,
        replicated(Path(name), conf, behind=behind, down_after=options.down_after) as servers,
        Processes(Path(name)) as processes,
        receiving(Receiver()) as receiver,
        connect(servers.url) as client,
    ):
        place = stack.Place(redis_url=servers.url, port=free_port())
        environ = stack.environment(place, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}) | dict(ours)
        environ |= {"CREDWISE_API_WORKERS": "2", "CREDWISE_CLIENT_PROFILES_PER_MINUTE": "none"}
        policy = LedgerPolicy.of(read_settings(environ))
        poster = Poster(place.address, Clients(client).create_key(CLIENT, "bench", list(Scope))[0])
        Endpoints(client, policy).put(CLIENT, "lms", receiver.address, EndpointMode.FULL)
        start(processes, environ, whole=options.whole)
        until(lambda: is_ready(f"{place.address}/readyz"))
        every = profiles()
        breaking = threading.Thread(target=strike, args=(options, servers, poster))
        breaking.start()
        poster.post_all(every)
        breaking.join()
        settle(client, receiver, policy, whole=options.whole)
        first, counted = dict(poster.answered), {"pause": round(poster.longest_pause(), 1), "refused": poster.refused}
        forgotten = [made for made in first.values() if not client.exists(keys.JOB + made)]
        poster.post_all(every)
        counted |= {
            "acknowledged": len(first),
            "forgotten": len(forgotten),
            "twice": sum(first[key] != poster.answered[key] for key in every),
        }
        if options.whole:
            settle(client, receiver, policy, whole=True)
            came = receiver.arrived.keys()
            counted["delivered"] = len(came & set(forgotten))
            counted["in the end"] = sum(bool({first[key], poster.answered[key]} & came) for key in every)
        return counted


def start(processes: Processes, environ: Mapping[str, str], *, whole: bool) -> None:
    for name, command in stack.COMMANDS.items():
        if name == "api" or (whole and name != "archiver"):
            processes.start(name, stack.credwise(*command), environ)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("fault", choices=["kill", "cut", "twice", "asked", "stop"])
    parser.add_argument("settings", nargs="*")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--stopped", type=float, default=10.0)
    parser.add_argument("--behind", type=float, default=0.2)
    parser.add_argument("--down-after", type=int, default=3000)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_intermixed_args()
    given = dict(pair.split("=", 1) for pair in options.settings)
    ours = {name: value for name, value in given.items() if name.startswith("CREDWISE_")}
    conf = {name: value for name, value in given.items() if name not in ours}
    for _ in range(options.rounds):
        sys.stdout.write(json.dumps({"fault": options.fault, **given, **round_of(options, conf, ours)}) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
