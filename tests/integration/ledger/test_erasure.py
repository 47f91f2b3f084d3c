"""Erasing a learner: everything of that client's learner goes, nothing else does, and what is in flight is fenced."""

import pytest
from pulling import pull

from services.ledger.dead_letters import DeadLetters
from services.ledger.erasure import Erased, erase_learner
from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import LeaseLost, NotFound
from services.ledger.work.jobs import Queue


@pytest.fixture
def erase(redis_client, policy):
    return lambda learner="l-1", client="hr": erase_learner(redis_client, policy, client, learner)


def test_everything_of_a_learner_is_erased_whatever_its_state(erase, jobs, accept, deliveries, attempt, redis_client):
    arrived, dead, running, waiting = deliveries("lms", count=4)
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, arrived, "w"), attempt())
    jobs.dead_letter(jobs.claim(Queue.DELIVER, dead, "w"), "attempts_exhausted", "x", attempt("http_error", 500))
    jobs.claim(Queue.DELIVER, running, "w")
    buried = accept(key="k")
    jobs.dead_letter(jobs.claim(Queue.EVALUATE, buried, "w"), "broken", "x")
    accept()

    assert erase() == Erased(evaluations=6, deliveries=4)
    left = {key.split(":")[1] for key in redis_client.scan_iter("cw:*")}
    # Beside the endpoint only sums are left, which name nobody, and until their leases end the workers' ids of jobs.
    sums = {"counters", "decided", "timings", "dead-reasons", "kept", "sequence"}
    assert left == {"endpoint", "endpoints", *sums, "hand", "moved"}
    queues = snapshot(redis_client).queues
    for queue in queues.values():
        assert (queue.waiting, queue.scheduled, queue.running, sum(queue.dead.values())) == (0, 0, 0, 0)
    assert pull(jobs, Queue.DELIVER) == pull(jobs, Queue.EVALUATE) == ()
    assert waiting


def test_other_learners_and_other_clients_are_left_alone(erase, jobs, accept):
    other_learner = accept(profile='{"learner_id":"l-2"}')
    other_client = accept("other")
    mine = accept()
    assert erase() == Erased(evaluations=1, deliveries=0)
    assert jobs.view("hr", other_learner)
    assert jobs.view("other", other_client)
    with pytest.raises(NotFound):
        jobs.view("hr", mine)
    assert erase() == Erased(evaluations=0, deliveries=0)


def test_what_a_worker_brings_after_the_erasure_is_dropped(erase, jobs, accept, deliveries, attempt, redis_client):
    [delivery] = deliveries("lms")
    sending = jobs.claim(Queue.DELIVER, delivery, "w")
    deciding = jobs.claim(Queue.EVALUATE, accept(), "w")
    erase()
    with pytest.raises(LeaseLost):
        jobs.finish_evaluation(deciding, recommendation="{}", summary={})
    with pytest.raises(LeaseLost):
        jobs.finish_delivery(sending, attempt())
    assert not list(redis_client.scan_iter("cw:job:*"))
    assert jobs.claim(Queue.DELIVER, delivery, "w") is None


def test_a_learner_with_very_many_evaluations_is_erased_in_several_steps(erase, accept):
    for _ in range(205):
        accept()
    assert erase().evaluations == 205


def test_no_key_names_a_learner_and_the_index_goes_with_the_last_evaluation(jobs, accept, redis_client):
    [first, second] = [accept(profile='{"learner_id":"somebody"}') for _ in range(2)]
    [index] = redis_client.scan_iter("cw:learner:*")
    assert "somebody" not in index
    jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, first, "w"), recommendation="{}", summary={})
    assert redis_client.ttl(index) == -1
    jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, second, "w"), recommendation="{}", summary={})
    assert redis_client.ttl(index) > 0


def test_a_discarded_or_requeued_profile_is_found_too(erase, jobs, accept, redis_client, policy):
    dead = DeadLetters(redis_client, policy)
    one, two = accept(), accept()
    for job_id in (one, two):
        jobs.dead_letter(jobs.claim(Queue.EVALUATE, job_id, "w"), "broken", "x")
    dead.discard("hr", one)
    dead.requeue("hr", two)
    assert erase().evaluations == 2
