"""Whose work comes next, where little can be under way at once? Clients in turn, however much each has waiting."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Turns:
    """So many at work at once; who comes while they are waits for a turn of its client."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: dict[str, deque[Event]] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, client: str, within: float) -> Iterator[bool]:
        """Wait for a turn, and have it while the block runs; False where it did not come within so many seconds."""
        begins = Event()
        with self._lock:
            self._waiting.setdefault(client, deque()).append(begins)
            self._go_on()
        try:
            yield begins.wait(within)
        finally:
            with self._lock:
                if begins.is_set():
                    self._free += 1
                else:
                    self._leave(client, begins)
                self._go_on()

    def waiting(self) -> dict[str, int]:
        """Return how many of each client wait for a turn."""
        with self._lock:
            return {client: len(waiting) for client, waiting in self._waiting.items()}

    def _go_on(self) -> None:
        while self._free and self._waiting:
            client, waiting = next(iter(self._waiting.items()))
            begins = waiting.popleft()
            # Its client's next one comes behind one of each other client.
            del self._waiting[client]
            if waiting:
                self._waiting[client] = waiting
            self._free -= 1
            begins.set()

    def _leave(self, client: str, begins: Event) -> None:
        waiting = self._waiting[client]
        waiting.remove(begins)
        if not waiting:
            del self._waiting[client]
