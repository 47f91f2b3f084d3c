"""What a deliver worker does whose keys do not open an endpoint's secret: it sends nothing, and loses nothing."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from named_work import ByName
from standardwebhooks import Webhook

from services.learner_links import LearnerLinks
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.accounts.sealed_secrets import reseal
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.sealing import Seal
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.work.jobs import Jobs, Queue
from services.webhook_address import read_networks
from tests.integration.workers.conftest import CLIENT
from tests.integration.workers.receiver import Receiver
from workers.deliver import Deliver
from workers.webhook.sending import Limits, Sender

KEY = Seal([b"k" * 32])

RECOMMENDATION = '{"learner_id":"learner-1"}'

LINKS = LearnerLinks(keys=["k" * 43], public_url="https://credwise.example.org")


@pytest.fixture
def deliver_with(redis_client, settings):
    """The work of a process with the keys of a seal, some time from now."""
    with ExitStack() as senders:

        def deliver_with(seal, **ahead):
            policy = replace(LedgerPolicy.of(settings), seal=seal, clock_offset=timedelta(**ahead))
            sender = Sender(allow=read_networks(["127.0.0.0/8"]), limits=Limits(connect=30.0, total=60.0))
            senders.callback(sender.close)
            jobs = Jobs(redis_client, policy)
            work = Deliver(
                jobs=jobs,
                endpoints=Endpoints(redis_client, policy),
                tests=EndpointTests(redis_client, policy),
                sender=sender,
                links=LINKS,
                chance=lambda: 0,
            )
            return ByName(jobs, Queue.DELIVER, work)

        yield deliver_with


def test_a_webhook_waits_for_the_key_of_its_secret_and_a_test_says_so(
    deliver_with, redis_client, settings, ledger, accept
):
    with Receiver([(204, {}, b"")]) as receiver:
        address = f"http://127.0.0.1:{receiver.port}/hook"
        _, secret = ledger.endpoints.put(CLIENT, "lms", address, EndpointMode.FULL)
        claim = ledger.jobs.claim(Queue.EVALUATE, accept(), "test")
        (delivery,) = ledger.jobs.finish_evaluation(claim, recommendation=RECOMMENDATION, summary={})
        reseal(redis_client, replace(LedgerPolicy.of(settings), seal=KEY))

        lost = deliver_with(Seal([b"x" * 32]))
        assert lost(delivery) == "put off, no key opens the secret"
        test = ledger.tests.start(CLIENT, "lms")
        assert lost(test) == "test not sent, no key opens the secret"
        assert ledger.tests.result(test).attempts[-1].outcome == "not_signed"
        assert receiver.requests == []

        assert deliver_with(KEY, minutes=1)(delivery) == "attempt 1 delivered, done status=204"

    ((_, headers, body),) = receiver.requests
    Webhook(secret).verify(body, headers)
