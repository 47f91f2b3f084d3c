"""Redis behind a Sentinel: a primary, its replica, and a Sentinel that knows both and needs nobody else's word."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import redis
from patience import until
from servers.tls_redis import Authority, tls_settings

from services.broker.embedded_redis import EmbeddedRedis
from services.broker.free_ports import free_port

#: The password of primary and replica, and as it is written in an address.
PASSWORD = "p@ss:/%;w"
IN_ADDRESS = "p%40ss%3A%2F%25%3Bw"

#: Milliseconds of silence after which the Sentinel gives the primary up.
DOWN_AFTER = 1_500

#: What the Sentinel calls the primary.
NAME = "credwise"


@dataclass(frozen=True, kw_only=True)
class BehindSentinel:
    """The servers, at which port each answers, and that of the Sentinel."""

    primary: EmbeddedRedis
    replica: EmbeddedRedis
    replica_port: int
    sentinel_port: int

    def url(self, scheme: str = "sentinel") -> str:
        """Return an address that names a Sentinel that is away before the one that is there."""
        return f"{scheme}://:{IN_ADDRESS}@127.0.0.1:{free_port()},127.0.0.1:{self.sentinel_port}/{NAME}/0"


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """By what the Sentinel lets its callers in: lines of its configuration, and how redis-py comes in."""

    lines: Mapping[str, str] = field(default_factory=dict)
    login: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def behind_sentinel(
    binary: Path, folder: Path, *, settings: Mapping[str, str] | None = None, guarded: Guarded | None = None
) -> Iterator[BehindSentinel]:
    """Run all three without TLS; `settings` are further lines of both servers' redis.conf."""
    both = {"masterauth": f'"{PASSWORD}"', **(settings or {})}
    with ExitStack() as running:
        primary = running.enter_context(EmbeddedRedis(server=binary, password=PASSWORD, settings=both))
        of = {**both, "replicaof": f"127.0.0.1 {primary.port}", "repl-diskless-sync-delay": "0"}
        replica = running.enter_context(EmbeddedRedis(server=binary, password=PASSWORD, settings=of))
        port = running.enter_context(_sentinel(binary, primary.port, folder, guarded or Guarded(), {}))
        yield BehindSentinel(primary=primary, replica=replica, replica_port=replica.port, sentinel_port=port)


@contextmanager
def behind_sentinel_by_tls(
    binary: Path, folder: Path, authority: Authority, *, guarded: Guarded | None = None
) -> Iterator[BehindSentinel]:
    """Run all three with TLS between any two of them; the Sentinel has no port without."""
    certificate = authority.sign("all", hosts=("localhost", "127.0.0.1"))
    ports = [free_port() for _ in range(3)]
    conf = [tls_settings(port, certificate, authority) | {"tls-replication": "yes"} for port in ports]
    both = {"masterauth": f'"{PASSWORD}"'}
    with ExitStack() as running:
        primary = running.enter_context(EmbeddedRedis(server=binary, password=PASSWORD, settings=both | conf[0]))
        of = {"replicaof": f"127.0.0.1 {ports[0]}", "repl-diskless-sync-delay": "0"}
        replica = running.enter_context(EmbeddedRedis(server=binary, password=PASSWORD, settings=both | conf[1] | of))
        own = Guarded(lines=conf[2] | dict(guarded.lines if guarded else {}), login=guarded.login if guarded else {})
        tls = {"ssl": True, "ssl_ca_certs": str(authority.file)}
        running.enter_context(_sentinel(binary, ports[0], folder, own, tls, port=ports[2]))
        yield BehindSentinel(primary=primary, replica=replica, replica_port=ports[1], sentinel_port=ports[2])


@contextmanager
def _sentinel(
    binary: Path, primary_port: int, folder: Path, guarded: Guarded, tls: Mapping[str, Any], *, port: int | None = None
) -> Iterator[int]:
    """Run a Sentinel, and yield its port once it knows the replica."""
    lines = {"bind": "127.0.0.1", "port": "0" if port else str(free_port()), "dir": str(folder), **guarded.lines}
    about = [
        f"sentinel monitor {NAME} 127.0.0.1 {primary_port} 1",
        f"sentinel auth-pass {NAME} {PASSWORD}",
        f"sentinel down-after-milliseconds {NAME} {DOWN_AFTER}",
        f"sentinel failover-timeout {NAME} 5000",
    ]
    configuration = folder / "sentinel.conf"
    configuration.write_text("\n".join([*(" ".join(line) for line in lines.items()), *about, ""]))
    at = port or int(lines["port"])
    with (folder / "sentinel.log").open("wb") as log:
        process = subprocess.Popen(
            [binary, configuration, "--sentinel"], stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        login = {**guarded.login, **tls}
        until(lambda: process.poll() is not None or _knows_replica(at, login), "the Sentinel knows the replica")
        if process.poll() is not None:
            pytest.skip(f"{binary} runs no Sentinel")
        yield at
    finally:
        process.kill()
        process.wait()


def _knows_replica(port: int, login: Mapping[str, Any]) -> bool:
    try:
        with redis.Redis(port=port, socket_timeout=5, **login) as client:
            [primary] = client.sentinel_masters().values()
            replicas = client.sentinel_slaves(NAME)
    except redis.RedisError:
        return False
    return primary["num-slaves"] == 1 and [one["master-link-status"] for one in replicas] == ["ok"]
