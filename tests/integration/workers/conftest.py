"""What the tests of the workers share: settings for the Redis under test, its ledger now and later, and waiting.

Tests that work in this process go to the moment when a lease or a grace is over (`ledger_at`). Only real processes have
to wait for it, so theirs are short (`QUICK_TIMES`).
"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from named_work import evaluating
from patience import until

from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.jobs import Jobs
from services.settings import read_settings
from services.wiring import Advisor
from tests.builders import shipped
from workers.app import open_ledger

CLIENT = "hr-north"

#: For processes whose leases and graces have to end while a test waits.
QUICK_TIMES = {"CREDWISE_LEASE_SECONDS": "5", "CREDWISE_WAKE_GRACE_SECONDS": "1"}


@pytest.fixture
def environment(redis_url):
    """The environment of a worker: times that no test outlasts, and webhooks that may go to this machine."""
    return {
        "CREDWISE_REDIS_URL": redis_url,
        "CREDWISE_PUBLIC_URL": "https://credwise.example.org",
        "CREDWISE_WEBHOOK_ALLOW": "127.0.0.0/8",
        "CREDWISE_LEASE_SECONDS": "600",
        "CREDWISE_WAKE_GRACE_SECONDS": "60",
        "CREDWISE_DISPATCH_EVERY_SECONDS": "0.1",
    }


@pytest.fixture
def settings(environment):
    return read_settings(environment)


@pytest.fixture
def ledger(settings):
    return open_ledger(settings)


@pytest.fixture
def ledger_at(settings):
    """The ledger as it stands some time from now: a lease that was given before is over for `ledger_at(hours=1)`."""

    def ledger_at(**ahead):
        ahead_policy = replace(LedgerPolicy.of(settings), clock_offset=timedelta(**ahead))
        client = connect(settings.redis_url)
        return replace(
            open_ledger(settings), jobs=Jobs(client, ahead_policy), resendings=Resendings(client, ahead_policy)
        )

    return ledger_at


@pytest.fixture
def accept(ledger):
    """Accept a profile as the API does; returns the job's id."""

    def accept(occupation="15-1252.00", **members):
        profile = {"learner_id": "learner-1", "field": {"occupation": occupation}, "goal": "fill_skill_gap", **members}
        text = json.dumps(profile)
        return ledger.jobs.accept(client=CLIENT, profile=text, fingerprint="f", idempotency_key=None).job_id

    return accept


@pytest.fixture(scope="module")
def advisor():
    """The rules and knowledge of the project."""
    return Advisor(knowledge=shipped.knowledge(), rulebook=shipped.rulebook())


@pytest.fixture
def evaluate_with(ledger, ledger_at):
    """Make the evaluate work with an advisor, as it works now or some time from now."""

    def evaluate_with(advisor, **ahead):
        return evaluating(ledger, advisor, ledger_at(**ahead).jobs)

    return evaluate_with


@pytest.fixture
def view(ledger):
    return lambda job_id: ledger.jobs.view(CLIENT, job_id)


@pytest.fixture
def wait_until():
    return until
