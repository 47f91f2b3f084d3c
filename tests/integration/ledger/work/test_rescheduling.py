"""Redis's clock was ahead and was put right: what it had put into the far future is done now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pulling import pull, pulled

from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import LeaseLost, OverLimit
from services.ledger.work.jobs import Jobs, Queue
from services.ledger.work.rescheduling import AT_ONCE, TOO_FAR_BY_ITSELF, Rescheduling

TEN_YEARS = timedelta(days=3650)


@pytest.fixture
def rescheduling(redis_client, policy):
    return Rescheduling(redis_client, policy, clock=lambda: 0.0)


@pytest.fixture
def jobs_ahead(jobs_at):
    """The jobs as a clock has them that is ten years ahead."""
    return jobs_at(days=TEN_YEARS.days)


def counts(found):
    return {one.kind: one.count for one in found}


def test_a_webhook_whose_retry_is_due_in_ten_years_is_tried_now(
    jobs, jobs_ahead, deliveries, attempt, rescheduling, redis_client
):
    (delivery,) = deliveries("lms")
    (claim,) = pull(jobs_ahead, Queue.DELIVER)
    jobs_ahead.retry_delivery(claim, attempt("http_error", 503), timedelta(minutes=5))
    assert pulled(jobs, Queue.DELIVER) == ()

    (found,) = rescheduling.find()
    assert (found.kind, found.count) == ("deliveries", 1)
    assert pulled(jobs, Queue.DELIVER) == ()
    assert rescheduling.move_if_due()

    assert pulled(jobs, Queue.DELIVER) == (delivery,)
    assert rescheduling.find() == ()
    assert snapshot(redis_client).counters["clock.rescheduled"] == 1


def test_leases_that_end_in_ten_years_end_one_lease_from_now(jobs_at, jobs_ahead, accept, deliveries, rescheduling):
    deliveries("lms")
    evaluation = accept()
    (evaluating,) = pull(jobs_ahead, Queue.EVALUATE)
    (delivering,) = pull(jobs_ahead, Queue.DELIVER)
    assert counts(rescheduling.move()) == {"evaluation_leases": 1, "delivery_leases": 1}

    assert pulled(jobs_at(minutes=30), Queue.EVALUATE) == ()
    afterwards = jobs_at(hours=2)
    assert pulled(afterwards, Queue.EVALUATE) == (evaluation,)
    assert pulled(afterwards, Queue.DELIVER) == (delivering.job_id,)
    with pytest.raises(LeaseLost):
        afterwards.finish_evaluation(evaluating, recommendation="{}", summary={})


def test_whoever_still_works_on_a_job_whose_lease_was_shortened_may_finish_it(jobs, jobs_ahead, accept, rescheduling):
    accept()
    (claim,) = pull(jobs_ahead, Queue.EVALUATE)
    rescheduling.move()
    assert jobs.finish_evaluation(claim, recommendation="{}", summary={}) == ()


def test_what_was_accepted_ten_years_ahead_does_not_stand_behind_what_comes_now(jobs, jobs_ahead, accept, rescheduling):
    early = jobs_ahead.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
    assert counts(rescheduling.move()) == {"evaluations": 1}
    late = accept()
    assert pulled(jobs, Queue.EVALUATE) == (early, late)


def test_what_a_schedule_can_have_put_there_stays(jobs, deliveries, attempt, rescheduling):
    deliveries("lms")
    (claim,) = pull(jobs, Queue.DELIVER)
    jobs.retry_delivery(claim, attempt("http_error", 503), timedelta(hours=28))
    accept_lease = pull(jobs, Queue.EVALUATE)
    assert accept_lease == ()
    assert rescheduling.find() == rescheduling.move() == ()
    assert not rescheduling.move_if_due()


def test_a_smaller_step_is_moved_where_an_operator_says_so(jobs, jobs_at, deliveries, attempt, rescheduling):
    """By itself only what no pace reaches is moved: what is sent again slowly may be due in days."""
    (delivery,) = deliveries("lms")
    ahead = jobs_at(days=3)
    (claim,) = pull(ahead, Queue.DELIVER)
    ahead.retry_delivery(claim, attempt("http_error", 503), timedelta(minutes=5))
    assert rescheduling.move(TOO_FAR_BY_ITSELF) == ()
    assert counts(rescheduling.move(timedelta(hours=1))) == {"deliveries": 1}
    assert pulled(jobs, Queue.DELIVER) == (delivery,)


def test_many_are_moved_in_bundles(jobs_ahead, rescheduling):
    for _ in range(AT_ONCE + 5):
        jobs_ahead.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
    assert counts(rescheduling.find()) == {"evaluations": AT_ONCE + 5}
    assert [counts(rescheduling.move()) for _ in range(3)] == [{"evaluations": AT_ONCE}, {"evaluations": 5}, {}]


def test_one_script_moves_so_many_of_all_kinds_together(jobs_ahead, deliveries, rescheduling):
    deliveries("lms", count=3)
    for _ in range(AT_ONCE - 2):
        jobs_ahead.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
    assert len(pull(jobs_ahead, Queue.DELIVER)) == 3
    assert [counts(rescheduling.move()) for _ in range(3)] == [
        {"delivery_leases": 3, "evaluations": AT_ONCE - 3},
        {"evaluations": 1},
        {},
    ]


def test_it_is_said_whose_what_is_due_too_late_is(jobs_ahead, rescheduling):
    for client in ("hr", "lms", "hr"):
        jobs_ahead.accept(client=client, profile="{}", fingerprint="f", idempotency_key=None)
    (found,) = rescheduling.find()
    assert dict(found.clients) == {"hr": 2, "lms": 1}
    assert found.sentence.startswith("3 evaluations that wait as late as 203")


@pytest.fixture
def noticing(redis_client, policy):
    """A process's rescheduling, and how long the process has run, which tests may move.

    Redis's clock that stays while three hours go by here is the same as one that is put back by three hours.
    """
    elapsed = [0.0]
    return Rescheduling(redis_client, policy, clock=lambda: elapsed[0]), elapsed


def test_a_clock_that_is_put_back_is_noticed_and_counted(redis_client, noticing, caplog):
    rescheduling, elapsed = noticing
    rescheduling.move_if_due()
    elapsed[0] = timedelta(hours=3).total_seconds()
    assert not rescheduling.move_if_due()
    assert "was put back by 2:59:5" in caplog.text or "was put back by 3:00:00" in caplog.text
    elapsed[0] += 10
    rescheduling.move_if_due()
    assert snapshot(redis_client).counters["clock.put_back"] == 1


def test_a_process_that_was_stopped_while_it_asked_does_not_say_that_the_clock_was_put_back(redis_client, policy):
    # Made, then two looks: each asks whether it is time, when it asks Redis, when that has answered, when to look next.
    moments = iter([0.0, *[0.0] * 4, *[20.0, 20.0, 3620.0, 3620.0]])
    rescheduling = Rescheduling(redis_client, policy, clock=lambda: next(moments))
    for _ in range(2):
        rescheduling.move_if_due()
    assert "clock.put_back" not in snapshot(redis_client).counters


def test_an_endpoint_that_a_pause_of_days_ahead_held_back_is_taken_from(jobs, jobs_at, deliveries, attempt, noticing):
    """What waits for it is due, and its retries may be due in days: only the endpoint's own moment is too late."""
    rescheduling, elapsed = noticing
    waiting = deliveries("lms", count=4)
    ahead = jobs_at(days=3)
    tried = pull(ahead, Queue.DELIVER, 3)
    for claim in tried:
        ahead.retry_delivery(claim, attempt("http_error", 503), timedelta(minutes=5))
    rescheduling.move_if_due()
    assert pulled(jobs, Queue.DELIVER) == ()

    elapsed[0] = timedelta(hours=3).total_seconds()
    rescheduling.move_if_due()
    assert set(pulled(jobs, Queue.DELIVER)) == set(waiting) - {claim.job_id for claim in tried}


