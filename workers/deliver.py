"""What does a deliver worker do? Sign a delivery it has claimed, make one attempt, and settle what follows from it."""

import json
import logging
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from services.archive.errors import ArchiveUnavailable
from services.learner_links import LearnerLinks
from services.ledger.accounts.endpoints import Endpoint, EndpointMode, Endpoints, Proof
from services.ledger.attempts import Attempt
from services.ledger.events import EventType
from services.ledger.store.errors import NotFound
from services.ledger.webhooks.endpoint_tests import EndpointTests, is_test
from services.ledger.work.jobs import Claim, Jobs
from services.log_lines import about
from services.tracing import Tracer, journey
from workers.task import Report
from workers.webhook.body import payload_of, webhook_body
from workers.webhook.cloud_events import cloud_event_headers
from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.receiver.hints import UNPROVEN, clock_ahead, hints
from workers.webhook.retrying import DeadLetter, Disable, Done, Retry, next_attempt
from workers.webhook.sending import Sender
from workers.webhook.signing import is_answered, signed_headers

#: When a delivery is tried again whose recommendation could not be read, because the archive was away.
ARCHIVE_AWAY = timedelta(seconds=15)

#: When it is looked again whether a key opens an endpoint's secret: processes may be restarted with it any moment.
SECRET_LOCKED = timedelta(seconds=15)

#: What a test of an endpoint says then.
NO_KEY = "Nothing was sent: the endpoint's secret is sealed, and no key of the installation opens it. Ask its operator."

log = logging.getLogger("credwise.deliver")

Decision = Done | Retry | DeadLetter | Disable


class Deliver:
    """The work: a claim in, one attempt out. Threads share one instance.

    All times are Redis's, told by the claim: a webhook's timestamp is right on a machine whose clock is not.
    """

    def __init__(  # noqa: PLR0913 - a port each
        self,
        *,
        jobs: Jobs,
        endpoints: Endpoints,
        tests: EndpointTests,
        sender: Sender,
        links: LearnerLinks,
        chance: Callable[[], float] = random.random,
        tracer: Tracer | None = None,
    ) -> None:
        """Deliver recommendations that learners can read by one of `links`; `chance` is from 0 to 1."""
        self._jobs = jobs
        self._endpoints = endpoints
        self._tests = tests
        self._sender = sender
        self._links = links
        self._chance = chance
        self._tracer = tracer or Tracer()

    def __call__(self, claim: Claim) -> Report:
        """Make one attempt and return what came of it; raises LedgerError."""
        if (endpoint := claim.endpoint) is None:
            return Report("nothing to do")
        about_it: dict[str, str | int] = {
            "job": claim.job_id,
            "client": claim.client,
            "endpoint": endpoint.id,
            "attempt": claim.attempts + 1,
        }
        with (
            about(client=claim.client, endpoint=endpoint.id),
            self._tracer.step("deliver", journey(), is_again=claim.attempts > 0, **about_it),
        ):
            return self._deliver(claim, endpoint)

    def _deliver(self, claim: Claim, endpoint: Endpoint) -> Report:
        if not endpoint.secrets:
            return self._hold(claim)
        try:
            claim = claim if endpoint.mode is EndpointMode.THIN else self._jobs.with_text(claim)
        except ArchiveUnavailable as away:
            more = self._jobs.put_off(claim, ARCHIVE_AWAY)
            return Report(f"put off, the archive is away ({away})", more=more)
        outcome = self._send(claim, endpoint)
        attempt, decision = _judge(claim, outcome, self._chance())
        if is_test(claim):
            self._tests.finish(claim, self._proved(claim, endpoint, outcome, attempt))
            return Report(f"test {outcome.code} status={outcome.status}")
        more = self._settle(claim, endpoint, decision, attempt)
        words = f"attempt {claim.attempts + 1} {outcome.code}, {_in_words(decision)} status={outcome.status}"
        return Report(words, more)

    def _hold(self, claim: Claim) -> Report:
        """Keep back what cannot be signed, and all that is owed to its endpoint; a test is told so."""
        log.error("no key of CREDWISE_SECRETS_KEYS opens the endpoint's secret, webhooks wait job=%s", claim.job_id)
        if is_test(claim):
            locked = Outcome(code=OutcomeCode.NOT_SIGNED, detail=NO_KEY, duration_ms=0)
            self._tests.finish(claim, _attempt(claim, locked))
            return Report("test not sent, no key opens the secret")
        more = self._jobs.put_off(claim, SECRET_LOCKED, is_locked=True)
        return Report("put off, no key opens the secret", more=more)

    def _proved(self, claim: Claim, endpoint: Endpoint, outcome: Outcome, attempt: Attempt) -> Attempt:
        """Note whether the answer to a test event proves whose address it is; return the attempt, with what to do."""
        challenge = json.loads(claim.payload).get("challenge")
        if outcome.code is not OutcomeCode.DELIVERED:
            return attempt
        if challenge and is_answered(challenge, endpoint.secrets, outcome.answer):
            self._endpoints.prove(claim.client, endpoint.id, endpoint.address)
            return attempt
        return replace(attempt, hints=(*attempt.hints, UNPROVEN)) if endpoint.proof is Proof.OWED else attempt

    def _send(self, claim: Claim, endpoint: Endpoint) -> Outcome:
        body = self._body(claim, endpoint)
        signed = signed_headers(webhook_id=claim.job_id, sent_at=claim.claimed_at, body=body, secrets=endpoint.secrets)
        headers = {**signed, **self._attributes(claim, endpoint), **journey().headers()}
        return self._sender.send(endpoint.address, headers, body, owner=f"{endpoint.client}:{endpoint.id}")

    def _body(self, claim: Claim, endpoint: Endpoint) -> bytes:
        event = claim.event or EventType.COMPLETED
        if not event.declaration.of_evaluation:
            return webhook_body(event=event, happened_at=claim.accepted_at, members={}, payload=claim.payload)
        evaluation = claim.evaluation or ""
        return webhook_body(
            event=event,
            happened_at=claim.accepted_at,
            members={
                "id": evaluation,
                "address": f"{self._links.public_url}/v1/recommendations/{evaluation}",
                **self._learner_link(claim, endpoint, event),
            },
            payload=payload_of(event, endpoint.mode, claim.payload),
            sequence=claim.sequence,
        )

    def _attributes(self, claim: Claim, endpoint: Endpoint) -> Mapping[str, str]:
        """Return the headers of a CloudEvent where the endpoint wants them."""
        if not endpoint.wishes.cloudevents:
            return {}
        event = claim.event or EventType.COMPLETED
        return cloud_event_headers(
            event=event,
            mode=endpoint.mode,
            webhook_id=claim.job_id,
            happened_at=claim.accepted_at,
            public_url=self._links.public_url,
            subject=claim.evaluation if event.declaration.of_evaluation else None,
            sequence=claim.sequence,
        )

    def _learner_link(self, claim: Claim, endpoint: Endpoint, event: EventType) -> dict[str, object]:
        """Return the learner's link where the endpoint wants it; it ends at the same moment for all attempts."""
        hours = endpoint.wishes.link_hours
        if hours is None or event is not EventType.COMPLETED or not self._links.are_set_up:
            return {}
        ends = claim.accepted_at + timedelta(hours=hours)
        link = self._links.link(client=claim.client, recommendation=claim.evaluation or "", expires_at=ends)
        return {"link": link.as_members()}

    def _settle(self, claim: Claim, endpoint: Endpoint, decision: Decision, attempt: Attempt) -> bool:
        match decision:
            case Done():
                return self._jobs.finish_delivery(claim, attempt)
            case Retry(due_in):
                return self._jobs.retry_delivery(claim, attempt, due_in)
            case DeadLetter(reason):
                return self._jobs.dead_letter(claim, reason, attempt.detail, attempt)
            case Disable(reason):
                # The endpoint first: should this process die in between, the delivery is dead-lettered all the same.
                why = f"{attempt.detail} Put the endpoint again to enable it."
                with suppress(NotFound):
                    self._endpoints.disable(claim.client, endpoint.id, why)
                return self._jobs.dead_letter(claim, reason, attempt.detail, attempt)


