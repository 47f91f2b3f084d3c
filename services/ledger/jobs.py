"""What is owed, who works on it, and what came of it? Every change is one script, so nothing falls between two."""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.ledger.accounts.endpoints import Endpoint, endpoint_from_fields
from services.ledger.attempts import Attempt
from services.ledger.erasure import name_in_index
from services.ledger.events import EventType
from services.ledger.store import keys
from services.ledger.store.errors import IdempotencyConflict, LeaseLost, LedgerFull
from services.ledger.store.fullness import Fullness, read_fullness
from services.ledger.store.moments import from_ms, in_ms
from services.ledger.store.packing import packed, unpacked
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import DeliveryView, JobState, JobView, read_view, stored_recommendation
from services.tracing import Journey

__all__ = [
    "Accepted",
    "Attempt",
    "Claim",
    "DeliveryView",
    "JobState",
    "JobView",
    "Jobs",
    "LedgerPolicy",
    "Queue",
    "wake_up_list",
]

#: Reasons and outcomes become parts of key and counter names, and labels of metrics.
CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")

#: The members of a claim's answer before the endpoint's fields; services/ledger/store/lua/claim.lua lists them.
CLAIM_MEMBERS = 8


class Queue(StrEnum):
    """What kind of work: the names of the broker's queues too."""

    EVALUATE = "evaluate"
    DELIVER = "deliver"


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A profile that is now owed a recommendation, or was already (`replayed`)."""

    job_id: str
    accepted_at: datetime
    replayed: bool


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A job in the hands of one worker until its lease ends. `token` is the fence: only its holder can settle the job.

    `payload` is JSON text: the profile of an evaluation, and for a delivery the recommendation or, for other events,
    what there is to say. `accepted_at` of a delivery is when what it tells of happened, the same for all attempts.
    `claims` counts the starts since the last settled attempt, this one included; `attempts` the settled attempts before
    this one. `claimed_at` is now by Redis's clock, which a wrong clock of this machine does not touch. `evaluation`
    (the evaluation or event that is told of), `event` (an EventType) and `endpoint` belong to deliveries.
    """

    job_id: str
    queue: Queue
    client: str
    payload: str
    token: str
    claims: int
    attempts: int
    accepted_at: datetime
    claimed_at: datetime
    evaluation: str | None = None
    event: EventType | None = None
    endpoint: Endpoint | None = None


