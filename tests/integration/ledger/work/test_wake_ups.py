"""A worker is woken by the script that makes the work, and never by more messages than there is work for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.ledger.dead_letters import DeadLetters
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.work.jobs import Jobs, Queue
from services.ledger.work.wake_ups import WakeUp, WakeUps


@pytest.fixture
def unread(redis_client):
    return lambda queue=Queue.EVALUATE: redis_client.llen(queue.value)


@pytest.fixture
def read_all(redis_client):
    """Read every message, as workers do that die before they ask for anything."""
    return lambda: redis_client.delete(*[queue.value for queue in Queue])


def test_what_is_accepted_or_finished_wakes_a_worker_in_the_same_step(accept, deliveries, unread):
    accept()
    assert unread() == 1
    deliveries("a", "b")
    assert unread(Queue.DELIVER) == 2


def test_nobody_is_woken_for_what_a_paused_endpoint_keeps_back(jobs, endpoints, deliveries, accept, unread, read_all):
    deliveries("lms")
    endpoints.pause("hr", "lms")
    read_all()
    accept()
    (claim,) = jobs.claim_next(Queue.EVALUATE, "w")
    jobs.finish_evaluation(claim, recommendation="{}", summary={})
    assert unread(Queue.DELIVER) == 0


def test_no_more_messages_are_unread_than_jobs_are_owed_or_than_are_of_use(redis_client, policy, unread):
    jobs = Jobs(redis_client, replace(policy, unread_wake_ups=3))

    def accept():
        jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)

    for _ in range(10):
        accept()
    assert unread() == 3
    assert len(jobs.claim_next(Queue.EVALUATE, "w", 10)) == 10
    redis_client.ltrim("evaluate", 0, 1)
    accept()
    assert unread() == 2


def test_whoever_leaves_work_wakes_another_where_nobody_was(jobs, accept, unread, read_all):
    for _ in range(3):
        accept()
    read_all()
    jobs.claim_next(Queue.EVALUATE, "w1")
    assert unread() == 1
    jobs.claim_next(Queue.EVALUATE, "w2")
    assert unread() == 1
    read_all()
    jobs.claim_next(Queue.EVALUATE, "w3")
    assert unread() == 0


def test_the_dispatcher_makes_good_a_lost_message_and_makes_no_second(jobs, accept, deliveries, unread, read_all):
    accept("other")
    deliveries("lms")
    read_all()
    for _ in range(3):
        for queue in Queue:
            jobs.tend(queue, 10)
    assert [unread(queue) for queue in Queue] == [1, 1]


def test_the_dispatcher_finds_every_lease_that_ran_out_though_messages_are_unread(jobs, jobs_at, accept, unread):
    ids = {accept() for _ in range(3)}
    assert len(jobs.claim_next(Queue.EVALUATE, "dies", 3)) == 3
    assert unread() > 0
    afterwards = jobs_at(hours=2)
    assert afterwards.tend(Queue.EVALUATE, 10) == 3
    # Each was started before, so each comes alone.
    again = [afterwards.claim_next(Queue.EVALUATE, f"w{n}", 3) for n in range(3)]
    assert [len(claims) for claims in again] == [1, 1, 1]
    assert {claims[0].job_id for claims in again} == ids


def test_a_dead_letter_that_is_taken_up_wakes_a_worker(redis_client, policy, jobs, accept, unread, read_all):
    accept()
    (claim,) = jobs.claim_next(Queue.EVALUATE, "w")
    jobs.dead_letter(claim, "broken", "It broke.")
    read_all()
    DeadLetters(redis_client, policy).requeue("hr", claim.job_id)
    assert unread() == 1


def test_a_test_event_is_named_so_that_no_queue_holds_it_up(redis_client, policy, deliveries, read_all):
    deliveries("lms", count=5)
    read_all()
    test_id = EndpointTests(redis_client, policy).start("hr", "lms")
    assert WakeUps(redis_client).wait(Queue.DELIVER, 1) == WakeUp(test_id)


def test_whoever_settles_a_delivery_is_told_whether_there_is_more(jobs, deliveries, attempt):
    deliveries("lms", count=2)
    first, second = jobs.claim_next(Queue.DELIVER, "w", 2)
    assert jobs.finish_delivery(first, attempt()) is False
    deliveries("lms")
    assert jobs.retry_delivery(second, attempt("refused", 503), timedelta(hours=1)) is True
