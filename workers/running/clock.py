"""Is this machine's clock right? Compared with Redis's when a process starts, and told in its log."""

import logging
from datetime import timedelta

from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.errors import LedgerError

#: A clock that differs from Redis's by more than this is worth a warning. Schedules, leases and signatures go by
#: Redis's clock and are right all the same; logs and certificates are not.
TOLERANCE = timedelta(seconds=5)

log = logging.getLogger("credwise.clock")


def check_clock(heartbeats: Heartbeats) -> None:
    """Say in the log how far the two clocks are apart; raises nothing."""
    try:
        ahead = heartbeats.clock_ahead()
    except LedgerError as error:
        log.warning("the clock could not be compared with Redis's: %s", error)
        return
    level = logging.WARNING if abs(ahead) > TOLERANCE else logging.INFO
    log.log(level, "Redis's clock is ahead of this machine's by %.1f s", ahead.total_seconds())