def _judge(claim: Claim, outcome: Outcome, chance: float) -> tuple[Attempt, Decision]:
    """Return what is noted of an attempt and what follows from it.

    Between sending and settling nothing may fail: the receiver has the webhook, and would get it again. Should what it
    said beside its status be too much for us after all, the status alone decides.
    """
    try:
        return _attempt(claim, outcome), _decide(claim, outcome, chance)
    except Exception:
        log.exception("what the receiver said could not be read, its status counts job=%s", claim.job_id)
        bare = replace(outcome, answer=b"", retry_after=None, date=None)
        return _attempt(claim, bare), _decide(claim, bare, chance)


def _decide(claim: Claim, outcome: Outcome, chance: float) -> Decision:
    ended = claim.claimed_at + timedelta(milliseconds=outcome.duration_ms)
    return next_attempt(outcome, claim.attempts + 1, ended, chance)


def _attempt(claim: Claim, outcome: Outcome) -> Attempt:
    ahead = clock_ahead(outcome, claim.claimed_at)
    return Attempt(
        at=claim.claimed_at,
        duration_ms=outcome.duration_ms,
        status=outcome.status,
        outcome=outcome.code.value,
        detail=outcome.detail,
        answer=outcome.answer.decode("utf-8", "replace"),
        receiver_clock_ahead_seconds=ahead,
        hints=hints(outcome, ahead),
    )


def _in_words(decision: Decision) -> str:
    match decision:
        case Done():
            return "done"
        case Retry(due_in):
            return f"due again in {due_in.total_seconds():.0f} s"
        case DeadLetter(reason):
            return f"dead-lettered ({reason})"
        case Disable(reason):
            return f"endpoint disabled ({reason})"
