"""Dead letters: listed, looked at, taken up again, given up; and what was seen of a poison profile."""

from dataclasses import replace
from datetime import timedelta

import pytest
from delivery_ids import delivery_id, evaluation_of
from pulling import pulled

from services.ledger.accounts.endpoints import DeliveryPreferences
from services.ledger.dead_letters import DeadLetters
from services.ledger.events import CHOSEN_EVENTS, EventType
from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import NotFound
from services.ledger.work.jobs import Jobs, JobState, Queue

PROFILE = '{"learner_id":"l-1"}'


@pytest.fixture
def dead(redis_client, policy):
    return DeadLetters(redis_client, policy)


@pytest.fixture
def bury(jobs, accept):
    def bury(client="hr", reason="profile_rejected"):
        job_id = accept(client)
        jobs.dead_letter(jobs.claim(Queue.EVALUATE, job_id, "w"), reason, "It no longer reads.")
        return job_id

    return bury


def test_dead_letters_are_listed_newest_first_by_client_queue_and_reason(dead, bury):
    first, second, theirs = bury(), bury(reason="unresolved_occupation"), bury("other")
    assert [letter.id for letter in dead.newest("hr")] in ([second, first], [first, second])
    assert {letter.id for letter in dead.newest(None)} == {first, second, theirs}
    assert [letter.id for letter in dead.newest(None, reason="unresolved_occupation")] == [second]
    assert [letter.id for letter in dead.newest("hr", reason="profile_rejected", queue=Queue.EVALUATE)] == [first]
    assert dead.newest("hr", queue=Queue.DELIVER) == ()
    assert len(dead.newest(None, limit=2)) == 2
    letter = dead.get("hr", first)
    assert (letter.reason, letter.detail, letter.starts) == ("profile_rejected", "It no longer reads.", 1)


def test_nobody_finds_anothers_dead_letter_or_a_letter_that_is_not_dead(dead, bury, accept):
    job_id, alive = bury("hr"), accept("hr")
    for call in (dead.get, dead.profile, dead.requeue, dead.discard):
        with pytest.raises(NotFound):
            call("other", job_id)
        with pytest.raises(NotFound):
            call("hr", alive)


def test_a_poison_profile_is_set_aside_with_what_was_seen_and_can_be_looked_at_and_requeued(
    jobs, jobs_at, endpoints, dead, accept
):
    endpoints.put("hr", "lms", "https://lms.example/hook", "full", DeliveryPreferences(events=CHOSEN_EVENTS))
    job_id = accept(profile=PROFILE)
    for hours, sentence in (
        (0, "It ran into the time limit."),
        (2, None),
        (4, "The worker process was lost: signal 9."),
    ):
        assert jobs_at(hours=hours).claim(Queue.EVALUATE, job_id, "w")
        if sentence:
            jobs.note_trouble(job_id, "seen", sentence)
    assert jobs_at(hours=6).claim(Queue.EVALUATE, job_id, "w") is None

    letter = dead.get("hr", job_id)
    assert letter.reason == "poison"
    assert letter.detail.endswith(
        "Start 1: It ran into the time limit. Start 2: nothing was seen of its end. "
        "Start 3: The worker process was lost: signal 9."
    )
    assert dead.profile("hr", job_id) == PROFILE
    assert [view.event for view in jobs.view("hr", job_id).deliveries] == [EventType.DEAD]

    assert dead.requeue("hr", job_id) is Queue.EVALUATE
    held = jobs.claim(Queue.EVALUATE, job_id, "w")
    assert held.claims == 1
    assert jobs.finish_evaluation(held, recommendation="{}", summary={}) == (delivery_id(job_id),)
    assert jobs.view("hr", job_id).reason is None
    assert dead.newest(None) == ()


def test_trouble_with_a_job_nobody_works_on_is_not_noted(jobs, accept, redis_client):
    job_id = accept()
    jobs.note_trouble(job_id, "worker_lost", "x")
    assert "evaluate.trouble.worker_lost" not in snapshot(redis_client).counters


def test_a_requeued_evaluation_comes_to_its_turn_like_a_new_one(dead, bury, jobs):
    job_id = bury()
    dead.requeue(None, job_id)
    assert pulled(jobs, Queue.EVALUATE) == (job_id,)


def test_a_discarded_letter_is_counted_kept_for_a_while_and_then_gone(dead, bury, jobs, redis_client):
    job_id = bury()
    dead.discard("hr", job_id)
    assert jobs.view("hr", job_id).state is JobState.DISCARDED
    assert redis_client.ttl(f"cw:job:{job_id}") > 0
    seen = snapshot(redis_client)
    assert seen.counters["evaluate.discarded.profile_rejected"] == 1
    assert dict(seen.queues["evaluate"].dead) == {"profile_rejected": 0}
    assert dead.newest(None) == ()


def test_discarding_the_last_owed_delivery_starts_the_retention_time(redis_client, policy, dead, deliveries, attempt):
    jobs = Jobs(redis_client, replace(policy, breaker_pause=timedelta()))
    first, second = deliveries("one", "two")
    jobs.dead_letter(jobs.claim(Queue.DELIVER, first, "w"), "attempts_exhausted", "x", attempt("http_error", 500))
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, second, "w"), attempt())
    dead.discard("hr", first)
    assert redis_client.ttl(f"cw:rec:{evaluation_of(redis_client, first)}") > 0
