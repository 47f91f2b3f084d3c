"""One endpoint's trouble is its own: lanes, places in flight, the circuit breaker, pausing and disabling."""

from dataclasses import replace
from datetime import timedelta

import pytest
from delivery_ids import evaluation_of
from pulling import pull, pulled

from services.ledger.accounts.endpoints import EndpointMode, Endpoints, EndpointState
from services.ledger.standings.queues import snapshot
from services.ledger.work.jobs import Jobs, JobState, Queue


@pytest.fixture
def policy(policy):
    return replace(policy, in_flight_per_endpoint=2, grace=timedelta(0))


@pytest.fixture
def patient(redis_client, policy):
    """A dispatcher whose grace outlasts the test."""
    return Jobs(redis_client, replace(policy, grace=timedelta(hours=1)))


def claim(jobs, delivery):
    return jobs.claim(Queue.DELIVER, delivery, "w")


def fail(jobs, delivery, attempt, times):
    for _ in range(times):
        jobs.retry_delivery(claim(jobs, delivery), attempt("refused", 503), timedelta(0))


def test_an_endpoint_has_only_so_many_in_flight_and_the_next_follows_when_one_is_done(patient, deliveries, attempt):
    made = deliveries("lms", count=4)
    taken = pull(patient, Queue.DELIVER)
    assert len(taken) == 2
    assert pull(patient, Queue.DELIVER) == ()
    patient.finish_delivery(taken[0], attempt())
    assert len(pull(patient, Queue.DELIVER)) == 1
    assert {claim.job_id for claim in taken} < set(made)


def test_a_claim_without_a_place_in_flight_is_refused_and_stays_owed(jobs, deliveries, attempt):
    first, second, third = deliveries("lms", count=3)
    held = [claim(jobs, first), claim(jobs, second)]
    assert claim(jobs, third) is None
    jobs.finish_delivery(held[0], attempt())
    assert claim(jobs, third)


def test_a_long_backlog_of_one_endpoint_does_not_keep_another_waiting(patient, deliveries):
    deliveries("slow", count=30)
    [swift] = deliveries("swift", client="other")
    taken = pulled(patient, Queue.DELIVER, 5)
    assert swift in taken
    assert len(taken) == 3


def test_ready_lanes_take_turns_when_a_worker_has_room_for_one(jobs, patient, deliveries, attempt):
    deliveries("a", count=3)
    deliveries("b", client="other", count=3)
    served = []
    for _ in range(6):
        [held] = pull(patient, Queue.DELIVER, 1)
        served.append(held.endpoint.id)
        jobs.finish_delivery(held, attempt())
    assert served == ["a", "b", "a", "b", "a", "b"]


def test_a_place_in_flight_is_free_at_once_when_an_attempt_has_failed(jobs, deliveries, attempt):
    first, second, third = deliveries("lms", count=3)
    held = [claim(jobs, first), claim(jobs, second)]
    jobs.retry_delivery(held[0], attempt("refused", 503), timedelta(hours=1))
    assert claim(jobs, third)


def test_a_lane_that_keeps_growing_keeps_its_turn(jobs, deliveries):
    deliveries("busy")
    deliveries("calm", client="other")
    deliveries("busy")
    assert [held.endpoint.id for held in pull(jobs, Queue.DELIVER, 1)] == ["busy"]


def test_a_paused_endpoint_keeps_its_deliveries_back_until_it_is_resumed(jobs, endpoints, deliveries):
    [delivery] = deliveries("lms")
    endpoints.pause("hr", "lms", "maintenance")
    assert pulled(jobs, Queue.DELIVER) == ()
    assert claim(jobs, delivery) is None
    endpoints.resume("hr", "lms")
    assert pulled(jobs, Queue.DELIVER) == (delivery,)


def test_what_is_created_while_an_endpoint_is_paused_does_not_wake_it(
    jobs, endpoints, deliveries, accept, redis_client
):
    deliveries("lms")
    endpoints.pause("hr", "lms")
    held = jobs.claim(Queue.EVALUATE, accept(), "w")
    jobs.finish_evaluation(held, recommendation="{}", summary={})
    assert pulled(jobs, Queue.DELIVER) == ()
    assert redis_client.zcount("cw:lanes", "-inf", "(+inf") == 0


def test_after_failures_in_a_row_the_circuit_opens_and_then_one_delivery_is_tried_alone(
    jobs, jobs_at, deliveries, attempt
):
    made = deliveries("lms", count=4)
    fail(jobs, made[0], attempt, times=3)
    assert pulled(jobs, Queue.DELIVER) == ()
    assert claim(jobs, made[0]) is None

    afterwards = jobs_at(minutes=15)
    [held] = pull(afterwards, Queue.DELIVER)
    assert [claim(afterwards, other) for other in made if other != held.job_id] == [None, None, None]
    afterwards.finish_delivery(held, attempt())
    assert len(pull(afterwards, Queue.DELIVER)) == 2


