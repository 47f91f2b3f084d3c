"""A ledger with short times, so that leases and graces end while a test looks on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.jobs import Jobs, Queue
from services.ledger.store.policy import LedgerPolicy


@pytest.fixture
def policy():
    return LedgerPolicy(
        lease=timedelta(seconds=30), grace=timedelta(milliseconds=100), retention=timedelta(days=5), breaker_after=3
    )


@pytest.fixture
def short_lease(policy):
    return replace(policy, lease=timedelta(milliseconds=150))


@pytest.fixture
def jobs(redis_client, policy):
    return Jobs(redis_client, policy)


@pytest.fixture
def endpoints(redis_client, policy):
    return Endpoints(redis_client, policy)


@pytest.fixture
def accept(jobs):
    """Accept a profile and return its id."""

    def accept(client="hr", key=None, profile='{"learner_id":"l-1"}', fingerprint="f"):
        return jobs.accept(client=client, profile=profile, fingerprint=fingerprint, idempotency_key=key).job_id

    return accept


@pytest.fixture
def deliveries(jobs, endpoints, accept):
    """Finish `count` evaluations of a client with the given endpoints; return the ids of the deliveries."""

    def deliveries(*endpoint_ids, count=1, client="hr"):
        for endpoint_id in endpoint_ids:
            endpoints.put(client, endpoint_id, "https://lms.example/hook", EndpointMode.FULL)
        made = []
        for _ in range(count):
            claim = jobs.claim(Queue.EVALUATE, accept(client), "w")
            made += jobs.finish_evaluation(claim, recommendation='{"verdict":"yes"}', summary={})
        return made

    return deliveries


@pytest.fixture
def attempt():
    def attempt(outcome="delivered", status=200):
        return Attempt(
            at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
            duration_ms=12,
            status=status,
            outcome=outcome,
            detail="The receiver said so.",
            answer="ok",
        )

    return attempt
