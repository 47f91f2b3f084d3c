"""Which Redis is broken? A server of ours, with AOF `always`, that can crash, fill up, or lose its disk."""

import resource
import shlex
from datetime import timedelta
from pathlib import Path
from threading import Lock

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.broker.embedded_redis import EmbeddedRedis
from tests.chaos.clock import WrongClock

#: Bytes that may be written beyond what the log already has when the disk "fills up".
ROOM_LEFT = 1500


class RedisServer:
    """One server. `clock` moves its clock, and with it the ledger's."""

    def __init__(self, folder: Path, server: Path) -> None:
        folder.mkdir(parents=True)
        self.clock = WrongClock(folder, "redis")
        self.ahead = timedelta()
        self._lock = Lock()
        self._embedded = EmbeddedRedis(folder=folder / "data", server=_starter(folder, server, self.clock.environ))
        self._embedded.start()
        self.client = redis.Redis.from_url(
            self._embedded.url, decode_responses=True, socket_timeout=5, retry=Retry(NoBackoff(), 2)
        )

    @property
    def port(self) -> int:
        return self._embedded.port

    @property
    def version(self) -> str:
        return self._embedded.version

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def kill(self) -> None:
        """SIGKILL it, as a crash or the kernel would."""
        with self._lock:
            self._embedded.kill()

    def start(self) -> None:
        """Start it again, on the same port with the same data."""
        with self._lock:
            self._embedded.start()

    def stop(self) -> None:
        self.client.close()
        self._embedded.stop()

    def is_running(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False

    def advance(self, by: timedelta) -> None:
        """Move its clock forward, and with it the clock of the whole ledger."""
        self.ahead += by
        self.clock.set_ahead(self.ahead)

    def fill_disk(self) -> None:
        """Let the files of this server grow by no more than a little; the next writes fail as on a full disk."""
        pid = self._embedded.pid or 0
        largest = max(path.stat().st_size for path in (self._embedded.folder).rglob("*.aof"))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + ROOM_LEFT, resource.RLIM_INFINITY))


def _starter(folder: Path, server: Path, environ: dict[str, str]) -> Path:
    """Write the script that starts the server: with our clock, and taking a write that is too much as an error."""
    given = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environ.items())
    script = folder / "start-redis"
    script.write_text(f'#!/bin/sh\ntrap "" XFSZ\n{given}\nexec {shlex.quote(str(server))} "$@"\n', "utf-8")
    script.chmod(0o700)
    return script
