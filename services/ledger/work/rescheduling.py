"""Which work is due later than any schedule can have put it? A clock that was ahead leaves such work behind."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import redis

from services.ledger.store.moments import from_ms, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: The longest that a failed webhook waits for its next attempt is a day and a fifth; two leave room for what is sent
#: again at a pace of its own.
TOO_FAR = timedelta(days=2)

#: From this on work is moved without being asked: no pace at which webhooks are sent again reaches as far.
TOO_FAR_BY_ITSELF = timedelta(days=30)

#: How often a dispatcher looks. A look that finds nothing reads the end of six sorted sets.
LOOKS_EVERY = timedelta(seconds=10)

#: So many of each kind are moved in one script: it ends within milliseconds, whatever is there.
AT_ONCE = 200

#: What the script answers of, in its order.
KINDS = (
    "evaluation_leases",
    "delivery_leases",
    "evaluations",
    "deliveries",
    "catalogues",
    "to_archive",
)

log = logging.getLogger("credwise.clock")


@dataclass(frozen=True, kw_only=True)
class TooFar:
    """So many of a kind are due too late; the last of them at `furthest`."""

    kind: str
    count: int
    furthest: datetime


class Rescheduling:
    """Finds such work and moves it. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, clock: Callable[[], float] = monotonic) -> None:
        self._scripts = Scripts(client, policy)
        self._clock = clock
        self._next_look = clock()

    def find(self, later_than: timedelta = TOO_FAR) -> tuple[TooFar, ...]:
        """Count what is too far, deliveries from `later_than` on, and change nothing."""
        return self._run(later_than, move=False)

    def move(self, later_than: timedelta = TOO_FAR) -> tuple[TooFar, ...]:
        """Move the next of what is too far; return how many of each kind, nothing where all is moved."""
        return self._run(later_than, move=True)

    def move_if_due(self) -> bool:
        """Look every ten seconds, move what cannot have been scheduled, and say so; return whether more may be left."""
        if self._clock() < self._next_look:
            return False
        moved = self.move(TOO_FAR_BY_ITSELF)
        if moved:
            what = ", ".join(f"{one.count} {one.kind} (up to {one.furthest:%Y-%m-%d %H:%M})" for one in moved)
            log.warning("Redis's clock was ahead: moved forward what was due too late: %s", what)
            return True
        self._next_look = self._clock() + LOOKS_EVERY.total_seconds()
        return False

    def _run(self, later_than: timedelta, *, move: bool) -> tuple[TooFar, ...]:
        answer = self._scripts.run("reschedule", AT_ONCE, in_ms(later_than), int(move))
        pairs = zip(KINDS, answer[::2], answer[1::2], strict=True)
        return tuple(
            TooFar(kind=kind, count=int(count), furthest=from_ms(furthest)) for kind, count, furthest in pairs if count
        )
