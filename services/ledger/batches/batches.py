"""How are many profiles accepted together? Lines in bundles, a script each; each is an evaluation like any other."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import cast

import redis

from services.ledger.batches.lines import LineEntry, LineOutcome, SentLine, read_entry, refusal_text
from services.ledger.batches.recounting import is_still, recount
from services.ledger.erasure import name_in_index
from services.ledger.limits.answers import refusal_of
from services.ledger.limits.refusals import Refusals
from services.ledger.store import keys
from services.ledger.store.errors import BatchCancelled, LedgerError, LedgerFull, NotFound, redis_errors_as_ours
from services.ledger.store.fullness import read_fullness
from services.ledger.store.moments import from_ms, from_ms_or_none, from_redis_time
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.tracing import Journey

#: Lines in one hash, and so the most that one script cancels; services/ledger/store/lua/_batches.lua says the same.
LINES_IN_ONE = 100


class BatchState(StrEnum):
    """RECEIVING until the last line was read; WORKING while any is waiting; then FINISHED. Or CANCELLED."""

    RECEIVING = "receiving"
    WORKING = "working"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One batch as it stands. `lines` is how many were read so far, and `accepted` how many evaluations they became.

    `repeated` lines are the same as another of the batch, `refused` ones became nothing. Of the evaluations so many are
    `completed`, `dead`, `discarded` (taken back or given up), `erased`; the others are `waiting`, or at work. `repeats`
    says whether two lines may name one evaluation: some line found it taken before, by this batch or otherwise.
    """

    id: str
    created_at: datetime
    closed_at: datetime | None
    cancelled_at: datetime | None
    finished_at: datetime | None
    highest: int
    accepted: int
    repeated: int
    refused: int
    completed: int
    dead: int
    discarded: int
    erased: int
    repeats: bool = True

    @property
    def lines(self) -> int:
        return self.accepted + self.repeated + self.refused

    @property
    def waiting(self) -> int:
        return max(0, self.accepted - self.completed - self.dead - self.discarded - self.erased)

    @property
    def state(self) -> BatchState:
        if self.cancelled_at is not None:
            return BatchState.CANCELLED
        if self.closed_at is None:
            return BatchState.RECEIVING
        return BatchState.WORKING if self.waiting else BatchState.FINISHED


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What all lines of one sending share. `key` is the idempotency key, by which the same batch is found again."""

    client: str
    key: str | None = None
    priority: int | None = None
    journey: Journey | None = None

    def new_id(self) -> str:
        """Return the batch's id: the same for the same key, else a new one."""
        if self.key is None:
            return "batch_" + secrets.token_urlsafe(20)
        return "batch_" + sha256(f"{self.client}\0{self.key}".encode()).hexdigest()[:32]

    def key_of(self, line: SentLine) -> str | None:
        """Return the idempotency key of a line: its own id, or the batch's key and its number."""
        # With spaces in it, it is no key that a client could send.
        numbered = None if self.key is None else f"{self.key} line {line.number}"
        return line.line_id or numbered


