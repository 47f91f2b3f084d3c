"""What is kept for operators: sessions that end with their key, what was done, and how the last hours went."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.ledger.accounts.clients import Clients, Scope
from services.ledger.operators.audit import Audit
from services.ledger.operators.minutes import ages, per_minute, read_samples, within
from services.ledger.operators.sessions import IDLE_FOR, Sessions
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store import keys
from services.ledger.work.jobs import Queue


@pytest.fixture
def sessions(redis_client, policy):
    return Sessions(redis_client, policy)


@pytest.fixture
def caller(redis_client):
    text, _ = Clients(redis_client).create_key("operations", "test", [Scope.WRITE_OPERATIONS])
    return Clients(redis_client).authenticate(text)


def test_a_session_knows_its_key_and_what_it_may(sessions, caller):
    session = sessions.get(sessions.open(caller))
    assert (session.client, session.key_id) == ("operations", caller.key_id)
    assert session.may(Scope.READ_OPERATIONS)
    assert not session.may(Scope.READ_RECOMMENDATIONS)
    assert sessions.get("nonsense") is None


def test_a_session_ends_with_its_key_with_itself_and_after_hours_without_a_look(sessions, caller, redis_client):
    closed, revoked = sessions.open(caller), sessions.open(caller)
    sessions.close(closed)
    assert sessions.get(closed) is None
    [name] = redis_client.scan_iter(keys.OPS_SESSION + "*")
    assert 0 < redis_client.pttl(name) <= IDLE_FOR / timedelta(milliseconds=1)
    assert revoked not in name
    Clients(redis_client).revoke(caller.key_id)
    assert sessions.get(revoked) is None


def test_what_was_done_is_told_newest_first_and_bounded(redis_client, policy):
    audit = Audit(redis_client, policy)
    for number in range(3):
        audit.note(key_id="k", client="operations", action="pause", about=f"hr/{number}", outcome="done")
    assert [entry.about for entry in audit.newest(2)] == ["hr/2", "hr/1"]
    redis_client.rpush(keys.AUDIT, *(["{}"] * 10_000))
    audit.note(key_id="k", client="operations", action="pause", about="last", outcome="done")
    assert redis_client.llen(keys.AUDIT) == 10_000
    assert audit.newest(1)[0].about == "last"


def test_a_sample_is_taken_once_a_minute_whoever_beats(redis_client, policy, accept, jobs):
    def beat(after=timedelta()):
        Heartbeats(redis_client, replace(policy, clock_offset=after)).beat("deliver", "host:1")

    beat()
    assert len(read_samples(redis_client, 10)) == 1
    jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, accept(), "w"), recommendation="{}", summary={})
    accept()
    beat()
    assert len(read_samples(redis_client, 10)) == 1
    # Its time to live is Redis's own.
    redis_client.delete(keys.MINUTE_TAKEN)
    beat(timedelta(minutes=2))
    first, second = read_samples(redis_client, 10)
    assert [value for _, value in per_minute((first, second), "accepted")] == [pytest.approx(1, rel=0.2)]
    assert [value for _, value in within((first, second), "evaluated", 0.95)] == [0.1]
    assert ages((first, second), "evaluate")[1][1] == pytest.approx(120, rel=0.2)


def test_between_samples_that_lie_far_apart_nothing_is_known(redis_client, policy):
    for after in (timedelta(), timedelta(hours=1)):
        redis_client.delete(keys.MINUTE_TAKEN)
        Heartbeats(redis_client, replace(policy, clock_offset=after)).beat("deliver", "host:1")
    assert per_minute(read_samples(redis_client, 10), "accepted") == []