class Jobs:
    """The jobs of one ledger. Every method may raise LedgerUnavailable.

    What was let go of is read from the archive.
    """

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive
        self._scripts = Scripts(client, policy)
        self._policy = policy

    def accept(
        self,
        *,
        client: str,
        profile: str,
        fingerprint: str,
        idempotency_key: str | None,
        follows: str | None = None,
        journey: Journey | None = None,
    ) -> Accepted:
        """Owe the client an evaluation of `profile` (JSON text). When this has returned, it is owed.

        The same idempotency key with the same `fingerprint` answers with the job it made the first time; with another
        fingerprint it raises IdempotencyConflict. LedgerFull says that nothing was accepted, for want of memory. The
        profile's `learner_id` goes into the index by which a learner's data is found when it is to be erased.
        `follows` is the evaluation whose questions the profile answers, `journey` what goes with it.
        """
        record = keys.idempotency(client, idempotency_key) if idempotency_key is not None else ""
        job_id = "rec_" + secrets.token_urlsafe(20)
        learner = name_in_index(client, profile) or ""
        try:
            outcome, *rest = self._scripts.run(
                "accept",
                *(job_id, client, profile, fingerprint, record, learner, follows or ""),
                journey.to_json() if journey else "",
            )
        except LedgerFull:
            # Redis itself refused the script; what fills it is another question.
            raise self._full(read_fullness(self._scripts)) from None
        if outcome == "full":
            raise self._full(read_fullness(self._scripts))
        if outcome == "conflict":
            raise IdempotencyConflict(rest[0])
        return Accepted(job_id=rest[0], accepted_at=from_ms(rest[1]), replayed=outcome == "replayed")

    def claim(self, queue: Queue, job_id: str, worker: str) -> Claim | None:
        """Take the job until its lease ends; None when there is nothing to do for this worker.

        None means: unknown, settled, held by another, the endpoint takes nothing at the moment (the dispatcher comes
        back to it), or just became a dead letter (claimed too often, or its endpoint is disabled).
        """
        token = secrets.token_urlsafe(16)
        answer = self._scripts.run("claim", queue.value, job_id, worker, token)
        if answer is None:
            return None
        payload, client, claims, attempts, accepted_at, evaluation, now, event = answer[:CLAIM_MEMBERS]
        fields = answer[CLAIM_MEMBERS:]
        endpoint = dict(zip(fields[::2], fields[1::2], strict=True))
        return Claim(
            job_id=job_id,
            queue=queue,
            client=client,
            payload=unpacked(payload),
            token=token,
            claims=int(claims),
            attempts=int(attempts),
            accepted_at=from_ms(accepted_at),
            claimed_at=from_ms(now),
            evaluation=evaluation,
            event=EventType(event) if event else None,
            endpoint=endpoint_from_fields(endpoint, from_ms(now)) if endpoint else None,
        )

    def with_text(self, claim: Claim) -> Claim:
        """Return a delivery's claim with what it carries; raise ArchiveUnavailable where it cannot be read there."""
        if claim.payload:
            return claim
        return replace(claim, payload=stored_recommendation(self._redis, claim.evaluation or "", self._archive))

    def finish_evaluation(
        self, claim: Claim, *, recommendation: str, summary: Mapping[str, str], decided: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Store the recommendation's JSON text and owe it to each of the client's endpoints; return the delivery ids.

        `summary` is what lists show of it, `decided` the names (without spaces) that it is counted by. Raise LeaseLost
        when another worker has the job or it is settled.
        """
        short = json.dumps(dict(summary), separators=(",", ":"), sort_keys=True)
        made = (packed(recommendation), short, " ".join(decided))
        answer = self._scripts.run("finish_evaluation", claim.job_id, claim.token, *made)
        if answer is None:
            raise LeaseLost(f"{claim.job_id} is no longer this worker's; its result is dropped.")
        return tuple(answer)

    def finish_delivery(self, claim: Claim, attempt: Attempt) -> None:
        """Note that the delivery arrived, and close the endpoint's circuit; raise LeaseLost."""
        _held(claim, self._scripts.run("finish_delivery", claim.job_id, claim.token, *_logged(attempt)))

    def retry_delivery(self, claim: Claim, attempt: Attempt, due_in: timedelta) -> None:
        """Note that the delivery did not arrive and is due again after `due_in`; raise LeaseLost."""
        arguments = (*_logged(attempt), in_ms(due_in))
        _held(claim, self._scripts.run("retry_delivery", claim.job_id, claim.token, *arguments))

    def put_off(self, claim: Claim, due_in: timedelta) -> None:
        """Note that the delivery cannot be tried for a while, through no fault of its receiver; raise LeaseLost."""
        _held(claim, self._scripts.run("put_off", claim.job_id, claim.token, in_ms(due_in)))

    def dead_letter(self, claim: Claim, reason: str, detail: str, attempt: Attempt | None = None) -> None:
        """Set the job aside for people to look at: `reason` is a code, `detail` a sentence; raise LeaseLost."""
        logged = _logged(attempt) if attempt else ("", "")
        _held(claim, self._scripts.run("dead_letter", claim.job_id, claim.token, _code(reason), detail, *logged))

    def note_trouble(self, job_id: str, code: str, sentence: str) -> None:
        """Note what was seen of a start that will not finish; it is told when the job becomes a dead letter as poison.

        Whoever sees a worker die does not have its token, so none is asked for: nothing is decided by this.
        """
        self._scripts.run("note_trouble", job_id, _code(code), sentence)

    def due(self, queue: Queue, limit: int) -> tuple[str, ...]:
        """Return up to `limit` jobs to wake now, and put each off by the grace time, so that no other caller gets it.

        Deliveries to endpoints that are paused, whose circuit is open or that have as many in flight as they may are
        left alone. What is owed to a disabled endpoint becomes a dead letter here.
        """
        script = "due_evaluations" if queue is Queue.EVALUATE else "due_deliveries"
        return tuple(self._scripts.run(script, limit, wake_up_list(queue)))

    def check_accepting(self) -> None:
        """Return if a profile would be accepted now; else raise LedgerFull or LedgerUnavailable, as `accept` would."""
        found = read_fullness(self._scripts)
        if found.percent >= self._policy.shed_above_percent:
            raise self._full(found)

    def _full(self, found: Fullness) -> LedgerFull:
        return LedgerFull(found.sentence(self._policy), is_owed=found.is_owed)

    def view(self, client: str, job_id: str) -> JobView:
        """Return what the client may know of its evaluation; raise NotFound for every id that is not its own.

        Raises ArchiveUnavailable where it would have to be read there.
        """
        return read_view(self._redis, client, job_id, self._archive)


def wake_up_list(queue: Queue) -> str:
    """Name the Redis list in which Celery keeps the queue's messages: the queue's own name, in the same database."""
    return queue.value


def _held(claim: Claim, answer: int) -> None:
    if not answer:
        raise LeaseLost(f"{claim.job_id} is no longer this worker's; what came of it is dropped.")


def _logged(attempt: Attempt) -> tuple[str, str]:
    return attempt.to_json(), _code(attempt.outcome)


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise ValueError(f"{text!r} is no code: use lower-case letters, digits and underscores, 64 at most")
    return text
