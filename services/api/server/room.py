"""Who gives way when nearly all connections of a worker are taken? Of those that showed no key, who came first.

A connection costs whoever opens it nothing, so there may always be more of them than places. One that says nothing,
drips, or does not take its answer is known by its age; of those that do show a key no client holds more than it leaves
to others (services/api/edge/places.py).
"""

import os
from _socket import socket as PlainSocket  # noqa: N812 - it is a class; see below
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR
from typing import Any

from services.api.edge.places import SharedPlaces

#: Places that are kept free of strangers: enough for those that come while one that gives way is being closed.
SPARE = 16


class Room:
    """The connections of one worker on one port, at most so many."""

    def __init__(self, most: int) -> None:
        self._full = max(1, most - SPARE)
        self._open = 0
        self._strangers: dict[Any, None] = {}
        self._places = SharedPlaces(self._full)

    @contextmanager
    def seat_for(self, connection: Any) -> Iterator["Seat"]:
        """Keep a seat for a connection while the block runs; another's may be closed for it."""
        self._open += 1
        seat = Seat(self, connection)
        self.note_stranger(connection)
        if self._open > self._full:
            self._make_room()
        try:
            yield seat
        finally:
            seat.leave()
            self._open -= 1
            self._strangers.pop(connection, None)

    def _make_room(self) -> None:
        oldest = next(iter(self._strangers), None)
        if oldest is not None:
            del self._strangers[oldest]
            _hang_up(oldest)

    def note_stranger(self, connection: Any) -> None:
        """Note that nobody is known on the connection, from now on."""
        self._strangers.pop(connection, None)
        self._strangers[connection] = None

    def note_known(self, connection: Any, client: str) -> bool:
        """Note whose the connection is; return whether the client may have one more."""
        if not self._places.take(client):
            return False
        self._strangers.pop(connection, None)
        return True

    def give_back(self, connection: Any, client: str) -> None:
        self._places.give_back(client)
        self.note_stranger(connection)


def _hang_up(connection: Any) -> None:
    """End whatever is waited for on a connection, reading or writing, as if the other side had closed it.

    gevent's own sockets would raise in whoever waits, which gunicorn takes for an error worth a traceback.
    """
    with suppress(OSError):
        same = PlainSocket(fileno=os.dup(connection.fileno()))
        try:
            same.shutdown(SHUT_RDWR)
        finally:
            same.close()


class Seat:
    """One connection's: a client has it while a request of its is under way."""

    def __init__(self, room: Room, connection: Any) -> None:
        self._room = room
        self._connection = connection
        self._client: str | None = None

    def take(self, client: str) -> bool:
        """Take it for the client's request; return whether the client may have one more."""
        if self._client is None and self._room.note_known(self._connection, client):
            self._client = client
        return self._client is not None

    def leave(self) -> None:
        """Note that the request is over."""
        if self._client is not None:
            self._room.give_back(self._connection, self._client)
            self._client = None
