"""How long is what is finished of a client kept? As long as the installation says, or for the client's own time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

import redis

from services.ledger.accounts.clients import CLIENT
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import in_ms

#: The shortest and the longest of these times. It begins when nothing of an evaluation is owed any more.
SHORTEST, LONGEST = timedelta(days=1), timedelta(days=3650)


class Retentions:
    """The times of clients that have their own; raises LedgerUnavailable.

    A new time holds for what is finished from then on: what is kept already has its end.
    """

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client

    def own(self) -> Mapping[str, timedelta]:
        """Return the time of each client that has its own."""
        with redis_errors_as_ours():
            kept = cast("dict[str, str]", self._redis.hgetall(keys.RETENTION))
        return {client: timedelta(milliseconds=int(length)) for client, length in kept.items()}

    def put(self, client: str, length: timedelta | None) -> None:
        """Give a client its own time, or take it away (None); raise ValueError for one that is out of bounds."""
        if not CLIENT.fullmatch(client):
            raise ValueError("A client is named by 1 to 64 letters, digits, dots, hyphens and underscores.")
        if length is not None and not SHORTEST <= length <= LONGEST:
            raise ValueError(f"The time must be from {SHORTEST.days} to {LONGEST.days} days.")
        with redis_errors_as_ours():
            if length is None:
                self._redis.hdel(keys.RETENTION, client)
            else:
                self._redis.hset(keys.RETENTION, client, str(in_ms(length)))
