"""Which work is due later than any schedule can have put it? A clock that was ahead leaves such work behind."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: The longest that a failed webhook waits for its next attempt is a day and a fifth; two leave room for what is sent
#: again at a pace of its own.
TOO_FAR = timedelta(days=2)

#: From this on work is moved without being asked: no pace at which webhooks are sent again reaches as far.
TOO_FAR_BY_ITSELF = timedelta(days=30)

#: How often a dispatcher looks. A look that finds nothing reads the end of six sorted sets.
LOOKS_EVERY = timedelta(seconds=10)

#: So many are moved in one script: it ends within milliseconds, whatever is there.
AT_ONCE = 200

#: Of so many of each kind it is said whose they are.
LOOKED_AT = 500

#: What is seen of a clock that goes back by less is no step: hosts that are looked after differ by this at most.
STEP = timedelta(minutes=1)

#: Redis's time is not to be compared with where its answer took longer: the process may have been stopped meanwhile.
SOON = timedelta(seconds=5)

#: What each kind is called, in the order in which the script answers.
KINDS = {
    "evaluation_leases": "evaluations whose lease ends",
    "delivery_leases": "webhooks whose lease ends",
    "evaluations": "evaluations that wait",
    "deliveries": "webhooks that wait",
    "catalogues": "catalogues that wait to be read",
    "to_archive": "recommendations that wait for the archive",
}

log = logging.getLogger("credwise.clock")


@dataclass(frozen=True, kw_only=True)
class TooFar:
    """So many of a kind are due too late; the last of them at `furthest`.

    Where nothing was moved, `clients` says whose the furthest of them are: of LOOKED_AT at most.
    """

    kind: str
    count: int
    furthest: datetime
    clients: Mapping[str, int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """How many of what, and how late."""
        return f"{self.count} {KINDS[self.kind]} as late as {self.furthest:%Y-%m-%d %H:%M} UTC"


class Rescheduling:
    """Finds such work and moves it. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, clock: Callable[[], float] = monotonic) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)
        self._clock = clock
        self._next_look = clock()
        self._ahead: timedelta | None = None

    def find(self, later_than: timedelta = TOO_FAR) -> tuple[TooFar, ...]:
        """Count what is too far, deliveries from `later_than` on, and change nothing."""
        return self._run(later_than, LOOKED_AT, move=False)

    def move(self, later_than: timedelta = TOO_FAR) -> tuple[TooFar, ...]:
        """Move the next of what is too far; return how many of each kind, nothing where all is moved."""
        moved = self._run(later_than, AT_ONCE, move=True)
        if not moved:
            self._place_lanes()
        return moved

    def move_if_due(self) -> bool:
        """Look every ten seconds, move what cannot have been scheduled, and say so; return whether more may be left."""
        if self._clock() < self._next_look:
            return False
        back = self._was_put_back_by()
        if back:
            log.warning("Redis's clock was put back by %s: `credwise ops reschedule` shows what is due too late", back)
            self._place_lanes()
        moved = self._run(TOO_FAR_BY_ITSELF, AT_ONCE, move=True, put_back=bool(back))
        if moved:
            what = ", ".join(f"{one.count} {one.kind} (up to {one.furthest:%Y-%m-%d %H:%M})" for one in moved)
            log.warning("Redis's clock was ahead: moved forward what was due too late: %s", what)
            return True
        self._next_look = self._clock() + LOOKS_EVERY.total_seconds()
        return False

    def _place_lanes(self) -> None:
        """Have endpoints taken from that a pause of the wrong time holds back, though what waits for them is due."""
        with redis_errors_as_ours():
            now = in_ms(from_redis_time(self._redis.time()) - EPOCH)
            # Those of paused endpoints stand at infinity.
            lanes = cast("list[str]", self._redis.zrangebyscore(keys.LANES, now + in_ms(STEP), "(+inf"))
        for start in range(0, len(lanes), AT_ONCE):
            self._scripts.run("place_lanes", *lanes[start : start + AT_ONCE])

    def _was_put_back_by(self) -> timedelta:
        """Return by how much Redis's clock went back since the last look; zero where it did not."""
        asked = self._clock()
        with redis_errors_as_ours():
            now = from_redis_time(self._redis.time()) - EPOCH
        answered = self._clock()
        if timedelta(seconds=answered - asked) > SOON:
            return timedelta()
        before, self._ahead = self._ahead, now - timedelta(seconds=answered)
        back = before - self._ahead if before is not None else timedelta()
        return timedelta(seconds=round(back.total_seconds())) if back > STEP else timedelta()

    def _run(self, later_than: timedelta, limit: int, *, move: bool, put_back: bool = False) -> tuple[TooFar, ...]:
        answer = self._scripts.run("reschedule", limit, in_ms(later_than), int(move), int(put_back))
        return tuple(
            TooFar(kind=kind, count=count, furthest=from_ms(furthest), clients=_pairs(clients))
            for kind, count, furthest, clients in zip(KINDS, answer[::3], answer[1::3], answer[2::3], strict=True)
            if count
        )


def _pairs(flat: Sequence[Any]) -> dict[str, int]:
    return dict(zip(flat[::2], flat[1::2], strict=True))
