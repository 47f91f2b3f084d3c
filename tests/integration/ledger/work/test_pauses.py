"""A queue that an operator has paused hands nothing out and refuses nothing; what waits is counted apart."""

import pytest

from services.ledger.standings.queues import snapshot
from services.ledger.waits.facts import read_job, read_surroundings
from services.ledger.waits.wait import Cause
from services.ledger.waits.waits import waits_of_all, waits_of_job
from services.ledger.work.jobs import Queue
from services.ledger.work.pauses import Pauses, paused_since


@pytest.fixture
def pauses(redis_client, policy):
    return Pauses(redis_client, policy)


def test_nothing_of_a_paused_queue_is_handed_out_until_it_is_resumed(pauses, jobs, accept, deliveries, redis_client):
    [delivery] = deliveries("lms")
    pauses.pause(Queue.EVALUATE)
    woken = redis_client.llen("evaluate")
    job_id = accept()
    assert jobs.claim(Queue.EVALUATE, job_id, "w") is None
    assert jobs.claim_next(Queue.EVALUATE, "w", 3) == ()
    jobs.tend(Queue.EVALUATE, 10)
    assert redis_client.llen("evaluate") == woken
    # The other queue goes on.
    assert jobs.claim(Queue.DELIVER, delivery, "w")
    pauses.resume(Queue.EVALUATE)
    assert [claim.job_id for claim in jobs.claim_next(Queue.EVALUATE, "w", 3)] == [job_id]


def test_what_is_being_worked_on_when_the_pause_begins_is_finished(pauses, jobs, accept):
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    pauses.pause(Queue.EVALUATE)
    assert jobs.finish_evaluation(claim, recommendation="{}", summary={}) == ()


def test_what_waits_for_a_pause_is_not_due_and_the_pause_is_said(pauses, accept, redis_client, policy):
    job_id = accept()
    pauses.pause(Queue.EVALUATE)
    since = paused_since(redis_client)[Queue.EVALUATE]
    pauses.pause(Queue.EVALUATE)
    assert paused_since(redis_client) == {Queue.EVALUATE: since}
    queue = snapshot(redis_client, policy).queues["evaluate"]
    assert (queue.waiting, queue.due, queue.held["queue_paused"], queue.oldest_due_age_seconds) == (1, 0, 1, 0)
    around = read_surroundings(redis_client, policy)
    for waits in (waits_of_all(around), waits_of_job(read_job(redis_client, job_id, around), around)):
        [wait] = waits
        assert (wait.cause, wait.jobs) == (Cause.QUEUE_PAUSE, 1)
        assert wait.remedy == "credwise ops resume evaluate"
