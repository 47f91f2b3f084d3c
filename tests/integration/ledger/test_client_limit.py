"""However many endpoints a client has and however slow they are: some threads stay for the others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode
from services.ledger.jobs import Queue
from services.ledger.store.policy import LedgerPolicy
from services.settings import read_settings


@pytest.fixture
def policy(policy):
    return replace(policy, in_flight_per_endpoint=2, in_flight_per_client=3, grace=timedelta(hours=1))


def claims(jobs, deliveries):
    return [held for one in deliveries if (held := jobs.claim(Queue.DELIVER, one, "w"))]


def all_due(redis_client):
    """Let what is owed be due at once, as when the grace of a first wake-up is over."""
    for lane in redis_client.scan_iter("cw:lane:*"):
        redis_client.zadd(lane, dict.fromkeys(redis_client.zrange(lane, 0, -1), 0))
        redis_client.zadd("cw:lanes", {lane.removeprefix("cw:lane:"): 0})


def test_slow_endpoints_of_one_client_leave_room_for_another(jobs, deliveries):
    slow = deliveries("a", "b", "c", "d", count=5)
    [swift] = deliveries("lms", client="other")

    assert len(claims(jobs, slow)) == 3
    assert len(claims(jobs, [swift])) == 1


def test_the_dispatcher_wakes_no_more_of_a_client_than_may_go_and_the_others_at_once(jobs, deliveries, redis_client):
    deliveries("a", "b", "c", "d", count=5)
    [swift] = deliveries("lms", client="other")
    all_due(redis_client)

    woken = jobs.due(Queue.DELIVER, 100)
    assert swift in woken
    assert len(woken) == 4
    assert len(claims(jobs, woken)) == 4
    assert jobs.due(Queue.DELIVER, 100) == ()


def test_an_endpoint_that_asks_for_many_at_once_gets_no_more_than_its_client_may(jobs, endpoints, deliveries):
    made = deliveries("greedy", count=10)
    endpoints.put("hr", "greedy", "https://lms.example/hook", EndpointMode.FULL, DeliveryPreferences(in_flight=64))
    [swift] = deliveries("lms", client="other")

    assert len(claims(jobs, made)) == 3
    assert len(claims(jobs, [swift])) == 1


@pytest.mark.parametrize("ending", ["arrived", "failed", "dead"])
def test_a_place_that_is_given_back_goes_to_the_lane_that_was_held_back_longest(
    jobs, deliveries, attempt, redis_client, ending
):
    deliveries("a", "b", "c", count=5)
    all_due(redis_client)
    held = claims(jobs, jobs.due(Queue.DELIVER, 100))
    assert sorted(one.endpoint.id for one in held) == ["a", "a", "b"]

    first = held[0]
    if ending == "arrived":
        jobs.finish_delivery(first, attempt())
    elif ending == "failed":
        jobs.retry_delivery(first, attempt("refused", 503), timedelta(hours=1))
    else:
        jobs.dead_letter(first, "gone", "It is gone.", attempt("gone", 410))
    next_up = claims(jobs, jobs.due(Queue.DELIVER, 100))

    assert len(next_up) == 1
    assert next_up[0].endpoint.id in {"b", "c"}


def test_every_lane_of_a_client_comes_to_its_turn(jobs, deliveries, attempt, redis_client):
    deliveries(*"abcdef", count=4)
    all_due(redis_client)
    served, held = [], claims(jobs, jobs.due(Queue.DELIVER, 100))
    while held:
        served.append(held[0].endpoint.id)
        jobs.finish_delivery(held.pop(0), attempt())
        held += claims(jobs, jobs.due(Queue.DELIVER, 100))

    assert len(served) == 24
    assert set(served[:9]) == set("abcdef")


def test_nothing_is_left_behind_when_all_is_done(jobs, deliveries, attempt, redis_client):
    deliveries("a", "b", "c", count=4)
    all_due(redis_client)
    while held := claims(jobs, jobs.due(Queue.DELIVER, 100)):
        for one in held:
            jobs.finish_delivery(one, attempt())

    for kind in ("slots", "slots-of", "held-back", "lane", "lanes"):
        assert list(redis_client.scan_iter(f"cw:{kind}*")) == []


def test_a_worker_that_died_holds_its_clients_places_only_until_its_leases_end(jobs, jobs_at, deliveries, redis_client):
    deliveries("a", "b", "c", count=2)
    all_due(redis_client)
    assert len(claims(jobs, jobs.due(Queue.DELIVER, 100))) == 3
    assert claims(jobs, jobs.due(Queue.DELIVER, 100)) == []

    afterwards = jobs_at(hours=2)
    assert len(claims(afterwards, afterwards.due(Queue.DELIVER, 100))) == 3


@pytest.mark.parametrize("threads", [2, 4, 8, 32, 256])
def test_a_client_may_never_hold_all_threads_of_a_worker(threads):
    policy = LedgerPolicy.of(read_settings({"CREDWISE_DELIVER_THREADS": str(threads)}))
    assert 1 <= policy.in_flight_per_client < threads
