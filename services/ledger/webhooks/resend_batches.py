"""How are many deliveries sent again? As a list in Redis that the dispatchers work off, step by step and paced."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.ledger.archiving.bringing_back import bring_back
from services.ledger.store import keys
from services.ledger.store.errors import CannotBeAgain, NotFound, redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import JobState
from services.ledger.webhooks.deliveries import Again, History

#: How many a second are sent again unless something else is asked for: a receiver that was down bears that beside its
#: usual load.
PER_SECOND = 10.0

#: Deliveries that only the archive has, in one resending: all of them are brought back before it begins.
MOST_ARCHIVED = 10_000


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which deliveries: of an endpoint's history, or every client's dead ones with a `reason`.

    `state` and `reason` keep only those; `client` only that client's.
    """

    history: History | None = None
    reason: str | None = None
    state: JobState | None = None
    client: str | None = None

    @property
    def source(self) -> tuple[str, str, str]:
        """The sorted set to take ids from, and the range of its scores."""
        if self.history is not None:
            return (self.history.key, *self.history.scores)
        if self.reason is None:
            raise ValueError("Name an endpoint's history or a reason of dead letters.")
        return f"{keys.DEAD}deliver:{self.reason}", "-inf", "+inf"

    @property
    def digest(self) -> str:
        """The same for the same selection, so that two calls at once start one resending."""
        parts = (*self.source, self.state or "", self.reason or "", self.client or "")
        return sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Resending:
    """One resending as it stands. `done` counts, by what was done with them, the deliveries that were looked at.

    The words are those of `Again`, and "left" for those that were not in the state or of the reason asked for.
    """

    id: str
    selected: int
    per_second: float
    asked_at: datetime
    finished_at: datetime | None
    done: Mapping[str, int]


class Resendings:
    """The resendings of one ledger. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive
        self._scripts = Scripts(client, policy)

    def count(self, selection: Selection) -> int:
        """Count how many would be looked at; of another client's dead letters, none."""
        source, start, end = selection.source
        with redis_errors_as_ours():
            if selection.client is None:
                return self._redis.zcount(source, start, end)
            ids = cast("list[str]", self._redis.zrange(source, start, end, byscore=True))
            pipe = self._redis.pipeline(transaction=False)
            for delivery_id in ids:
                pipe.hget(keys.JOB + delivery_id, "client")
            return sum(owner == selection.client for owner in pipe.execute())

    def start(self, selection: Selection, per_second: float = PER_SECOND) -> tuple[str | None, int]:
        """Have the selected deliveries sent again; return the resending's id and how many will be looked at.

        The id is None where nothing is selected. When this has returned it will be done, whoever crashes: each delivery
        is due at its turn, `per_second` of them a second. The same selection, while it is under way, is that resending.
        Raises LedgerFull, ArchiveUnavailable, and CannotBeAgain where so many are archived that they have to be sent
        again in parts.
        """
        self._bring_back(selection)
        new_id = "again_" + secrets.token_hex(10)
        arguments = (*selection.source, f"{per_second:g}", selection.state or "", selection.reason or "")
        found, selected, _ = self._scripts.run(
            "start_resending", new_id, selection.digest, *arguments, selection.client or ""
        )
        return (found, int(selected)) if int(selected) else (None, 0)

    def _bring_back(self, selection: Selection) -> None:
        # What is dead is never archived.
        if selection.history is None or selection.state == JobState.DEAD:
            return
        archived = self._archive.deliveries(selection.history, MOST_ARCHIVED + 1)
        if len(archived) > MOST_ARCHIVED:
            raise CannotBeAgain(
                f"More than {MOST_ARCHIVED:,} deliveries of this range are archived. Choose a shorter range of time."
            )
        bring_back(self._scripts, self._archive, {one.evaluation for one in archived})

    def step(self, limit: int) -> int:
        """Take up the next deliveries of the oldest resending; return how many were looked at, 0 when none is left."""
        return int(self._scripts.run("resend_step", limit))

    def get(self, client: str | None, resending_id: str) -> Resending:
        """Return how a client's resending stands, or anyone's if None; raise NotFound."""
        with redis_errors_as_ours():
            fields = cast("dict[str, str]", self._redis.hgetall(keys.RESENDING + resending_id))
        if not fields or client not in {None, fields["client"]}:
            raise NotFound(f"There is no resending {resending_id}, or it is kept no longer.")
        words = [word.value for word in Again if word is not Again.UNKNOWN] + ["left"]
        return Resending(
            id=resending_id,
            selected=int(fields["selected"]),
            per_second=float(fields["per_second"]),
            asked_at=from_ms(fields["asked_at"]),
            finished_at=from_ms_or_none(fields.get("finished_at")),
            done={word: int(fields[word]) for word in words if word in fields},
        )
