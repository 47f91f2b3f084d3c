"""A ledger with an archive, and the steps of workers on it."""

from dataclasses import replace
from datetime import UTC, datetime

from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.archiving.outbox import Outbox
from services.ledger.attempts import Attempt
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.webhooks.deliveries import Deliveries
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.jobs import Jobs, Queue
from workers.archiver import Archiver

DOCUMENT = (
    '{"verdict":{"path":"certification","standing":"clear"},"items":[{"credential":{"id":"c-1"}}],"learner_id":"l-1"}'
)
ARRIVED = Attempt(
    at=datetime(2026, 1, 2, tzinfo=UTC), duration_ms=12, status=200, outcome="delivered", detail="200.", answer="ok"
)


class Ledger:
    """A ledger with an archive, and the steps of workers on it."""

    def __init__(self, redis, policy, archive):
        self.redis, self.policy, self.archive = redis, policy, archive
        self.jobs = Jobs(redis, policy, archive)
        self.deliveries = Deliveries(redis, policy, archive)
        self.resendings = Resendings(redis, policy, archive)
        self.outbox = Outbox(redis, policy)
        self.endpoints = Endpoints(redis, policy)
        self.heartbeats = Heartbeats(redis, policy)

    def archiver(self, archive=None, **given):
        return Archiver(outbox=self.outbox, archive=archive or self.archive, heartbeats=self.heartbeats, **given)

    def endpoint(self, name="lms", client="hr"):
        self.endpoints.put(client, name, "https://lms.example/hook", EndpointMode.FULL)

    def evaluate(self, client="hr", learner="l-1", key=None, document=DOCUMENT):
        """Accept and decide; return the evaluation's id and those of its deliveries."""
        accepted = self.jobs.accept(
            client=client, profile=f'{{"learner_id":"{learner}"}}', fingerprint="f" * 64, idempotency_key=key
        )
        claim = self.jobs.claim(Queue.EVALUATE, accepted.job_id, "w")
        made = self.jobs.finish_evaluation(claim, recommendation=document, summary={"path": "certification"})
        return accepted.job_id, made

    def deliver(self, delivery, attempt=None):
        claim = self.jobs.claim(Queue.DELIVER, delivery, "w")
        self.jobs.finish_delivery(claim, attempt or ARRIVED)
        return claim

    def done(self, **members):
        """An evaluation that is decided and delivered."""
        name, made = self.evaluate(**members)
        for delivery in made:
            self.deliver(delivery)
        return name, made

    def over(self, archive, **changes):
        """The same ledger, as processes see it that have this archive, and a policy with these changes."""
        return Ledger(self.redis, replace(self.policy, **changes), archive)
