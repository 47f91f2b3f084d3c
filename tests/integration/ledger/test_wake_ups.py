"""Wake-ups that are lost are given again, and those that are only unread are not copied until they bury the work."""

from services.ledger.jobs import Jobs, Queue
from services.ledger.store import keys


def test_no_copies_are_made_while_as_many_wake_ups_are_unread_as_jobs_are_owed(redis_client, jobs, accept, eventually):
    owed = {accept() for _ in range(3)}
    redis_client.lpush("evaluate", *owed)
    eventually(lambda: all_due(redis_client, keys.DUE))
    assert jobs.due(Queue.EVALUATE, 10) == ()
    redis_client.lpop("evaluate")
    assert set(jobs.due(Queue.EVALUATE, 10)) == owed


def test_the_same_holds_for_deliveries(redis_client, jobs, deliveries, eventually):
    owed = set(deliveries("lms", count=3))
    redis_client.lpush("deliver", *owed)
    eventually(lambda: all_due(redis_client, f"{keys.LANE}hr:lms"))
    assert jobs.due(Queue.DELIVER, 10) == ()
    redis_client.lpop("deliver")
    assert set(jobs.due(Queue.DELIVER, 10)) == owed


def test_a_lease_that_ran_out_is_woken_as_soon_as_no_wake_up_is_unread(redis_client, short_lease, accept, eventually):
    jobs = Jobs(redis_client, short_lease)
    job_id = accept()
    assert jobs.claim(Queue.EVALUATE, job_id, "w")
    redis_client.lpush("evaluate", job_id)
    eventually(lambda: all_due(redis_client, keys.DUE))
    assert jobs.due(Queue.EVALUATE, 10) == ()
    redis_client.lpop("evaluate")
    assert jobs.due(Queue.EVALUATE, 10) == (job_id,)


def all_due(redis_client, key):
    seconds, microseconds = redis_client.time()
    last = redis_client.zrange(key, -1, -1, withscores=True)
    return last and last[0][1] <= seconds * 1000 + microseconds // 1000
