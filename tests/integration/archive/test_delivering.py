"""A webhook whose recommendation the ledger has let go of is sent all the same, or put off while the archive is away."""

import json

import pytest
from named_work import ByName

from services.learner_links import LearnerLinks
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.views import JobState
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.work.claims import Queue
from tests.integration.archive.test_troubles import Failing
from workers.deliver import Deliver
from workers.webhook.outcome import Outcome, OutcomeCode

ARCHIVED_ON = pytest.mark.parametrize("archive_url", ["sqlite"], indirect=True)


class Sender:
    """A receiver that takes everything."""

    def __init__(self):
        self.bodies = []

    def send(self, _address, _headers, body, *, owner):  # noqa: ARG002 - the sender's form
        self.bodies.append(json.loads(body))
        return Outcome(code=OutcomeCode.DELIVERED, status=204, detail="It answered 204.", duration_ms=1)


def deliver_with(ledger, sender):
    work = Deliver(
        jobs=ledger.jobs,
        endpoints=ledger.endpoints,
        tests=EndpointTests(ledger.redis, ledger.policy),
        sender=sender,
        links=LearnerLinks(keys=(), public_url="https://credwise.example.org"),
    )
    return ByName(ledger.jobs, Queue.DELIVER, work)


@ARCHIVED_ON
def test_what_is_archived_is_read_there_and_sent(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.evaluate()
    ledger.archiver().round()
    sender = Sender()

    deliver_with(ledger, sender)(delivery)

    assert sender.bodies[0]["data"]["id"] == name
    assert sender.bodies[0]["data"]["verdict"]["path"] == "certification"


@ARCHIVED_ON
def test_while_the_archive_is_away_it_is_put_off_and_no_attempt_is_counted(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.evaluate()
    ledger.archiver().round()
    sender = Sender()
    away = ledger.over(Failing(ledger.archive, "document", after=False))

    assert "put off" in deliver_with(away, sender)(delivery)

    assert sender.bodies == []
    (view,) = ledger.jobs.view("hr", name).deliveries
    assert (view.state, view.attempts) == (JobState.WAITING, ())
    assert view.due_at > view.created_at


@ARCHIVED_ON
def test_a_webhook_that_carries_no_recommendation_needs_no_archive(ledger):
    ledger.endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.THIN)
    name, (delivery,) = ledger.evaluate()
    ledger.archiver().round()
    sender = Sender()

    deliver_with(ledger.over(Failing(ledger.archive, "document", after=False)), sender)(delivery)

    assert sender.bodies[0]["data"]["id"] == name
