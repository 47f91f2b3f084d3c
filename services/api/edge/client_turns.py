"""How much of a worker's time does a client get that asks on many connections? What one gets that asks on few.

Greenlets come in turn request by request, so sixteen loops of one client would have sixteen turns for one of another's.
Few of a client's requests are at work at once, therefore; its others wait for one another, which costs nothing.
While a request waits for something that is not the worker it is out of turn, and holds up none of its client's.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Event, Lock

from flask import request

#: Where in a request's WSGI environment the server puts its Turn, if it has turns.
TURN = "credwise.turn"

#: How many of one client's requests are at work at once that only read.
READS_AT_ONCE = 1

#: How many others are: what is written waits for Redis's disk, for which several can wait together.
WRITES_AT_ONCE = 3

#: Seconds after which a request is at work whether it is its turn or not: what is before it has come to a standstill.
STANDSTILL = 10.0

#: How many texts of a streamed answer are made in one turn, like twenty recommendations of 100 KB.
AT_A_TIME = 20


class ClientTurns:
    """So many of each client's requests at work at once; the others wait, first come, first served."""

    def __init__(self, at_once: int, standstill: float = STANDSTILL) -> None:
        self._at_once = at_once
        self._standstill = standstill
        self._working: dict[str, int] = {}
        self._waiting: dict[str, deque[Event]] = {}
        self._lock = Lock()

    def begin(self, client: str) -> None:
        """Return when it is the turn of a request of the client; `end` must follow."""
        begins = Event()
        with self._lock:
            self._waiting.setdefault(client, deque()).append(begins)
            self._go_on(client)
        if not begins.wait(self._standstill):
            with self._lock:
                if not begins.is_set():
                    self._waiting[client].remove(begins)
                    self._work(client, begins)

    def end(self, client: str) -> None:
        with self._lock:
            self._working[client] -= 1
            self._go_on(client)

    def wave_through(self) -> None:
        """Let all that wait begin, because what they would ask for does not answer: all are told so at once."""
        with self._lock:
            for client, waiting in self._waiting.items():
                while waiting:
                    self._work(client, waiting.popleft())

    def waiting(self) -> dict[str, int]:
        """Return how many of each client wait for their turn."""
        with self._lock:
            return {client: len(waiting) for client, waiting in self._waiting.items() if waiting}

    def _go_on(self, client: str) -> None:
        waiting = self._waiting[client]
        while waiting and self._working.get(client, 0) < self._at_once:
            self._work(client, waiting.popleft())
        if not waiting and not self._working[client]:
            del self._waiting[client], self._working[client]

    def _work(self, client: str, begins: Event) -> None:
        self._working[client] = self._working.get(client, 0) + 1
        begins.set()


class Turn:
    """One request's: its client's from when that is known until the answer is made."""

    def __init__(self, turns: ClientTurns) -> None:
        self._turns = turns
        self._client: str | None = None

    def begin(self, client: str) -> None:
        """Wait until it is the client's turn."""
        self._turns.begin(client)
        self._client = client

    def end(self) -> bool:
        """Note that the answer is made; return whether the turn had begun."""
        client, self._client = self._client, None
        if client is not None:
            self._turns.end(client)
        return client is not None

    @contextmanager
    def left(self) -> Iterator[None]:
        """Leave the turn to the client's other requests while the block runs, and wait for it again afterwards."""
        client = self._client
        had_begun = self.end()
        try:
            yield
        finally:
            if had_begun and client is not None:
                self.begin(client)

    def wave_through(self) -> None:
        self._turns.wave_through()


def begin_turn(client: str) -> None:
    """Go on when it is the client's turn."""
    if (turn := _turn()) is not None:
        turn.begin(client)


@contextmanager
def out_of_turn() -> Iterator[None]:
    """Wait, within this, for what is not this process."""
    if (turn := _turn()) is None:
        yield
    else:
        with turn.left():
            yield


def in_turns(client: str, texts: Iterator[str]) -> Iterator[str]:
    """Yield a streamed answer, which is made after the view's turn: AT_A_TIME of its texts in each of the client's."""
    turn = _turn()
    if turn is None:
        yield from texts
        return
    while True:
        turn.begin(client)
        try:
            made = "".join(islice(texts, AT_A_TIME))
        finally:
            turn.end()
        if not made:
            return
        yield made


def nobody_waits() -> None:
    """Let no request wait for its turn only to be told what this one is: ledger or archive do not answer."""
    if (turn := _turn()) is not None:
        turn.wave_through()


def _turn() -> Turn | None:
    turn: Turn | None = request.environ.get(TURN)
    return turn
