"""How much does a profile ask of Redis? Counted, so that no change makes it more without anybody noticing."""

import pytest

from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.work.jobs import Queue

#: What is asked of Redis for one profile with one endpoint once there is work: accept, claim, finish, claim, finish. Each
#: writes, so each is a flush of the log where it keeps one.
SCRIPTS = 5

#: The most commands that those scripts run inside Redis together.
MOST_INSIDE = 220


@pytest.fixture
def calls(redis_client):
    """Count the calls of each command since the last time it was asked."""

    def calls():
        counted = {name[8:]: one["calls"] for name, one in redis_client.info("commandstats").items()}
        redis_client.config_resetstat()
        return counted

    return calls


def test_a_profile_takes_five_scripts_and_so_many_commands(jobs, endpoints, attempt, calls):
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)

    def one_profile(key):
        profile = '{"learner_id":"learner-1"}'
        jobs.accept(client="hr", profile=profile, fingerprint="f", idempotency_key=key)
        (claim,) = jobs.claim_next(Queue.EVALUATE, "w", 8)
        jobs.finish_evaluation(claim, recommendation=profile, summary={})
        (claim,) = jobs.claim_next(Queue.DELIVER, "w", 1)
        jobs.finish_delivery(claim, attempt("delivered"))

    # The first loads the scripts.
    one_profile("first")
    calls()
    one_profile("second")
    counted = calls()
    assert counted.pop("evalsha") == SCRIPTS
    assert sum(counted.values()) <= MOST_INSIDE, counted
