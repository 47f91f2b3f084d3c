"""How much of what a process has few of may one client hold? As much as it leaves free, so that there is always more.

Alone a client comes to half of it, a second one beside it to a quarter. Nothing has to be taken from anybody for that.
"""

from collections import Counter
from threading import Lock

from flask import request

from services.api.edge.edge_log import CLIENT
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import TOO_MANY_AT_ONCE
from services.client_limits import LimitName

#: Where in a request's WSGI environment the server puts the Seat of its connection, if it counts them.
SEAT = "credwise.seat"

#: Seconds after which a client is told that it has its part already. A loop that asks again at once would take the
#: processor instead of the places; waiting costs nothing.
TOLD_AFTER = 1


class SharedPlaces:
    """So many places of one kind, and who holds how many of them."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._held: Counter[str] = Counter()
        self._turn = Lock()

    def take(self, client: str) -> bool:
        """Take one for the client, and tell whether there was one for it."""
        with self._turn:
            if self._held[client] >= self._free:
                return False
            self._free -= 1
            self._held[client] += 1
            return True

    def give_back(self, client: str) -> None:
        with self._turn:
            self._free += 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]

    def holds(self, client: str) -> bool:
        """Tell whether the client holds any."""
        return self._held.get(client, 0) > 0


def seat_client(client: str) -> None:
    """Count this request among those of `client` that are under way here; raise Problem where it has too many."""
    seat = request.environ.get(SEAT)
    if seat is not None and not seat.take(client):
        raise crowding(client)


def crowding(client: str) -> Problem:
    """Return, after a while, the problem of a client that holds its part already, which operators are told of."""
    seat = request.environ.get(SEAT)
    # On a connection that gives way meanwhile nothing is waited for: its place is needed.
    (ports().pause if seat is None else seat.wait)(TOLD_AFTER)
    ports().refused(client, LimitName.REQUESTS_AT_ONCE)
    detail = "This key's client has as many requests under way as leave room for others. Nothing was done."
    return Problem(TOO_MANY_AT_ONCE, detail, headers={"Retry-After": str(TOLD_AFTER)})


def calling_client() -> str:
    """Return whose key came with this request; "" for none, as with a learner's link."""
    client: str = request.environ.get(CLIENT, "")
    return client
