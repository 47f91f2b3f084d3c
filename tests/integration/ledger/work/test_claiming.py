"""Who holds a job, for how long, and what its token is worth afterwards."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from delivery_ids import delivery_id
from pulling import pull, pulled

from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import LeaseLost
from services.ledger.work.jobs import JobState, Queue


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


def test_a_job_is_taken_again_when_its_lease_is_over_and_the_old_token_is_fenced(jobs, jobs_at, accept):
    slow, afterwards = jobs.claim(Queue.EVALUATE, accept(), "slow"), jobs_at(hours=2)
    assert pull(jobs, Queue.EVALUATE) == ()
    afterwards.tend(Queue.EVALUATE, 10)
    assert jobs.view("hr", slow.job_id).state is JobState.WAITING

    (second,) = afterwards.claim_next(Queue.EVALUATE, "second")
    assert (second.job_id, second.claims) == (slow.job_id, 2)
    with pytest.raises(LeaseLost, match=slow.job_id):
        finish(jobs, slow)
    assert finish(jobs, second) == ()
    with pytest.raises(LeaseLost):
        finish(jobs, slow)


def test_a_worker_slower_than_its_lease_may_finish_while_nobody_else_has_the_job(redis_client, jobs, jobs_at, accept):
    slow = jobs.claim(Queue.EVALUATE, accept(), "slow")
    assert jobs_at(hours=2).tend(Queue.EVALUATE, 10) == 1
    finish(jobs, slow)
    assert jobs.view("hr", slow.job_id).state is JobState.COMPLETED
    assert snapshot(redis_client).queues["evaluate"].waiting == 0
    assert pull(jobs, Queue.EVALUATE) == ()


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
    assert pulled(jobs_at(hours=8), Queue.EVALUATE) == (neighbour,)

    view = jobs.view("hr", poison)
    assert (view.state, view.reason) == (JobState.DEAD, "poison")
    assert snapshot(redis_client).queues["evaluate"].dead == {"poison": 1}
    assert redis_client.ttl(f"cw:job:{poison}") == -1
    with pytest.raises(LeaseLost):
        finish(jobs, claim)


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


def test_of_many_workers_that_ask_at_once_each_gets_others(jobs, accept):
    ids = {accept() for _ in range(40)}
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: jobs.claim_next(Queue.EVALUATE, f"w{n}", 5), range(8)))
    claims = [claim for each in taken for claim in each]
    assert sorted(claim.job_id for claim in claims) == sorted(ids)
    assert len({claim.token for claim in claims}) == 40
