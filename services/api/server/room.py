"""Who gives way when nearly all connections of a worker are taken? Of those that showed no key, who came first.

A connection costs whoever opens it nothing, so there may always be more of them than places. One that says nothing,
drips, or does not take its answer is known by its age; of those that do show a key no client holds more than it leaves
to others (services/api/edge/places.py). Between its requests a client keeps few connections before strangers give way.
"""

import os
from _socket import socket as PlainSocket  # noqa: N812 - it is a class; see below
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR
from threading import Event
from typing import Any

from gevent import GreenletExit

from services.api.edge.places import SharedPlaces

#: Connections on which no request of a client is under way that stay its own: as many as a usual pool keeps.
KEPT_IDLE = 10

#: Places that are kept free of strangers: enough for those that come while one that gives way is being closed.
SPARE = 16


class Room:
    """The connections of one worker on one port, at most so many."""

    def __init__(self, most: int) -> None:
        self._full = max(1, most - SPARE)
        self._open = 0
        # Both in the order in which they came to it; who is in neither has a request of a client under way.
        self._strangers: dict[Seat, None] = {}
        self._idle: dict[Seat, str] = {}
        self._places = SharedPlaces(self._full)

    @contextmanager
    def seat_for(self, connection: Any) -> Iterator["Seat"]:
        """Keep a seat for a connection while the block runs; another's may be closed for it."""
        self._open += 1
        seat = Seat(self, connection)
        if self._open > self._full:
            self._make_room()
        self._strangers[seat] = None
        try:
            yield seat
        finally:
            seat.leave()
            self._open -= 1
            self._forget(seat)

    def _make_room(self) -> None:
        oldest = next(iter(self._strangers), None) or next(iter(self._idle), None)
        if oldest is not None:
            self._forget(oldest)
            oldest.close()

    def _forget(self, seat: "Seat") -> None:
        self._strangers.pop(seat, None)
        self._idle.pop(seat, None)

    def note_known(self, seat: "Seat", client: str) -> bool:
        """Note whose the connection is; return whether the client may have one more."""
        if not self._places.take(client):
            return False
        self._forget(seat)
        return True

    def give_back(self, seat: "Seat", client: str) -> None:
        """Note that no request is under way on the connection; the client's oldest such one may become a stranger."""
        self._places.give_back(client)
        self._idle[seat] = client
        idle = [each for each, whose in self._idle.items() if whose == client]
        if len(idle) > KEPT_IDLE:
            self._forget(idle[0])
            self._strangers[idle[0]] = None


class Seat:
    """One connection's: a client has it while a request of its is under way."""

    def __init__(self, room: Room, connection: Any) -> None:
        self._room = room
        self._connection = connection
        self._client: str | None = None
        self._closed = Event()

    def take(self, client: str) -> bool:
        """Take it for the client's request; return whether the client may have one more."""
        if self._client is None and self._room.note_known(self, client):
            self._client = client
        return self._client is not None

    def leave(self) -> None:
        """Note that the request is over."""
        if self._client is not None:
            self._room.give_back(self, self._client)
            self._client = None

    @property
    def has_given_way(self) -> bool:
        """Say whether the connection was closed for another's."""
        return self._closed.is_set()

    def wait(self, seconds: float) -> None:
        """Wait so long; raise GreenletExit where the connection gives way meanwhile: nobody is left to be answered."""
        if self._closed.wait(seconds):
            raise GreenletExit

    def close(self) -> None:
        """End whatever is waited for on the connection, reading or writing, as if the other side had closed it.

        gevent's own sockets would raise in whoever waits, which gunicorn takes for an error worth a traceback.
        """
        self._closed.set()
        with suppress(OSError):
            same = PlainSocket(fileno=os.dup(self._connection.fileno()))
            try:
                same.shutdown(SHUT_RDWR)
            finally:
                same.close()
