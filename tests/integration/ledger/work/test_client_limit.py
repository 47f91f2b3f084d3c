"""However many endpoints a client has and however slow they are: some threads stay for the others."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pulling import pull

from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Queue
from services.settings import read_settings


@pytest.fixture
def policy(policy):
    return replace(policy, in_flight_per_endpoint=2, in_flight_per_client=3, in_flight_alone=3)


def claims(jobs, deliveries):
    return [held for one in deliveries if (held := jobs.claim(Queue.DELIVER, one, "w"))]


def claim_next(jobs, most=100):
    return list(pull(jobs, Queue.DELIVER, most))


def test_slow_endpoints_of_one_client_leave_room_for_another(jobs, deliveries):
    slow = deliveries("a", "b", "c", "d", count=5)
    [swift] = deliveries("lms", client="other")

    assert len(claims(jobs, slow)) == 3
    assert len(claims(jobs, [swift])) == 1


def test_no_more_of_a_client_is_handed_out_than_may_go_and_the_others_at_once(jobs, deliveries):
    deliveries("a", "b", "c", "d", count=5)
    [swift] = deliveries("lms", client="other")

    taken = [claim.job_id for claim in claim_next(jobs)]
    assert swift in taken
    assert len(taken) == 4
    assert claim_next(jobs) == []


def test_an_endpoint_that_asks_for_many_at_once_gets_no_more_than_its_client_may(jobs, endpoints, deliveries):
    made = deliveries("greedy", count=10)
    endpoints.put("hr", "greedy", "https://lms.example/hook", EndpointMode.FULL, DeliveryPreferences(in_flight=64))
    [swift] = deliveries("lms", client="other")

    assert len(claims(jobs, made)) == 3
    assert len(claims(jobs, [swift])) == 1


@pytest.mark.parametrize("ending", ["arrived", "failed", "dead"])
def test_a_place_that_is_given_back_goes_to_a_lane_that_was_served_less(jobs, deliveries, attempt, ending):
    deliveries("a", "b", "c", "d", count=5)
    held = claim_next(jobs)
    assert sorted(one.endpoint.id for one in held) == ["a", "b", "c"]

    first = held[0]
    if ending == "arrived":
        jobs.finish_delivery(first, attempt())
    elif ending == "failed":
        jobs.retry_delivery(first, attempt("refused", 503), timedelta(hours=1))
    else:
        jobs.dead_letter(first, "gone", "It is gone.", attempt("gone", 410))
    (next_up,) = claim_next(jobs)

    assert next_up.endpoint.id == "d"


def test_every_lane_of_a_client_comes_to_its_turn(jobs, deliveries, attempt):
    deliveries(*"abcdef", count=4)
    served, held = [], claim_next(jobs)
    while held:
        served.append(held[0].endpoint.id)
        jobs.finish_delivery(held.pop(0), attempt())
        held += claim_next(jobs)

    assert len(served) == 24
    assert set(served[:9]) == set("abcdef")


def test_nothing_is_left_behind_when_all_is_done(jobs, deliveries, attempt, redis_client):
    deliveries("a", "b", "c", count=4)
    while held := claim_next(jobs):
        for one in held:
            jobs.finish_delivery(one, attempt())

    for kind in ("slots", "slots-of", "ready", "turns", "lane", "lanes"):
        assert list(redis_client.scan_iter(f"cw:{kind}*")) == []


def test_a_worker_that_died_holds_its_clients_places_only_until_its_leases_end(jobs, jobs_at, deliveries):
    deliveries("a", "b", "c", count=2)
    assert len(claim_next(jobs)) == 3
    assert claim_next(jobs) == []

    assert len(claim_next(jobs_at(hours=2))) == 3


@pytest.mark.parametrize("threads", [2, 4, 8, 32, 256])
def test_a_client_may_never_hold_all_threads_of_a_worker(threads):
    policy = LedgerPolicy.of(read_settings({"CREDWISE_DELIVER_THREADS": str(threads)}))
    assert 1 <= policy.in_flight_per_client <= policy.in_flight_alone < threads


def test_each_thread_of_a_worker_gets_a_connection_of_its_own(redis_client):
    """A thread without one would leave what it was given until the lease is over."""
    pool = redis_client.connection_pool
    taken = [pool.get_connection() for _ in range(300)]
    for one in taken:
        pool.release(one)
    pool.disconnect()
