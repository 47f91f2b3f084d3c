"""Who holds a job, for how long, and what its token is worth afterwards."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from delivery_ids import delivery_id

from services.ledger.jobs import Jobs, JobState, Queue
from services.ledger.queues import snapshot
from services.ledger.store.errors import LeaseLost


def finish(jobs, claim):
    return jobs.finish_evaluation(claim, recommendation="{}", summary={})


def test_of_many_workers_that_claim_at_once_one_wins(jobs, accept):
    job_id = accept()
    with ThreadPoolExecutor(16) as pool:
        claims = list(pool.map(lambda n: jobs.claim(Queue.EVALUATE, job_id, f"w{n}"), range(16)))
    assert len([claim for claim in claims if claim]) == 1


def test_a_claim_counts_starts_and_knows_its_job(jobs, accept):
    claim = jobs.claim(Queue.EVALUATE, accept("hr"), "w")
    assert (claim.client, claim.claims, claim.attempts) == ("hr", 1, 0)
    assert (claim.evaluation, claim.endpoint) == (None, None)
    assert jobs.view("hr", claim.job_id).state is JobState.RUNNING


def test_nothing_is_claimed_for_an_unknown_id_or_from_the_wrong_queue(jobs, accept):
    assert jobs.claim(Queue.EVALUATE, "rec_nobody", "w") is None
    assert jobs.claim(Queue.DELIVER, accept(), "w") is None


def test_a_finished_job_is_not_claimed_again(jobs, accept):
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    finish(jobs, claim)
    assert jobs.claim(Queue.EVALUATE, claim.job_id, "w") is None


def test_a_job_is_due_again_when_its_lease_is_over_and_the_old_token_is_fenced(jobs, jobs_at, accept):
    slow, afterwards = jobs.claim(Queue.EVALUATE, accept(), "slow"), jobs_at(hours=2)
    assert jobs.due(Queue.EVALUATE, 10) == ()
    assert afterwards.due(Queue.EVALUATE, 10) == (slow.job_id,)
    assert jobs.view("hr", slow.job_id).state is JobState.WAITING

    second = afterwards.claim(Queue.EVALUATE, slow.job_id, "second")
    assert second.claims == 2
    with pytest.raises(LeaseLost, match=slow.job_id):
        finish(jobs, slow)
    assert finish(jobs, second) == ()
    with pytest.raises(LeaseLost):
        finish(jobs, slow)


def test_a_worker_slower_than_its_lease_may_finish_while_nobody_else_has_the_job(redis_client, jobs, jobs_at, accept):
    slow = jobs.claim(Queue.EVALUATE, accept(), "slow")
    assert jobs_at(hours=2).due(Queue.EVALUATE, 10) == (slow.job_id,)
    finish(jobs, slow)
    assert jobs.view("hr", slow.job_id).state is JobState.COMPLETED
    assert snapshot(redis_client).queues["evaluate"].waiting == 0


def test_finishing_twice_under_one_token_is_once(jobs, deliveries, accept, redis_client):
    deliveries("lms")
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    assert finish(jobs, claim) == finish(jobs, claim) == (delivery_id(claim.job_id),)
    counters = snapshot(redis_client).counters
    assert counters["evaluate.completed"] == counters["deliver.created"] == 2


def test_a_job_started_three_times_and_never_finished_is_set_aside(redis_client, jobs, jobs_at, accept):
    poison, neighbour = accept(), accept()
    for start in (1, 2, 3):
        claim = jobs_at(hours=2 * start).claim(Queue.EVALUATE, poison, "w")
        assert claim.claims == start
    assert poison in jobs_at(hours=8).due(Queue.EVALUATE, 10)
    assert jobs_at(hours=8).claim(Queue.EVALUATE, poison, "w") is None

    view = jobs.view("hr", poison)
    assert (view.state, view.reason) == (JobState.DEAD, "poison")
    assert snapshot(redis_client).queues["evaluate"].dead == {"poison": 1}
    assert redis_client.ttl(f"cw:job:{poison}") == -1
    with pytest.raises(LeaseLost):
        finish(jobs, claim)
    assert jobs.claim(Queue.EVALUATE, neighbour, "w")


def test_a_dead_letter_keeps_reason_and_detail_and_is_never_woken(jobs, accept, redis_client):
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    jobs.dead_letter(claim, "unresolved_occupation", "No occupation is called that.")
    view = jobs.view("hr", claim.job_id)
    assert (view.state, view.reason) == (JobState.DEAD, "unresolved_occupation")
    assert view.detail == "No occupation is called that."
    assert redis_client.zcard("cw:due") == 0
    assert jobs.claim(Queue.EVALUATE, claim.job_id, "w") is None


def test_a_reason_that_is_no_code_is_refused(jobs, accept):
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    with pytest.raises(ValueError, match="lower-case"):
        jobs.dead_letter(claim, "Something went wrong!", "x")


def test_dispatchers_never_wake_one_job_twice_in_the_same_grace(jobs_at, accept):
    ids, afterwards = [accept() for _ in range(50)], jobs_at(minutes=30)
    with ThreadPoolExecutor(4) as dispatchers:
        woken = [
            job_id for ids in dispatchers.map(lambda _: afterwards.due(Queue.EVALUATE, 7), range(16)) for job_id in ids
        ]
    assert sorted(woken) == sorted(ids)


def test_a_wake_up_that_was_lost_is_given_again_after_the_grace(jobs_at, accept):
    job_id = accept()
    for minutes in (10, 20):
        afterwards = jobs_at(minutes=minutes)
        assert afterwards.due(Queue.EVALUATE, 10) == (job_id,)
        assert afterwards.due(Queue.EVALUATE, 10) == ()


def test_the_dispatcher_is_silent_while_enough_wake_ups_are_unread(redis_client, at, accept):
    jobs = Jobs(redis_client, replace(at(minutes=10), unread_wake_ups=2))
    job_id = accept()
    redis_client.lpush("evaluate", "one", "two")
    assert jobs.due(Queue.EVALUATE, 10) == ()
    redis_client.delete("evaluate")
    assert jobs.due(Queue.EVALUATE, 10) == (job_id,)
