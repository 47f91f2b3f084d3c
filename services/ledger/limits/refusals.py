"""To whom was more refused, by which limit, and when? Counted without a write for each: many are refused at once."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, cast

import redis

from services.client_limits import LimitName
from services.ledger.store import keys
from services.ledger.store.errors import LedgerError, redis_errors_as_ours
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: A process writes what it has refused at most so often; what it has not written when it ends is not counted.
WRITTEN_EVERY = timedelta(seconds=1)

#: A client that was refused something within this time counts as held back now.
LATELY = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A client that was refused more by a limit, and when last."""

    client: str
    limit: LimitName
    at: datetime

    def to_dict(self) -> dict[str, str]:
        return {"client": self.client, "limit": self.limit.value, "at": self.at.isoformat()}


class Refusals:
    """What one process has refused. Never raises: a refusal is answered whether it is counted or not."""

    def __init__(self, scripts: Scripts, clock: Callable[[], float] = monotonic) -> None:
        self._scripts = scripts
        self._clock = clock
        self._written_at: float | None = None
        self._unwritten: Counter[tuple[str, LimitName]] = Counter()

    def note(self, client: str, limit: LimitName) -> None:
        """Count a refusal; the first is written at once, those that follow a second later at the earliest."""
        self._unwritten[client, limit] += 1
        self.write()

    def write(self) -> None:
        """Write what was counted, if it is time."""
        now = self._clock()
        if not self._unwritten or (
            self._written_at is not None and now - self._written_at < WRITTEN_EVERY.total_seconds()
        ):
            return
        self._written_at, counted = now, self._unwritten
        self._unwritten = Counter()
        parts = [part for (client, limit), times in counted.items() for part in (client, limit.value, times)]
        with suppress(LedgerError):
            self._scripts.run("note_refused", *parts)


def refused_lately(client: redis.Redis, policy: LedgerPolicy, now: datetime) -> tuple[Refused, ...]:
    """Return who was refused what within LATELY, the last first; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        noted = [
            one
            for key in (keys.REFUSED, keys.CROWDING)
            for one in cast("list[tuple[str, float]]", client.zrange(key, 0, -1, withscores=True))
        ]
    found = sorted((_refused(member, at) for member, at in noted), key=lambda one: one.at, reverse=True)
    return tuple(one for one in found if one.at > now + policy.clock_offset - LATELY)


def _refused(member: str, at: Any) -> Refused:
    client, _, limit = member.partition(" ")
    return Refused(client=client, limit=LimitName(limit), at=from_ms(int(at)))