class Batches:
    """The batches of all clients; no method finds another client's. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._policy = policy
        self._scripts = Scripts(client, policy)
        self._refusals = Refusals(self._scripts)

    def accept(
        self, batch_id: str, sending: Sending, lines: Sequence[SentLine], total: int | None = None
    ) -> list[LineOutcome]:
        """Take lines in one step and return what became of each; when this has returned, they are owed or noted.

        Nothing became of the first that the client's limits leave no room for, and of those behind it. `total` is how
        many the batch has, and closes it. Raise LedgerFull, BatchCancelled or OverLimit where nothing was taken.
        """
        journey = sending.journey.to_json() if sending.journey else ""
        priority = "" if sending.priority is None else sending.priority
        parts = [part for line in lines for part in self._parts(sending, line)]
        shared = (batch_id, sending.client, journey, priority, "" if total is None else total)
        try:
            answer, *told = self._scripts.run("accept_lines", *shared, *parts)
        except LedgerFull:
            raise self._full() from None
        if answer == "full":
            raise self._full()
        if answer == "cancelled":
            raise BatchCancelled(f"The batch {batch_id} was cancelled. Send what is to be taken under another key.")
        over, *outcomes = told
        if over and not outcomes:
            refusal = refusal_of(over)
            self._refusals.note(sending.client, refusal.limit)
            raise refusal
        return [LineOutcome(outcome) for outcome, _ in outcomes]

    def _full(self) -> LedgerFull:
        return read_fullness(self._scripts).refusal(self._policy)

    def _parts(self, sending: Sending, line: SentLine) -> tuple[str | int, ...]:
        if line.profile is None:
            return (line.number, line.line_id or "", "", refusal_text(line), "", "", "")
        key = sending.key_of(line)
        record = "" if key is None else keys.idempotency(sending.client, key)
        job_id = "rec_" + secrets.token_urlsafe(20)
        learner = name_in_index(sending.client, line.profile) or ""
        return (line.number, line.line_id or "", job_id, line.profile, line.fingerprint, record, learner)

    def get(self, client: str, batch_id: str) -> Batch:
        """Return how a batch stands; raise NotFound."""
        fields, now = self._fields(client, batch_id)
        if is_still(fields, now):
            lines = (entry for entries in self.entries(_batch(batch_id, fields)) for entry in entries)
            # A Redis that takes no writes still says how far it is.
            with suppress(LedgerError):
                recount(self._redis, self._scripts, batch_id, fields, lines)
                fields, _ = self._fields(client, batch_id)
        return _batch(batch_id, fields)

    def _fields(self, client: str, batch_id: str) -> tuple[dict[str, str], datetime]:
        with redis_errors_as_ours():
            pipe = self._redis.pipeline(transaction=False)
            pipe.hgetall(keys.BATCH + batch_id)
            pipe.time()
            fields, time = pipe.execute()
        if fields.get("client") != client:
            raise NotFound(f"There is no batch {batch_id}, or it is kept no longer.")
        return fields, from_redis_time(time) + self._policy.clock_offset

    def newest(self, client: str, limit: int) -> tuple[Batch, ...]:
        """Return up to `limit` batches of a client, the newest first."""
        with redis_errors_as_ours():
            ids = cast("list[str]", self._redis.zrange(keys.BATCHES + client, 0, limit - 1, desc=True))
            pipe = self._redis.pipeline(transaction=False)
            for batch_id in ids:
                pipe.hgetall(keys.BATCH + batch_id)
            found = zip(ids, pipe.execute(), strict=True)
        return tuple(_batch(batch_id, fields) for batch_id, fields in found if fields)

    def cancel(self, client: str, batch_id: str) -> int:
        """Take back what was not begun, and take nothing more; return how many that were. Raise NotFound.

        When this was broken off, it is to be called again.
        """
        taken_back, first = 0, 1
        while first == 1 or first <= self.get(client, batch_id).highest:
            answer = self._scripts.run("cancel_lines", batch_id, client, first)
            if answer is None:
                raise NotFound(f"There is no batch {batch_id}, or it is kept no longer.")
            taken_back += int(answer)
            first += LINES_IN_ONE
        return taken_back

    def named_before(self, batch: Batch, line: int) -> set[str]:
        """Return the evaluations that lines up to this number name, where some line of the batch may name one again."""
        named = set[str]()
        if not line or not batch.repeats:
            return named
        for entries in self.entries(batch):
            named.update(entry.job_id for entry in entries if entry.job_id and entry.number <= line)
            if entries and entries[-1].number >= line:
                break
        return named

    def entries(self, batch: Batch, after: int = 0) -> Iterator[list[LineEntry]]:
        """Yield what is kept of the lines behind number `after`, in their order, up to a hundred at a time."""
        for first in range(after - after % LINES_IN_ONE, batch.highest, LINES_IN_ONE):
            with redis_errors_as_ours():
                key = f"{keys.BATCH_LINES}{batch.id}:{first // LINES_IN_ONE}"
                stored = cast("Mapping[str, str]", self._redis.hgetall(key))
            numbered = sorted((int(number), text) for number, text in stored.items())
            yield [read_entry(number, text) for number, text in numbered if number > after]


def _batch(batch_id: str, fields: Mapping[str, str]) -> Batch:
    names = ("highest", "accepted", "repeated", "refused", "completed", "dead", "discarded", "erased")
    counts = {name: int(fields.get(name, 0)) for name in names}
    return Batch(
        id=batch_id,
        created_at=from_ms(fields["created_at"]),
        closed_at=from_ms_or_none(fields.get("closed_at")),
        cancelled_at=from_ms_or_none(fields.get("cancelled_at")),
        finished_at=from_ms_or_none(fields.get("finished_at")),
        # A batch of an older release does not say.
        repeats=fields.get("joined") != "0",
        **counts,
    )
