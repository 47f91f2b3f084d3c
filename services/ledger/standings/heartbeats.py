"""Which processes are alive?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.store.sealing import KNOWS_SEALED

#: How long a process counts as alive after a beat; beat about every five seconds.
ALIVE_FOR = timedelta(seconds=15)

#: Every process that an installation needs, by the role that its signs of life carry; and where there is an archive.
ROLES = ("deliver", "dispatcher", "evaluate")
ARCHIVING_ROLES = ("archiver",)

#: What a process says of itself that has an archive.
ARCHIVES = {"archive": "on"}


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """A process that was alive at `at` (Redis's clock). `role` is one word; `detail` what it says of itself.

    `clock_ahead_seconds` is how far Redis's clock was ahead of the process's (negative: behind).
    """

    role: str
    name: str
    at: datetime
    detail: Mapping[str, str]
    clock_ahead_seconds: float = 0.0

    @property
    def archives(self) -> bool:
        """Whether the process finds what was let go of in the archive: it is of a release that can, and set up so."""
        return self.detail.items() >= ARCHIVES.items()

    def to_dict(self) -> dict[str, Any]:
        return {**vars(self), "at": self.at.isoformat(), "detail": dict(self.detail)}


class Heartbeats:
    """Signs of life, kept in Redis and forgotten by themselves."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)
        self._always = {**KNOWS_SEALED, **(ARCHIVES if policy.archives else {})}

    def beat(
        self, role: str, name: str, detail: Mapping[str, str] | None = None, *, alive_for: timedelta = ALIVE_FOR
    ) -> None:
        """Note that the process `name` in `role` (one word) is alive; raise LedgerUnavailable."""
        member = f"{role} {name}"
        now = in_ms(datetime.now(UTC) - EPOCH)
        self._scripts.run("beat", member, json.dumps({**(detail or {}), **self._always}), in_ms(alive_for), now)

    def time(self) -> datetime:
        """Return what Redis's clock says; raise LedgerUnavailable."""
        with redis_errors_as_ours():
            return from_redis_time(self._redis.time())

    def clock_ahead(self) -> timedelta:
        """Return how far Redis's clock is ahead of this process's; raise LedgerUnavailable."""
        return self.time() - datetime.now(UTC)

    def alive(self) -> tuple[Heartbeat, ...]:
        """Return the processes that beat lately, by role and name; raise LedgerUnavailable."""
        return alive(self._redis)


def alive(client: redis.Redis) -> tuple[Heartbeat, ...]:
    """Return the processes that beat lately, by role and name; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        pipe = client.pipeline(transaction=False)
        pipe.time()
        pipe.zrange(keys.HEARTBEATS_UNTIL, 0, -1, withscores=True)
        pipe.hgetall(keys.HEARTBEATS)
        time, until, texts = cast("tuple[Any, list[tuple[str, float]], dict[str, str]]", pipe.execute())
    now = from_redis_time(time)
    return tuple(
        _heartbeat(member, json.loads(texts[member])) for member, ends in sorted(until) if from_ms(int(ends)) > now
    )


def _heartbeat(member: str, text: dict[str, Any]) -> Heartbeat:
    role, _, name = member.partition(" ")
    ahead = int(text["ahead"]) / 1000
    return Heartbeat(
        role=role, name=name, at=from_ms(int(text["at"])), detail=text["detail"], clock_ahead_seconds=ahead
    )
