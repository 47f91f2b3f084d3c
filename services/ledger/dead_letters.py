"""Which jobs stopped, why, and what is to become of them: looked at, tried again, or discarded?"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import NotFound, redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.webhooks.deliveries import take_up_again
from services.ledger.work.jobs import Queue


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A job that became a dead letter at `at`: an evaluation or a delivery, `reason` as a code and `detail` in words.

    `starts` counts how often it was started since it last ended with an answer. `endpoint` belongs to deliveries.
    """

    id: str
    queue: Queue
    client: str
    endpoint: str | None
    reason: str
    detail: str
    at: datetime
    accepted_at: datetime
    starts: int


class DeadLetters:
    """The dead letters of all clients; `client` None stands for the operator, who sees everyone's."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)

    def newest(
        self,
        client: str | None,
        *,
        queue: Queue | None = None,
        reason: str | None = None,
        limit: int = 100,
        before: tuple[datetime, str] | None = None,
    ) -> tuple[DeadLetter, ...]:
        """Return up to `limit` dead letters, the newest first; raise LedgerUnavailable.

        `before` is the moment and id of the last one of the page before: only what comes after it is returned.
        """
        with redis_errors_as_ours():
            found = [
                letter
                for key in self._sources(client, queue, reason)
                for letter in self._read(key, queue, reason, limit, before)
            ]
        return tuple(sorted(found, key=lambda letter: (letter.at, letter.id), reverse=True)[:limit])

    def get(self, client: str | None, job_id: str) -> DeadLetter:
        """Return one dead letter; raise NotFound, LedgerUnavailable."""
        with redis_errors_as_ours():
            fields = cast("dict[str, str]", self._redis.hgetall(keys.JOB + job_id))
        if fields.get("state") != "dead" or client not in {None, fields["client"]}:
            raise NotFound(f"There is no dead letter {job_id}.")
        return _letter(job_id, fields)

    def profile(self, client: str | None, job_id: str) -> str:
        """Return the JSON text of a dead evaluation's profile, which is a learner's data; raise NotFound."""
        letter = self.get(client, job_id)
        with redis_errors_as_ours():
            text = cast("str | None", self._redis.hget(keys.JOB + job_id, "payload"))
        if letter.queue is not Queue.EVALUATE or text is None:
            raise NotFound(f"The dead letter {job_id} holds no profile.")
        return text

    def requeue(self, client: str | None, job_id: str) -> Queue:
        """Owe a dead letter again, as if never started, and return its queue; raise NotFound, CannotBeAgain."""
        letter = self.get(client, job_id)
        take_up_again(self._scripts, client, job_id)
        return letter.queue

    def discard(self, client: str | None, job_id: str) -> None:
        """Give a dead letter up for good, which is counted; it is kept for the retention time. Raise NotFound."""
        if not self._scripts.run("discard", job_id, client or ""):
            raise NotFound(f"There is no dead letter {job_id}.")

    def _sources(self, client: str | None, queue: Queue | None, reason: str | None) -> list[str]:
        if client is not None:
            return [keys.DEAD_OF + client]
        return [
            f"{keys.DEAD}{one}:{why}"
            for one in ([queue] if queue else list(Queue))
            for why in cast("set[str]", self._redis.smembers(keys.DEAD_REASONS + one))
            if reason in {None, why}
        ]

    def _read(
        self, key: str, queue: Queue | None, reason: str | None, limit: int, before: tuple[datetime, str] | None
    ) -> list[DeadLetter]:
        """Read from the newest on, page by page, until there are enough that are wanted."""
        found: list[DeadLetter] = []
        newest = "+inf" if before is None else str(in_ms(before[0] - EPOCH))
        offset = 0
        while len(found) < limit:
            ids = cast(
                "list[str]",
                self._redis.zrange(key, newest, "-inf", desc=True, byscore=True, offset=offset, num=limit),
            )
            pipe = self._redis.pipeline(transaction=False)
            for job_id in ids:
                pipe.hgetall(keys.JOB + job_id)
            for job_id, fields in zip(ids, pipe.execute(), strict=True):
                letter = _letter(job_id, fields) if fields.get("state") == "dead" else None
                is_wanted = letter and queue in {None, letter.queue} and reason in {None, letter.reason}
                if letter and is_wanted and (before is None or (letter.at, letter.id) < before):
                    found.append(letter)
            if len(ids) < limit:
                break
            offset += limit
        return found[:limit]


def _letter(job_id: str, fields: dict[str, str]) -> DeadLetter:
    return DeadLetter(
        id=job_id,
        queue=Queue(fields["queue"]),
        client=fields["client"],
        endpoint=fields["lane"].rpartition(":")[2] if "lane" in fields else None,
        reason=fields["reason"],
        detail=fields["detail"],
        at=from_ms(fields["finished_at"]),
        accepted_at=from_ms(fields["accepted_at"]),
        starts=int(fields["claims"]),
    )