def test_a_rate_that_was_spoken_for_ten_years_ahead_holds_nothing(redis_client, policy):
    limits = {"profiles_per_minute": 2}
    for offset in (TEN_YEARS, timedelta()):
        held = Jobs(redis_client, replace(policy, limits=limits, clock_offset=offset))
        taken = [
            held.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).allowances for _ in range(2)
        ]
        assert all(0 <= one.left <= 2 and one.whole_in <= timedelta(minutes=1) for row in taken for one in row)
        with pytest.raises(OverLimit):
            held.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)


def test_a_circuit_and_a_pace_of_ten_years_ahead_hold_nothing(jobs, deliveries, redis_client):
    deliveries("lms")
    far = int((datetime.now(UTC) + TEN_YEARS).timestamp() * 1000)
    redis_client.hset("cw:endpoint:hr:lms", mapping={"open_until": far, "rate": 5, "paced_until": far})
    assert len(pulled(jobs, Queue.DELIVER)) == 1


def test_a_clock_that_is_ten_years_ahead_takes_nothing_that_is_kept_from_the_lists(jobs_ahead, accept, redis_client):
    before = accept()
    jobs_ahead.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
    assert before in redis_client.zrange("cw:evaluations:hr", 0, -1)


def test_a_process_that_beat_ten_years_ahead_and_died_is_not_alive_for_ten_years(redis_client, policy, at):
    Heartbeats(redis_client, at(days=TEN_YEARS.days)).beat("evaluate", "dead")
    heartbeats = Heartbeats(redis_client, policy)
    heartbeats.beat("deliver", "alive")
    assert [beat.name for beat in heartbeats.alive()] == ["alive"]
