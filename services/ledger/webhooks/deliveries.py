"""Which webhooks were sent to a client's endpoints, what came of each attempt, and may one be sent again?"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import merge
from itertools import islice
from math import ceil
from typing import cast

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.archive.records import EndpointRange, Place
from services.ledger.archiving.bringing_back import bring_back
from services.ledger.store import keys
from services.ledger.store.errors import CannotBeAgain, NotFound, redis_errors_as_ours
from services.ledger.store.moments import EPOCH, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.store.walking import newest_first
from services.ledger.views import DeliveryView, JobState, archived_delivery, read_deliveries

#: Deliveries read in one go when many are counted: a page takes Redis a few milliseconds.
PAGE = 500


class Again(StrEnum):
    """What the ledger says to taking something up again."""

    AGAIN = "again"
    OWED = "owed"
    DISABLED = "disabled"
    GONE = "gone"
    UNKNOWN = "unknown"


#: Why something is not taken up again, for whoever asked.
_WHY_NOT = {
    Again.OWED: "{id} is still pending, or was resent a moment ago: it will be tried without this.",
    Again.DISABLED: "The endpoint of {id} is disabled or deleted. Put it with an address that answers, then ask again.",
    Again.GONE: "What {id} would carry is kept no longer.",
}


@dataclass(frozen=True, kw_only=True)
class History(EndpointRange):
    """A part of an endpoint's history, as far as the ledger has it."""

    @property
    def key(self) -> str:
        """The sorted set in Redis."""
        return keys.HISTORY + keys.lane(self.client, self.endpoint)

    @property
    def scores(self) -> tuple[str, str]:
        """The range in the sorted set."""
        start = "-inf" if self.start is None else str(in_ms(self.start - EPOCH))
        latest = min((moment for moment in (self.end, self.before and self.before[0]) if moment), default=None)
        end = "+inf" if latest is None else str(in_ms(latest - EPOCH))
        return start, end


class Deliveries:
    """The deliveries of all clients; `client` None stands for the operator, who sees everyone's."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive
        self._scripts = Scripts(client, policy)

    def get(self, client: str | None, delivery_id: str) -> DeliveryView:
        """Return one delivery with its attempts; raise NotFound."""
        with redis_errors_as_ours():
            queue = self._redis.hget(keys.JOB + delivery_id, "queue")
            found = read_deliveries(self._redis, [delivery_id]) if queue == "deliver" else ()
        if not found and (archived := self._archive.delivery(delivery_id)):
            found = (archived_delivery(archived),)
        if not found or client not in {None, found[0].client}:
            raise NotFound(f"There is no delivery {delivery_id}, or it is kept no longer.")
        return found[0]

    def list(self, history: History, limit: int) -> tuple[DeliveryView, ...]:
        """Return up to `limit` deliveries of a history, newest first."""
        here = tuple(islice(self._here(history, limit), limit))
        archived = map(archived_delivery, self._archive.deliveries(history, limit))
        # One that both have was brought back, or is about to be let go of.
        both = {one.id: one for one in archived} | {one.id: one for one in here}
        return tuple(sorted(both.values(), key=_place, reverse=True)[:limit])

    def list_together(self, histories: Collection[History], limit: int) -> tuple[DeliveryView, ...]:
        """Return up to `limit` deliveries of several histories, newest first. Little more is read than is returned."""
        at_once = ceil(limit / max(1, len(histories))) + 1
        walks = [self._walk(history, at_once) for history in histories]
        return tuple(islice(merge(*walks, key=_place, reverse=True), limit))

    def _walk(self, history: History, at_once: int) -> Iterator[DeliveryView]:
        while True:
            found = self.list(history, at_once)
            yield from found
            if len(found) < at_once:
                return
            history = replace(history, before=_place(found[-1]))

    def _here(self, history: History, at_once: int) -> Iterator[DeliveryView]:
        start, end = history.scores
        for ids in newest_first(self._redis, history.key, end, start, at_once):
            with redis_errors_as_ours():
                read = read_deliveries(self._redis, ids)
            yield from (one for one in read if history.before is None or _place(one) < history.before)

    def count_by_state(self, history: History) -> dict[str, int]:
        """Count a history's deliveries by state; those that are kept no longer are "gone"."""
        counts = dict.fromkeys([state.value for state in JobState] + ["gone"], 0)
        counts |= self._archive.count_by_state(history)
        start, end = history.scores
        offset = 0
        with redis_errors_as_ours():
            while True:
                ids = self._redis.zrange(history.key, start, end, byscore=True, offset=offset, num=PAGE)
                pipe = self._redis.pipeline(transaction=False)
                for delivery_id in cast("list[str]", ids):
                    pipe.hget(keys.JOB + delivery_id, "state")
                for state in pipe.execute():
                    counts[state or "gone"] += 1
                for state in self._archive.states_of(cast("list[str]", ids)).values():
                    counts[state] -= 1
                if len(cast("list[str]", ids)) < PAGE:
                    return {state: count for state, count in counts.items() if count}
                offset += PAGE

    def send_again(self, client: str | None, delivery_id: str) -> None:
        """Owe a delivery that arrived or is dead once more, now, under the same webhook-id, with all its attempts.

        Raises NotFound, and CannotBeAgain where it is still owed, its endpoint is disabled, or its contents are gone.
        """
        found = self.get(client, delivery_id)
        if found.about.startswith("rec_") and not self._redis_has(delivery_id):
            bring_back(self._scripts, self._archive, [found.about])
        take_up_again(self._scripts, client, delivery_id)

    def _redis_has(self, delivery_id: str) -> bool:
        with redis_errors_as_ours():
            return bool(self._redis.exists(keys.JOB + delivery_id))


def _place(one: DeliveryView) -> Place:
    """Return where a delivery stands among others: `EndpointRange.before` of what comes behind it."""
    return one.created_at, one.id


def take_up_again(scripts: Scripts, client: str | None, job_id: str) -> None:
    """Owe a settled job once more; raise NotFound, CannotBeAgain."""
    answer = Again(scripts.run("send_again", job_id, client or ""))
    if answer is Again.UNKNOWN:
        raise NotFound(f"There is nothing called {job_id}, or it is kept no longer.")
    if answer is not Again.AGAIN:
        raise CannotBeAgain(_WHY_NOT[answer].format(id=job_id))
