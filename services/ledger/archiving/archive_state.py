"""How does the archive stand, as the ledger sees it: does it own, what is it owed, since when?"""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy

#: What has been due for longer waits for an archiver or a database that is missing or too slow.
BEHIND_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class ArchiveState:
    """The archive's debts. `owns` says whether the ledger lets go of what is archived.

    `owed` are evaluations that it is to take, `due` those of them that are to be taken now; `erasures` are learners
    that it is to forget. `oldest_due_age_seconds` is how long the oldest of these two has waited.
    """

    owns: bool
    owed: int
    due: int
    erasures: int
    oldest_due_age_seconds: float

    @property
    def in_a_word(self) -> str:
        """Say it for readiness: ok, not_begun (`credwise archive migrate` is wanted), or behind."""
        if not self.owns:
            return "not_begun"
        return "behind" if self.oldest_due_age_seconds > BEHIND_AFTER.total_seconds() else "ok"


def archive_state(client: redis.Redis, policy: LedgerPolicy) -> ArchiveState | None:
    """Read how the archive stands; None where there is none. Raises LedgerUnavailable."""
    if not policy.archives:
        return None
    with redis_errors_as_ours():
        now = in_ms(from_redis_time(client.time()) + policy.clock_offset - EPOCH)
        pipe = client.pipeline(transaction=False)
        pipe.exists(keys.ARCHIVE_OWNS)
        pipe.zcard(keys.TO_ARCHIVE)
        pipe.zcount(keys.TO_ARCHIVE, "-inf", now)
        pipe.zcard(keys.ERASURES)
        pipe.zrange(keys.TO_ARCHIVE, 0, 0, withscores=True)
        pipe.zrange(keys.ERASURES, 0, 0, withscores=True)
        owns, owed, due, erasures, *firsts = pipe.execute()
    since = [at for first in cast("list[list[tuple[str, float]]]", firsts) for _, at in first]
    oldest = from_ms(now) - from_ms(int(min(since))) if since else timedelta()
    return ArchiveState(
        owns=bool(owns),
        owed=owed,
        due=due,
        erasures=erasures,
        oldest_due_age_seconds=max(0.0, oldest.total_seconds()),
    )
