"""A ledger with long times, and ways to be there earlier or later: no test waits for a lease or a grace to end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue


@pytest.fixture
def policy():
    return LedgerPolicy(
        lease=timedelta(hours=1),
        grace=timedelta(minutes=1),
        retention=timedelta(days=5),
        breaker_after=3,
        breaker_pause=timedelta(minutes=10),
        breaker_longest_pause=timedelta(days=1),
    )


@pytest.fixture
def at(policy):
    """The policy as its clock stands some time from now: `at(hours=2)`, `at(minutes=-5)`."""
    return lambda **ahead: replace(policy, clock_offset=timedelta(**ahead))


@pytest.fixture
def jobs_at(redis_client, at):
    """The jobs as they stand some time from now: a lease that was given before is over for `jobs_at(hours=2)`."""
    return lambda **ahead: Jobs(redis_client, at(**ahead))


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
            made += jobs.finish_evaluation(claim, recommendation='{"verdict":"yes"}', summary={}, decided=["rule.a"])
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
