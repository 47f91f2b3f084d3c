"""How much does a profile ask of Redis? Counted, so that no change makes it more without anybody noticing."""

import pytest

from bench.plumbing import units
from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.store.connection import connect
from services.ledger.work.jobs import Jobs, Queue

#: What is asked of Redis for one profile with one endpoint once there is work: accept, claim, finish, claim, finish. Each
#: writes, so each is a flush of the log where it keeps one.
SCRIPTS = 5

#: What is appended to the log for it, a script's commands as one.
WRITES = 5

#: What a recommendation is counted by: its verdict and, as most have them, three dozen rules.
DECIDED = ["verdict.degree.clear", *(f"rule.path/{number}" for number in range(36))]

#: The most commands that those scripts run inside Redis together.
MOST_INSIDE = 245


@pytest.fixture
def calls(redis_client):
    """Count the calls of each command since the last time it was asked."""

    def calls():
        counted = {name[8:]: one["calls"] for name, one in redis_client.info("commandstats").items()}
        redis_client.config_resetstat()
        return counted

    return calls


def one_profile(jobs, attempt, key):
    """Take a profile from its acceptance to its webhook."""
    profile = '{"learner_id":"learner-1"}'
    jobs.accept(client="hr", profile=profile, fingerprint="f", idempotency_key=key)
    (claim,) = jobs.claim_next(Queue.EVALUATE, "w", 8)
    jobs.finish_evaluation(claim, recommendation=profile, summary={}, decided=DECIDED)
    (claim,) = jobs.claim_next(Queue.DELIVER, "w", 1)
    jobs.finish_delivery(claim, attempt("delivered"))


def appended(folder):
    """Count what stands in the append-only log, a script's commands as one."""
    return sum(units(path, 0) for path in (*folder.glob("*.aof"), *folder.glob("appendonlydir/*.incr.aof")))


def test_a_profile_takes_five_scripts_and_so_many_commands(jobs, endpoints, attempt, calls):
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)

    # The first loads the scripts.
    one_profile(jobs, attempt, "first")
    calls()
    one_profile(jobs, attempt, "second")
    counted = calls()
    assert counted.pop("evalsha") == SCRIPTS
    assert sum(counted.values()) <= MOST_INSIDE, counted


def test_a_profile_is_appended_to_the_log_as_often_as_it_is_written(tmp_path, policy, attempt):
    with EmbeddedRedis(folder=tmp_path) as server, connect(server.url) as client:
        jobs, endpoints = Jobs(client, policy), Endpoints(client, policy)
        endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
        one_profile(jobs, attempt, "first")
        before = appended(tmp_path)
        one_profile(jobs, attempt, "second")
        assert appended(tmp_path) - before == WRITES
