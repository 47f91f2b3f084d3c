"""What is owed, who works on it, and what came of it? Every change is one script, so nothing falls between two."""

import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.ledger.attempts import Attempt
from services.ledger.erasure import name_in_index
from services.ledger.limits.answers import refusal_of
from services.ledger.limits.refusals import Refusals
from services.ledger.store import keys
from services.ledger.store.errors import IdempotencyConflict, LeaseLost, LedgerFull, OverLimit
from services.ledger.store.fullness import read_fullness
from services.ledger.store.moments import in_ms
from services.ledger.store.packing import packed
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import DeliveryView, JobState, JobView, read_view, stored_recommendation
from services.ledger.work.accepted import Accepted
from services.ledger.work.claims import Claim, Queue, claim_of
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
]

#: Reasons and outcomes become parts of key and counter names, and labels of metrics.
CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")


#: What a script answers that settled a job and saw that more may be taken; services/ledger/store/lua/_pulling.lua.
MORE = 2


class Jobs:
    """The jobs of one ledger. Every method may raise LedgerUnavailable.

    What was let go of is read from the archive.
    """

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive
        self._scripts = Scripts(client, policy)
        self._policy = policy
        self._refusals = Refusals(self._scripts)

    def accept(  # noqa: PLR0913 - what a profile is accepted with, by name
        self,
        *,
        client: str,
        profile: str,
        fingerprint: str,
        idempotency_key: str | None,
        follows: str | None = None,
        priority: int | None = None,
        journey: Journey | None = None,
    ) -> Accepted:
        """Owe the client an evaluation of `profile` (JSON text). When this has returned, it is owed.

        The same idempotency key with the same `fingerprint` answers with the job it made the first time; with another
        fingerprint it raises IdempotencyConflict. LedgerFull says that nothing was accepted, for want of memory,
        OverLimit that the client has as much under way or kept as it may, or sent as much in the last minute. The
        profile's `learner_id` goes into the index by which a learner's data is found when it is to be erased.
        `follows` is the evaluation whose questions the profile answers, `journey` what goes with it. `priority` is
        among the client's own, from 0 (first) to 7, and 3 where it is not said.
        """
        record = keys.idempotency(client, idempotency_key) if idempotency_key is not None else ""
        job_id, learner = "rec_" + secrets.token_urlsafe(20), name_in_index(client, profile) or ""
        try:
            outcome, *rest = self._scripts.run(
                "accept",
                *(job_id, client, profile, fingerprint, record, learner, follows or ""),
                journey.to_json() if journey else "",
                "" if priority is None else priority,
            )
        except LedgerFull:
            # Redis itself refused the script; what fills it is another question.
            outcome, rest = "full", []
        if outcome == "full":
            raise read_fullness(self._scripts).refusal(self._policy)
        if outcome == "conflict":
            raise IdempotencyConflict(rest[0])
        if outcome == "refused":
            raise self._refused(client, rest)
        self._refusals.write()
        return Accepted.of(outcome, *rest)

    def _refused(self, client: str, answer: Sequence[Any]) -> OverLimit:
        refusal = refusal_of(answer)
        self._refusals.note(client, refusal.limit)
        return refusal

    def claim_next(self, queue: Queue, worker: str, most: int = 1) -> tuple[Claim, ...]:
        """Take up to `most` jobs that come next, each until its own lease ends; none where there is nothing to do.

        Clients come in turn, whatever each has queued; of a client's evaluations those of the least priority come
        first, then the oldest. An evaluation that was started before and not finished comes alone. `worker` works on
        them one after another, and has no other claim of this queue meanwhile.
        """
        tokens = [secrets.token_urlsafe(16) for _ in range(most)]
        answer = self._scripts.run("claim_next", queue.value, worker, *tokens)
        seal = self._policy.seal
        return tuple(claim_of(queue, job_id, token, handed_over, seal) for job_id, token, handed_over in answer)

    def claim(self, queue: Queue, job_id: str, worker: str) -> Claim | None:
        """Take the job that a message names until its lease ends; None when there is nothing to do for this worker.

        None means: unknown, settled, held by another, its endpoint or client takes nothing at the moment (it comes at
        its turn), or just became a dead letter (claimed too often, or its endpoint is disabled).
        """
        token = secrets.token_urlsafe(16)
        answer = self._scripts.run("claim", queue.value, job_id, worker, token)
        return None if answer is None else claim_of(queue, job_id, token, answer, self._policy.seal)

    def give_back(self, claims: Sequence[Claim]) -> None:
        """Have evaluations that were claimed and not begun taken by others, as if they had not been claimed."""
        if claims:
            self._scripts.run("give_back", *(part for claim in claims for part in (claim.job_id, claim.token)))

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

    def finish_delivery(self, claim: Claim, attempt: Attempt) -> bool:
        """Note that the delivery arrived, and close the endpoint's circuit; raise LeaseLost.

        Return whether more may be taken now. Nobody else is told, so whoever settles asks for it.
        """
        return _settled(claim, self._scripts.run("finish_delivery", claim.job_id, claim.token, *_logged(attempt)))

    def retry_delivery(self, claim: Claim, attempt: Attempt, due_in: timedelta) -> bool:
        """Note that the delivery did not arrive and is due again after `due_in`; otherwise as `finish_delivery`."""
        arguments = (*_logged(attempt), in_ms(due_in))
        return _settled(claim, self._scripts.run("retry_delivery", claim.job_id, claim.token, *arguments))

    def put_off(self, claim: Claim, due_in: timedelta, *, is_locked: bool = False) -> bool:
        """Note that the delivery cannot be tried for a while, through no fault of its receiver; raise LeaseLost.

        `is_locked` holds back all that is owed to its endpoint: no key opens the secret. Return whether more may be
        taken now.
        """
        held = "locked" if is_locked else ""
        return _settled(claim, self._scripts.run("put_off", claim.job_id, claim.token, in_ms(due_in), held))

    def dead_letter(self, claim: Claim, reason: str, detail: str, attempt: Attempt | None = None) -> bool:
        """Set the job aside for people to look at: `reason` is a code, `detail` a sentence; raise LeaseLost.

        Return whether more may be taken now.
        """
        logged = _logged(attempt) if attempt else ("", "")
        arguments = (claim.job_id, claim.token, _code(reason), detail, *logged)
        return _settled(claim, self._scripts.run("dead_letter", *arguments))

    def note_trouble(self, job_id: str, code: str, sentence: str) -> None:
        """Note what was seen of a start that will not finish; it is told when the job becomes a dead letter as poison.

        Whoever sees a worker die does not have its token, so none is asked for: nothing is decided by this.
        """
        self._scripts.run("note_trouble", job_id, _code(code), sentence)

    def note_lost(self, worker: str, code: str, sentence: str) -> str | None:
        """Note what was seen of the end of `worker`, which is lost, and return the job that it was at work on.

        That job's lease decides. What the worker had claimed beside it and not begun is given back at once.
        """
        answer: str | None = self._scripts.run("note_lost", worker, _code(code), sentence)
        return answer

    def tend(self, queue: Queue, limit: int) -> int:
        """Make ready what is due now: retries, leases that ran out; wake a worker where nobody was. Return how many.

        Deliveries to endpoints that are paused, whose circuit is open or that have as many in flight as they may are
        left alone. What is owed to a disabled endpoint becomes a dead letter here.
        """
        script = "tend_evaluations" if queue is Queue.EVALUATE else "tend_deliveries"
        return int(self._scripts.run(script, limit))

    def check_accepting(self) -> None:
        """Return if a profile would be accepted now; else raise LedgerFull or LedgerUnavailable, as `accept` would."""
        found = read_fullness(self._scripts)
        if found.percent >= self._policy.shed_above_percent:
            raise found.refusal(self._policy)

    def view(self, client: str, job_id: str) -> JobView:
        """Return what the client may know of its evaluation; raise NotFound for every id that is not its own.

        Raises ArchiveUnavailable where it would have to be read there.
        """
        return read_view(self._redis, client, job_id, self._archive)


def _settled(claim: Claim, answer: int) -> bool:
    if not answer:
        raise LeaseLost(f"{claim.job_id} is no longer this worker's; what came of it is dropped.")
    return answer == MORE


def _logged(attempt: Attempt) -> tuple[str, str]:
    return attempt.to_json(), _code(attempt.outcome)


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise ValueError(f"{text!r} is no code: use lower-case letters, digits and underscores, 64 at most")
    return text
