"""Which connection can the next webhook to an endpoint go through? Those left open by the last ones, for a while."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from urllib3.connection import HTTPConnection

from services.webhook_address import Target

#: Seconds a connection is kept that nobody uses: less than the five after which common servers close theirs.
KEPT_IDLE = 4.0
#: Seconds after which a name is resolved and its addresses are checked anew, so a connection is kept no longer either.
CHECKED_FOR = 60.0
#: Connections kept in all; beyond this the one that was idle longest is closed.
MOST_KEPT = 256


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An open connection of `owner` to `target`, whose address was checked at `checked_at`."""

    owner: str
    target: Target
    connection: HTTPConnection
    checked_at: float
    idle_since: float


class Connections:
    """Open connections between two webhooks. Each serves only the endpoint it was made for. Threads may share it.

    An endpoint of one client never gets another's connection, even to the same host: a receiver that answers what it
    was not asked could otherwise answer in another client's name.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        #: The one that was idle longest first.
        self._kept: deque[Kept] = deque()

    def take(self, owner: str, target: Target) -> Kept | None:
        """Return a connection that seems open and hand it over, or None."""
        with self._lock:
            self._close_old()
            mine = [kept for kept in self._kept if kept.owner == owner and kept.target == target]
            for kept in reversed(mine):
                self._kept.remove(kept)
                # What can be read before anything was asked is the end of the connection, or nonsense.
                if kept.connection.is_connected:
                    return kept
                kept.connection.close()
        return None

    def keep(self, owner: str, target: Target, connection: HTTPConnection, checked_at: float) -> None:
        """Keep a connection whose last answer was read to its end."""
        now = self._clock()
        kept = Kept(owner=owner, target=target, connection=connection, checked_at=checked_at, idle_since=now)
        with self._lock:
            self._kept.append(kept)
            self._close_old()
            if len(self._kept) > MOST_KEPT:
                self._kept.popleft().connection.close()

    def close(self) -> None:
        """Close all."""
        with self._lock:
            while self._kept:
                self._kept.popleft().connection.close()

    def _close_old(self) -> None:
        now = self._clock()
        for kept in tuple(self._kept):
            if now - kept.idle_since > KEPT_IDLE or now - kept.checked_at > CHECKED_FOR:
                self._kept.remove(kept)
                kept.connection.close()
