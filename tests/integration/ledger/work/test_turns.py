"""Clients come in turn, whatever each has queued; of its own work each says what comes first; several come at once."""

from dataclasses import replace

import pytest
from pulling import pull

from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import LeaseLost
from services.ledger.store.scripts import Scripts
from services.ledger.work.jobs import Jobs, Queue


def clients(claims):
    return [claim.client for claim in claims]


@pytest.fixture
def take(jobs):
    """Claim evaluations as one worker after another."""
    workers = iter(range(1000))
    return lambda most=1: jobs.claim_next(Queue.EVALUATE, f"w{next(workers)}", most)


def test_a_single_profile_is_next_whatever_another_client_has_queued(accept, take):
    for _ in range(50):
        accept("a")
    take(5)
    accept("b")
    assert "b" in clients(take(2))


def test_clients_with_work_share_evenly_and_none_makes_up_for_time_without(accept, take):
    for _ in range(20):
        accept("a")
    assert clients(take(8)) == ["a"] * 8
    for _ in range(20):
        accept("b")
        accept("c")
    taken = clients(take(9))
    assert {client: taken.count(client) for client in "abc"} == {"a": 3, "b": 3, "c": 3}


def test_a_client_that_comes_back_starts_level(accept, take):
    accept("b")
    take(1)
    for _ in range(9):
        accept("a")
    take(6)
    accept("b")
    accept("b")
    assert sorted(clients(take(4))) == ["a", "a", "b", "b"]


def test_a_client_with_one_profile_at_a_time_does_not_get_past_the_others(accept, take):
    for _ in range(10):
        accept("b")
    taken = []
    for _ in range(8):
        accept("a")
        taken += clients(take(1))
    assert sorted(taken) == ["a"] * 4 + ["b"] * 4


def test_of_its_own_profiles_a_client_says_which_come_first(jobs, take):
    def accept(priority):
        return jobs.accept(client="a", profile="{}", fingerprint="f", idempotency_key=None, priority=priority).job_id

    usual, late, first, second = (accept(priority) for priority in (None, 6, 0, 0))
    assert [claim.job_id for claim in take(4)] == [first, second, usual, late]


def test_each_of_a_bundle_has_a_lease_and_a_fence_of_its_own(jobs, accept, take, redis_client):
    for _ in range(3):
        accept()
    one, two, three = take(3)
    assert len({one.token, two.token, three.token}) == 3
    jobs.finish_evaluation(two, recommendation="{}", summary={})
    with pytest.raises(LeaseLost):
        jobs.finish_evaluation(replace(one, token=three.token), recommendation="{}", summary={})
    assert redis_client.zcard("cw:running:evaluate") == 2


def test_a_claim_that_is_sent_again_for_want_of_an_answer_gets_the_same(accept, redis_client, policy):
    for _ in range(4):
        accept()
    scripts = Scripts(redis_client, policy)
    before = scripts.run("claim_next", "evaluate", "w", "one", "two")
    again = scripts.run("claim_next", "evaluate", "w", "one", "two")
    assert [claim[:2] for claim in again] == [claim[:2] for claim in before]
    assert redis_client.zcard("cw:running:evaluate") == 2


def test_what_was_not_begun_is_given_back_as_if_it_had_not_been_claimed(jobs, accept, take, redis_client):
    ids = [accept() for _ in range(3)]
    first, *others = take(3)
    jobs.give_back(others)
    assert redis_client.llen("evaluate") > 0
    again = take(3)
    assert sorted((claim.job_id, claim.claims) for claim in again) == sorted((job_id, 1) for job_id in ids[1:])
    with pytest.raises(LeaseLost):
        jobs.finish_evaluation(others[0], recommendation="{}", summary={})
    assert first.job_id == ids[0]
    assert snapshot(redis_client).counters["evaluate.given_back"] == 2


def test_when_a_process_is_lost_only_what_it_was_at_work_on_is_blamed(jobs, accept, redis_client):
    ids = [accept() for _ in range(4)]
    claims = jobs.claim_next(Queue.EVALUATE, "host:1", 4)
    jobs.finish_evaluation(claims[0], recommendation="{}", summary={})

    assert jobs.note_lost("host:1", "worker_lost", "it was killed.") == ids[1]

    assert redis_client.zrange("cw:running:evaluate", 0, -1) == [ids[1]]
    assert redis_client.hget(f"cw:job:{ids[1]}", "seen_1") == "it was killed."
    again = jobs.claim_next(Queue.EVALUATE, "host:2", 4)
    assert sorted((claim.job_id, claim.claims) for claim in again) == sorted([(ids[2], 1), (ids[3], 1)])
    assert jobs.note_lost("host:9", "worker_lost", "it was killed.") is None


