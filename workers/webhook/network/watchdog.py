"""How is an attempt ended that would never end by itself? Cut its connection when its time is over.

A socket's own timeout starts anew with every byte, so a receiver that drips its answer would hold a worker for good.
"""

import socket
from contextlib import suppress
from threading import Condition, Thread
from time import monotonic
from types import TracebackType
from typing import Self


class Watchdog:
    """Shuts a socket down after a time, unless its block is left before: `with watchdogs.on(sock, seconds) as dog`."""

    def __init__(self, pack: "Watchdogs", sock: socket.socket, ends: float) -> None:
        self._pack = pack
        self._sock = sock
        self.ends = ends
        #: Whether the time was over, so that an error can be told from the receiver's own.
        self.has_cut = False

    def __enter__(self) -> Self:
        self._pack.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._pack.remove(self)

    def cut(self) -> None:
        """End what waits for the socket."""
        self.has_cut = True
        with suppress(OSError):
            # The plain socket's shutdown: TLS would first drop the state that the reading thread is still using.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


class Watchdogs:
    """All of one process, kept by one thread, which begins with the first. Threads may share it."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._awake: set[Watchdog] = set()
        self._thread: Thread | None = None
        #: When the thread looks again by itself; None where nothing is there to look at.
        self._next_look: float | None = None

    def on(self, sock: socket.socket, seconds: float) -> Watchdog:
        """Return what shuts the socket down so many seconds from now, within its block."""
        return Watchdog(self, sock, monotonic() + seconds)

    def add(self, watchdog: Watchdog) -> None:
        """Watch from now on."""
        with self._changed:
            self._awake.add(watchdog)
            if self._thread is None:
                self._thread = Thread(target=self._watch, name="watchdogs", daemon=True)
                self._thread.start()
            elif self._next_look is None or watchdog.ends < self._next_look:
                self._changed.notify()

    def remove(self, watchdog: Watchdog) -> None:
        """Watch no longer; when this has returned nothing is cut any more."""
        with self._changed:
            self._awake.discard(watchdog)

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = monotonic()
                for watchdog in [one for one in self._awake if one.ends <= now]:
                    self._awake.remove(watchdog)
                    watchdog.cut()
                self._next_look = min((one.ends for one in self._awake), default=None)
                self._changed.wait(None if self._next_look is None else self._next_look - now)