def test_a_probe_that_fails_doubles_the_pause(jobs, jobs_at, deliveries, attempt, redis_client):
    made = deliveries("lms", count=2)

    def minutes_open():
        return (int(redis_client.hget("cw:endpoint:hr:lms", "open_until")) / 1000 - redis_client.time()[0]) / 60

    fail(jobs, made[0], attempt, times=3)
    assert minutes_open() == pytest.approx(10, abs=3)
    afterwards = jobs_at(minutes=15)
    afterwards.retry_delivery(claim(afterwards, made[0]), attempt("refused", 503), timedelta(0))
    assert minutes_open() == pytest.approx(15 + 20, abs=3)


def test_failures_of_what_was_in_flight_when_the_circuit_opened_do_not_prolong_it(
    redis_client, policy, deliveries, attempt
):
    jobs = Jobs(redis_client, replace(policy, in_flight_per_endpoint=4))
    held = [claim(jobs, delivery) for delivery in deliveries("lms", count=4)]
    for one in held[:3]:
        jobs.retry_delivery(one, attempt("refused", 503), timedelta(0))
    opened = redis_client.hget("cw:endpoint:hr:lms", "open_until")
    jobs.retry_delivery(held[3], attempt("refused", 503), timedelta(0))
    assert redis_client.hget("cw:endpoint:hr:lms", "open_until") == opened


def test_a_success_in_between_keeps_the_circuit_closed(jobs, deliveries, attempt):
    first, second, third = deliveries("lms", count=3)
    fail(jobs, first, attempt, times=2)
    jobs.finish_delivery(claim(jobs, second), attempt())
    fail(jobs, first, attempt, times=2)
    assert claim(jobs, third)


def test_what_is_owed_to_a_disabled_endpoint_becomes_a_dead_letter_with_that_reason(
    jobs, endpoints, deliveries, attempt, redis_client
):
    made = deliveries("lms", count=5)
    under_way = claim(jobs, made[0])
    jobs.retry_delivery(claim(jobs, made[1]), attempt("refused", 503), timedelta(hours=5))
    endpoints.disable("hr", "lms", "The receiver answered 410 Gone.")

    for _ in range(3):
        jobs.tend(Queue.DELIVER, 1)
    assert jobs.claim_next(Queue.DELIVER, "w", 10) == ()
    queue = snapshot(redis_client).queues["deliver"]
    assert (queue.dead, queue.waiting, queue.scheduled) == ({"endpoint_disabled": 4}, 0, 0)
    jobs.finish_delivery(under_way, attempt())
    assert jobs.view("hr", under_way.evaluation).deliveries[0].state is JobState.COMPLETED


def test_a_claim_for_a_disabled_endpoint_sets_the_delivery_aside(jobs, endpoints, deliveries, redis_client):
    [delivery] = deliveries("lms")
    endpoints.disable("hr", "lms", "gone")
    assert claim(jobs, delivery) is None
    [view] = jobs.view("hr", evaluation_of(redis_client, delivery)).deliveries
    assert (view.state, view.reason) == (JobState.DEAD, "endpoint_disabled")


def test_putting_a_disabled_endpoint_again_enables_it(endpoints, deliveries):
    deliveries("lms")
    endpoints.disable("hr", "lms", "gone")
    endpoint, secret = endpoints.put("hr", "lms", "https://lms.example/new", EndpointMode.FULL)
    assert (endpoint.state, endpoint.reason, secret) == (EndpointState.ACTIVE, "", None)


def test_a_new_address_starts_with_a_closed_circuit(redis_client, policy, deliveries, attempt):
    slow = replace(policy, breaker_pause=timedelta(minutes=5))
    jobs = Jobs(redis_client, slow)
    [delivery] = deliveries("lms")
    fail(jobs, delivery, attempt, times=3)
    assert claim(jobs, delivery) is None
    Endpoints(redis_client, slow).put("hr", "lms", "https://lms.example/new", EndpointMode.FULL)
    assert pulled(jobs, Queue.DELIVER) == (delivery,)


def test_taking_costs_the_same_with_a_hundred_times_the_backlog(patient, deliveries, attempt, redis_client):
    def commands(lane_length):
        deliveries("lms", count=lane_length)
        before = redis_client.info("commandstats")
        taken = pull(patient, Queue.DELIVER, 5)
        after = redis_client.info("commandstats")
        for held in taken:
            patient.finish_delivery(held, attempt())
        names = {name for name in after if name not in {"cmdstat_info", "cmdstat_script|load", "cmdstat_script"}}
        return sum(after[name]["calls"] - before.get(name, {"calls": 0})["calls"] for name in names)

    commands(3)
    assert commands(3) == commands(300)