def test_what_is_seen_of_a_lost_process_is_noted_though_the_lease_of_its_job_is_over(
    jobs, jobs_at, accept, redis_client, policy
):
    """The one before had failed by itself and took the time that the lease had; the one behind was never begun."""
    failed, fatal, behind = (accept() for _ in range(3))
    assert len(jobs.claim_next(Queue.EVALUATE, "host:1", 3)) == 3
    jobs.note_trouble(failed, "time_limit", "it ran into the time limit.")
    afterwards = jobs_at(hours=2)
    afterwards.tend(Queue.EVALUATE, 10)

    assert afterwards.note_lost("host:1", "worker_lost", "it was killed.") == fatal

    assert redis_client.hget(f"cw:job:{failed}", "seen_1") == "it ran into the time limit."
    assert redis_client.hget(f"cw:job:{fatal}", "seen_1") == "it was killed."
    rounds = [pull(afterwards, Queue.EVALUATE) for _ in range(3)]
    claims = {claim.job_id: claim.claims for taken in rounds for claim in taken}
    assert claims == {failed: 2, fatal: 2, behind: 1}
    assert redis_client.pttl("cw:hand:host:1") > policy.lease.total_seconds() * 1000


def test_a_lost_process_is_not_blamed_for_what_somebody_else_has_claimed_since(jobs, jobs_at, accept, redis_client):
    job_id = accept()
    assert jobs.claim_next(Queue.EVALUATE, "host:1", 1)
    afterwards = jobs_at(hours=2)
    assert [claim.claims for claim in pull(afterwards, Queue.EVALUATE)] == [2]

    assert afterwards.note_lost("host:1", "worker_lost", "it was killed.") is None
    assert not redis_client.hexists(f"cw:job:{job_id}", "seen_2")


def test_a_neighbour_of_a_poison_is_blamed_once_at_most(jobs, jobs_at, accept):
    poison, neighbour = accept(), accept()
    assert len(jobs.claim_next(Queue.EVALUATE, "w", 2)) == 2
    starts = []
    for hours in (2, 4, 6, 8):
        afterwards = jobs_at(hours=hours)
        while claims := pull(afterwards, Queue.EVALUATE):
            starts += [(claim.job_id, claim.claims) for claim in claims]
            for claim in claims:
                if claim.job_id == neighbour:
                    afterwards.finish_evaluation(claim, recommendation="{}", summary={})
    assert sorted(starts) == sorted([(neighbour, 2), (poison, 2), (poison, 3)])
    assert jobs.view("hr", poison).reason == "poison"


def test_what_comes_back_with_its_lease_keeps_its_age_among_its_clients_own(jobs_at, accept):
    before = jobs_at(minutes=-30)
    first = before.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
    assert len(before.claim_next(Queue.EVALUATE, "dies")) == 1
    accept()
    (claim, *_) = pull(jobs_at(hours=2), Queue.EVALUATE)
    assert claim.job_id == first


def test_webhooks_of_clients_come_in_turn_however_many_endpoints_each_has(deliveries, redis_client, policy):
    wide = Jobs(redis_client, replace(policy, in_flight_per_client=100, in_flight_alone=100))
    deliveries(*[f"e{number}" for number in range(30)], client="a")
    deliveries("lms", client="b", count=3)
    assert clients(wide.claim_next(Queue.DELIVER, "w", 6)).count("b") == 3


def test_a_client_may_have_more_in_flight_while_nobody_else_waits(redis_client, policy, deliveries):
    jobs = Jobs(redis_client, replace(policy, in_flight_per_client=2, in_flight_alone=5))
    deliveries(*"abcdefgh", client="a")
    assert len(jobs.claim_next(Queue.DELIVER, "w", 10)) == 5
    deliveries(*"abcdefgh", client="b")
    assert clients(jobs.claim_next(Queue.DELIVER, "w", 10)) == ["b"] * 2
    deliveries("lms", client="c")
    assert clients(jobs.claim_next(Queue.DELIVER, "w", 10)) == ["c"]


def test_many_clients_at_their_limit_do_not_hide_one_that_may_go(redis_client, policy, deliveries):
    jobs = Jobs(redis_client, replace(policy, in_flight_per_client=1, in_flight_alone=1))
    for number in range(40):
        deliveries("x", "y", client=f"busy{number}")
    assert len(jobs.claim_next(Queue.DELIVER, "w", 40)) == 40
    deliveries("lms", client="calm")
    assert clients(jobs.claim_next(Queue.DELIVER, "w", 5)) == ["calm"]


def test_nothing_of_the_turns_is_left_behind_when_all_is_done(jobs, deliveries, attempt, redis_client):
    deliveries("a", "b", client="a", count=3)
    deliveries("a", client="b", count=3)
    while claims := jobs.claim_next(Queue.DELIVER, "w", 4):
        for claim in claims:
            jobs.finish_delivery(claim, attempt())
    for kind in ("turns", "ready", "slots", "lane"):
        assert list(redis_client.scan_iter(f"cw:{kind}*")) == []
