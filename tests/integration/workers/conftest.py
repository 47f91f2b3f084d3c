"""What the tests of the workers share: settings for the Redis under test, its ledger, and waiting with a deadline."""

import json
import time
from datetime import timedelta

import pytest

from services.settings import read_settings
from services.wiring import open_advisor
from tests.integration.workers.remembering_waker import RememberingWaker
from workers.app import open_ledger
from workers.evaluate import Evaluate

CLIENT = "hr-north"


@pytest.fixture
def environment(redis_url):
    """The environment of a worker: short times, and webhooks that may go to this machine."""
    return {
        "CREDWISE_REDIS_URL": redis_url,
        "CREDWISE_PUBLIC_URL": "https://credwise.example.org",
        "CREDWISE_WEBHOOK_ALLOW": "127.0.0.0/8",
        "CREDWISE_LEASE_SECONDS": "5",
        "CREDWISE_WAKE_GRACE_SECONDS": "1",
        "CREDWISE_DISPATCH_EVERY_SECONDS": "0.1",
    }


@pytest.fixture
def settings(environment):
    return read_settings(environment)


@pytest.fixture
def ledger(settings):
    return open_ledger(settings)


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
    return open_advisor(read_settings({}))


@pytest.fixture
def evaluate_with(ledger):
    """Make the evaluate task with an advisor; its wake-ups are remembered."""

    def evaluate_with(advisor):
        return Evaluate(
            jobs=ledger.jobs,
            overlays=ledger.overlays,
            catalogues=ledger.catalogues,
            advisor=advisor,
            waker=RememberingWaker(),
        )

    return evaluate_with


@pytest.fixture
def view(ledger):
    return lambda job_id: ledger.jobs.view(CLIENT, job_id)


@pytest.fixture
def wait_until():
    def wait_until(condition, what, within=timedelta(seconds=20)):
        deadline = time.monotonic() + within.total_seconds()
        while not condition():
            assert time.monotonic() < deadline, f"not within {within}: {what}"
            time.sleep(0.02)

    return wait_until
