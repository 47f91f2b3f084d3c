"""What does a deliver worker do? Claim a delivery, sign it, make one attempt, and settle what follows from it."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from services.ledger.attempts import Attempt
from services.ledger.endpoints import Endpoint, EndpointMode, Endpoints
from services.ledger.errors import NotFound
from services.ledger.jobs import Claim, Jobs, Queue
from workers.process import worker_name
from workers.webhook.body import webhook_body
from workers.webhook.outcome import Outcome
from workers.webhook.retrying import DeadLetter, Disable, Done, Retry, next_attempt
from workers.webhook.sending import Sender
from workers.webhook.signing import signed_headers


def now_utc() -> datetime:
    return datetime.now(UTC)


class Deliver:
    """The task: an id in, one attempt out. Threads share one instance."""

    def __init__(
        self,
        *,
        jobs: Jobs,
        endpoints: Endpoints,
        sender: Sender,
        public_url: str,
        clock: Callable[[], datetime] = now_utc,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Deliver recommendations that clients can read below `public_url`; `chance` is from 0 to 1."""
        self._jobs = jobs
        self._endpoints = endpoints
        self._sender = sender
        self._public_url = public_url
        self._clock = clock
        self._chance = chance

    def __call__(self, job_id: str) -> str:
        """Make one attempt and return what came of it; raises LedgerError."""
        claim = self._jobs.claim(Queue.DELIVER, job_id, worker_name())
        if claim is None or claim.endpoint is None or claim.evaluation is None:
            return "nothing to do"
        at = self._clock()
        outcome = self._send(claim, claim.endpoint, claim.evaluation, at)
        decision = next_attempt(outcome, claim.attempts + 1, self._clock(), self._chance())
        self._settle(claim, claim.endpoint, decision, _attempt(at, outcome))
        return f"attempt {claim.attempts + 1} {outcome.code}, {_in_words(decision)} status={outcome.status}"

    def _send(self, claim: Claim, endpoint: Endpoint, evaluation: str, at: datetime) -> Outcome:
        body = webhook_body(
            finished_at=claim.accepted_at,
            recommendation_id=evaluation,
            address=f"{self._public_url}/v1/recommendations/{evaluation}",
            recommendation=claim.payload if endpoint.mode is EndpointMode.FULL else None,
        )
        headers = signed_headers(webhook_id=claim.job_id, sent_at=at, body=body, secrets=endpoint.secrets)
        return self._sender.send(endpoint.address, headers, body)

    def _settle(
        self, claim: Claim, endpoint: Endpoint, decision: Done | Retry | DeadLetter | Disable, attempt: Attempt
    ) -> None:
        match decision:
            case Done():
                self._jobs.finish_delivery(claim, attempt)
            case Retry(due_in):
                self._jobs.retry_delivery(claim, attempt, due_in)
            case DeadLetter(reason):
                self._jobs.dead_letter(claim, reason, attempt.detail, attempt)
            case Disable(reason):
                # The endpoint first: should this process die in between, the delivery is set aside all the same.
                why = f"{attempt.detail} Put the endpoint again to enable it."
                with suppress(NotFound):
                    self._endpoints.disable(claim.client, endpoint.id, why)
                self._jobs.dead_letter(claim, reason, attempt.detail, attempt)


def _attempt(at: datetime, outcome: Outcome) -> Attempt:
    return Attempt(
        at=at,
        duration_ms=outcome.duration_ms,
        status=outcome.status,
        outcome=outcome.code.value,
        detail=outcome.detail,
        answer=outcome.answer.decode("utf-8", "replace"),
    )


def _in_words(decision: Done | Retry | DeadLetter | Disable) -> str:
    match decision:
        case Done():
            return "done"
        case Retry(due_in):
            return f"due again in {due_in.total_seconds():.0f} s"
        case DeadLetter(reason):
            return f"set aside ({reason})"
        case Disable(reason):
            return f"endpoint disabled ({reason})"
