"""Wake-ups that are lost are given again, and those that are only unread are not copied until they bury the work."""

import pytest

from services.ledger.jobs import Queue


@pytest.fixture
def afterwards(jobs_at):
    """The jobs when every grace and every lease of the test is over."""
    return jobs_at(hours=2)


def test_no_copies_are_made_while_as_many_wake_ups_are_unread_as_jobs_are_owed(redis_client, afterwards, accept):
    owed = {accept() for _ in range(3)}
    redis_client.lpush("evaluate", *owed)
    assert afterwards.due(Queue.EVALUATE, 10) == ()
    redis_client.lpop("evaluate")
    assert set(afterwards.due(Queue.EVALUATE, 10)) == owed


def test_the_same_holds_for_deliveries(redis_client, afterwards, deliveries):
    owed = set(deliveries("lms", count=3))
    redis_client.lpush("deliver", *owed)
    assert afterwards.due(Queue.DELIVER, 10) == ()
    redis_client.lpop("deliver")
    assert set(afterwards.due(Queue.DELIVER, 10)) == owed


def test_a_lease_that_ran_out_is_woken_as_soon_as_no_wake_up_is_unread(redis_client, jobs, afterwards, accept):
    job_id = accept()
    assert jobs.claim(Queue.EVALUATE, job_id, "w")
    redis_client.lpush("evaluate", job_id)
    assert afterwards.due(Queue.EVALUATE, 10) == ()
    redis_client.lpop("evaluate")
    assert afterwards.due(Queue.EVALUATE, 10) == (job_id,)
