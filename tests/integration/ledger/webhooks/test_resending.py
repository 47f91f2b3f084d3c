"""Sending again: one delivery or many, counted first, paced, and never twice for one request."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from delivery_ids import evaluation_of
from pulling import pull

from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import CannotBeAgain, NotFound
from services.ledger.webhooks.deliveries import Deliveries, History
from services.ledger.webhooks.resend_batches import Resendings, Selection
from services.ledger.work.jobs import Jobs, JobState, Queue

LMS = History(client="hr", endpoint="lms")


@pytest.fixture
def sent(redis_client, policy):
    return Deliveries(redis_client, policy)


@pytest.fixture
def resendings(redis_client, policy):
    return Resendings(redis_client, policy)


@pytest.fixture
def settle(jobs, attempt):
    def settle(delivery, end="arrives"):
        claim = jobs.claim(Queue.DELIVER, delivery, "w")
        if end == "arrives":
            jobs.finish_delivery(claim, attempt())
        else:
            jobs.dead_letter(claim, "attempts_exhausted", "Ten attempts failed.", attempt("http_error", 500))

    return settle


def test_a_delivery_that_arrived_is_owed_again_under_its_id_and_kept_meanwhile(
    sent, jobs, deliveries, settle, redis_client
):
    [delivery] = deliveries("lms")
    settle(delivery)
    evaluation = evaluation_of(redis_client, delivery)
    assert redis_client.ttl(f"cw:job:{evaluation}") > 0
    sent.send_again("hr", delivery)
    assert redis_client.ttl(f"cw:job:{evaluation}") == redis_client.ttl(f"cw:rec:{evaluation}") == -1
    claim = jobs.claim(Queue.DELIVER, delivery, "w")
    assert (claim.payload, claim.attempts) == ('{"verdict":"yes"}', 0)
    assert len(sent.get("hr", delivery).attempts) == 1
    with pytest.raises(CannotBeAgain, match="still pending"):
        sent.send_again("hr", delivery)


def test_a_dead_delivery_is_owed_again_and_leaves_the_dead(sent, deliveries, settle, redis_client):
    [delivery] = deliveries("lms")
    settle(delivery, "dies")
    sent.send_again("hr", delivery)
    seen = snapshot(redis_client)
    assert (dict(seen.queues["deliver"].dead), seen.queues["deliver"].waiting) == ({"attempts_exhausted": 0}, 1)
    settle(delivery)
    assert sent.get("hr", delivery).state is JobState.COMPLETED
    assert redis_client.ttl(f"cw:job:{delivery}") > 0


def test_what_cannot_be_sent_again_is_refused_with_the_remedy(sent, endpoints, deliveries, settle, redis_client):
    [delivery] = deliveries("lms")
    settle(delivery)
    endpoints.disable("hr", "lms", "gone")
    with pytest.raises(CannotBeAgain, match="Put it with an address that answers"):
        sent.send_again("hr", delivery)
    for client, name in (("other", delivery), ("hr", "rec_x.lms"), ("hr", evaluation_of(redis_client, delivery))):
        with pytest.raises(NotFound):
            sent.send_again(client, name)


def test_the_history_of_an_endpoint_is_counted_and_listed_newest_first(sent, deliveries, settle):
    made = deliveries("lms", count=3)
    settle(made[0])
    settle(made[1], "dies")
    assert sent.count_by_state(LMS) == {"completed": 1, "dead": 1, "waiting": 1}
    newest_first = sorted(sent.list(LMS, 3), key=lambda view: (view.created_at, view.id), reverse=True)
    assert list(sent.list(LMS, 2)) == newest_first[:2]
    assert {view.id for view in newest_first} == set(made)
    at = sent.get("hr", made[1]).created_at
    assert sent.count_by_state(replace(LMS, end=at - timedelta(milliseconds=1))) in ({"completed": 1}, {})
    assert sum(sent.count_by_state(replace(LMS, start=at)).values()) >= 2


def test_a_range_is_sent_again_paced_and_each_delivery_once(sent, resendings, deliveries, settle):
    made = deliveries("lms", count=5)
    for delivery in made[:4]:
        settle(delivery)
    started, selected = resendings.start(Selection(history=LMS), per_second=2)
    assert selected == 5
    while resendings.step(2):
        pass
    done = resendings.get(None, started)
    assert (dict(done.done), done.finished_at is not None) == ({"again": 4, "owed": 1}, True)
    due = sorted(sent.get("hr", delivery).due_at for delivery in made[:4])
    assert all(later - earlier >= timedelta(seconds=0.499) for earlier, later in pairwise(due))


def test_two_calls_at_once_are_one_resending_and_a_step_that_is_repeated_does_nothing_twice(
    resendings, deliveries, settle, redis_client
):
    for delivery in deliveries("lms", count=20):
        settle(delivery)
    with ThreadPoolExecutor(8) as pool:
        started = set(pool.map(lambda _: resendings.start(Selection(history=LMS)), range(8)))
        assert len(started) == 1
        assert sum(pool.map(lambda _: resendings.step(5), range(8))) == 20
    assert snapshot(redis_client).counters["deliver.again.completed"] == 20
    assert resendings.step(5) == 0


def test_what_another_resending_took_up_since_is_not_sent_again_by_this_one(
    resendings, deliveries, settle, attempt, redis_client, policy
):
    for delivery in deliveries("lms", count=3):
        settle(delivery)
    first, _ = resendings.start(Selection(history=LMS), per_second=1000)
    second, _ = resendings.start(Selection(history=LMS, state=JobState.COMPLETED), per_second=1000)
    assert first != second
    resendings.step(10)
    later = Jobs(redis_client, replace(policy, clock_offset=timedelta(seconds=5)))
    for held in pull(later, Queue.DELIVER):
        later.finish_delivery(held, attempt())
    resendings.step(10)
    done = [resendings.get(None, one).done for one in (first, second)]
    assert sorted(dict(counts).popitem() for counts in done) == [("again", 3), ("owed", 3)]


def test_dead_letters_of_one_reason_are_sent_again_and_the_rest_is_left(resendings, deliveries, endpoints, settle):
    lms = deliveries("lms", count=2)
    gone = deliveries("gone", client="other")
    for delivery in (*lms, *gone):
        settle(delivery, "dies")
    endpoints.disable("other", "gone", "x")
    started, selected = resendings.start(Selection(reason="attempts_exhausted"))
    assert selected == 3
    resendings.step(10)
    assert dict(resendings.get(None, started).done) == {"again": 2, "disabled": 1}
    assert resendings.start(Selection(reason="attempts_exhausted", client="hr"))[1] == 1
    assert resendings.start(Selection(reason="never_heard_of")) == (None, 0)


def test_a_dispatcher_that_dies_between_two_steps_leaves_the_rest_to_the_next(resendings, deliveries, settle):
    for delivery in deliveries("lms", count=4):
        settle(delivery)
    started, _ = resendings.start(Selection(history=LMS))
    resendings.step(2)
    assert dict(resendings.get(None, started).done) == {"again": 2}
    assert resendings.get(None, started).finished_at is None
    resendings.step(10)
    assert dict(resendings.get(None, started).done) == {"again": 4}
