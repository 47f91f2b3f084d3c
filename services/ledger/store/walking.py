"""How is a list by time read to its end while it changes? From the newest on, each place by its moment."""

from collections.abc import Iterator
from typing import cast

import redis

from services.ledger.store.errors import redis_errors_as_ours


def newest_first(client: redis.Redis, key: str, highest: str, lowest: str, at_once: int) -> Iterator[list[str]]:
    """Yield the members of a sorted set from the score `highest` down to `lowest`, up to `at_once` new ones at a time.

    The next are found by the moment of the last and not by counting, since some go meanwhile.
    """
    seen = set[str]()
    while True:
        wanted = at_once + len(seen)
        with redis_errors_as_ours():
            found = client.zrevrangebyscore(key, highest, lowest, start=0, num=wanted, withscores=True)
        scored = cast("list[tuple[str, float]]", found)
        yield [member for member, _ in scored if member not in seen]
        if len(scored) < wanted:
            return
        last = scored[-1][1]
        highest, seen = str(int(last)), {member for member, score in scored if score == last}
