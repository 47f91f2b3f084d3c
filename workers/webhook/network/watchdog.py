"""How is an attempt ended that would never end by itself? Cut its connection when its time is over.

A socket's own timeout starts anew with every byte, so a receiver that drips its answer would hold a worker for good.
"""

import socket
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Self


class Watchdog:
    """Shuts a socket down after a time, unless its block is left before: `with Watchdog(sock, seconds) as watchdog`."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        #: Whether the time was over, so that an error can be told from the receiver's own.
        self.has_cut = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.has_cut = True
        with suppress(OSError):
            # The plain socket's shutdown: TLS would first drop the state that the reading thread is still using.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
