"""What lies between a process and Redis? A loopback proxy that can refuse, fall silent, cut, delay, drip, half-close.

A rule looks at every command and decides what becomes of it, so that a fault strikes at one chosen point: before Redis
has a command, after it has carried it out, or after it has answered.
"""

import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event, Lock, Thread

from tests.chaos.resp import Command, Commands

#: Bytes read at once.
CHUNK = 65536
#: Seconds between two looks at whether silence is over.
LOOK_EVERY = 0.02


class Way(StrEnum):
    """OPEN passes everything on. REFUSED lets nobody connect. SILENT takes everything and passes it on when OPEN."""

    OPEN = "open"
    REFUSED = "refused"
    SILENT = "silent"


class Fate(StrEnum):
    """What becomes of a command.

    CUT: it never arrives, and the connection is reset. PRETEND: it never arrives, and is answered with `:1`; of an answer,
    that there is nothing comes instead of it.
    """

    PASS = "pass"
    CUT = "cut"
    PRETEND = "pretend"


@dataclass(eq=False, kw_only=True)
class Link:
    """One connection through the proxy; `last` is the command that was sent last. A `deaf` one passes nothing on.

    `nothing` is how the protocol of the connection says that there is nothing.
    """

    client: socket.socket
    server: socket.socket
    last: Command | None = None
    deaf: bool = False
    nothing: bytes = b"*-1\r\n"
    closed: Event = field(default_factory=Event)

    def cut(self) -> None:
        """Reset both sides."""
        self.closed.set()
        for side in (self.client, self.server):
            with suppress(OSError):
                side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                side.shutdown(socket.SHUT_RDWR)
            side.close()


def pass_command(_link: Link, _command: Command) -> Fate:
    return Fate.PASS


def pass_answer(_link: Link, _data: bytes) -> Fate:
    return Fate.PASS


class Proxy:
    """Stands between one process and Redis. `on_command` and `on_answer` are the rules; `delay` is in seconds."""

    def __init__(self, target: int, redis_version: int) -> None:
        self._target = target
        self._version = redis_version
        self._links: set[Link] = set()
        self._lock = Lock()
        self._ended = Event()
        self._way = Way.OPEN
        self._listener = _listen(0)
        self.port: int = self._listener.getsockname()[1]
        self.problems: list[str] = []
        self.heal()
        Thread(target=self._accept, daemon=True, name=f"proxy-{self.port}").start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def heal(self) -> None:
        """End every fault; connections that are open stay open."""
        self.on_command: Callable[[Link, Command], Fate] = pass_command
        self.on_answer: Callable[[Link, bytes], Fate] = pass_answer
        self.delay = 0.0
        self.drips = False
        self.set_way(Way.OPEN)

    def set_way(self, way: Way) -> None:
        """Open or close the way to Redis. REFUSED resets what is open."""
        before, self._way = self._way, way
        if way is Way.REFUSED:
            _stop_listening(self._listener)
            self.cut_all()
        elif before is Way.REFUSED:
            self._listener = _listen(self.port)

    def cut_all(self) -> None:
        """Reset every connection; new ones are taken."""
        for link in self.links():
            link.cut()

    def half_close_all(self) -> None:
        """Tell every process that nothing more will come, while taking what it still sends."""
        for link in self.links():
            with suppress(OSError):
                link.client.shutdown(socket.SHUT_WR)

    def links(self) -> list[Link]:
        with self._lock:
            return list(self._links)

    def close(self) -> None:
        self._ended.set()
        _stop_listening(self._listener)
        self.cut_all()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                time.sleep(LOOK_EVERY)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target), timeout=1)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for side in (client, server):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link = Link(client=client, server=server)
            with self._lock:
                self._links.add(link)
            Thread(target=self._run, args=(link, self._requests), daemon=True).start()
            Thread(target=self._run, args=(link, self._answers), daemon=True).start()

    def _run(self, link: Link, pump: Callable[[Link], None]) -> None:
        try:
            pump(link)
        except OSError:
            pass
        except Exception as error:  # noqa: BLE001 - a rule that fails must fail the row, not vanish with its thread
            self.problems.append(f"a rule failed: {error!r}")
        link.cut()
        with self._lock:
            self._links.discard(link)

    def _requests(self, link: Link) -> None:
        commands = Commands(self._version)
        while data := link.client.recv(CHUNK):
            for command in commands.feed(data):
                if link.deaf:
                    continue
                self._wait(link)
                link.last = command
                if command.words[:2] == (b"HELLO", b"3"):
                    link.nothing = b"_\r\n"
                match self.on_command(link, command):
                    case Fate.CUT:
                        return
                    case Fate.PRETEND:
                        link.client.sendall(b":1\r\n")
                        continue
                self._send(link.server, command.raw)

    def _answers(self, link: Link) -> None:
        while data := link.server.recv(CHUNK):
            if link.deaf:
                continue
            self._wait(link)
            match self.on_answer(link, data):
                case Fate.CUT:
                    return
                case Fate.PRETEND:
                    self._send(link.client, link.nothing)
                case Fate.PASS:
                    self._send(link.client, data)

    def _wait(self, link: Link) -> None:
        if self.delay:
            time.sleep(self.delay)
        while self._way is Way.SILENT and not self._ended.is_set() and not link.closed.is_set():
            time.sleep(LOOK_EVERY)

    def _send(self, side: socket.socket, data: bytes) -> None:
        if not self.drips:
            side.sendall(data)
            return
        for at in range(0, len(data), 200):
            side.sendall(data[at : at + 200])
            time.sleep(0.001)


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(256)
    return listener


def _stop_listening(listener: socket.socket) -> None:
    # Closing alone would let the thread that waits in accept() take one more connection.
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
