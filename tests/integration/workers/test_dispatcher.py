"""The dispatcher wakes what nobody knows of any more, and lives through a Redis that is away."""

import logging
import os
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
import redis
from delivery_ids import delivery_id

from services.broker.embedded_redis import EmbeddedRedis, NoRedisServer
from services.broker.wake_ups import CeleryWaker
from services.ledger.jobs import JobState, Queue
from tests.integration.workers.conftest import CLIENT
from tests.integration.workers.remembering_waker import RememberingWaker
from tests.integration.workers.stand_in import StandInAdvisor
from workers.app import open_ledger
from workers.dispatcher import LONGEST_PAUSE, Dispatcher
from workers.evaluate import Evaluate

EVERY = timedelta(milliseconds=100)


@pytest.fixture
def waker():
    return RememberingWaker()


@pytest.fixture
def dispatcher(ledger, waker):
    return Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=waker, every=EVERY)


def rounds_until(dispatcher, wait_until, condition, what):
    def one_more():
        dispatcher.round()
        return condition()

    wait_until(one_more, what)


def test_a_lost_wake_up_is_made_good_after_the_grace(dispatcher, waker, accept, wait_until):
    job_id = accept()

    assert dispatcher.round() == EVERY
    assert waker.woken == []
    rounds_until(dispatcher, wait_until, lambda: waker.woken, "the job is woken")

    assert waker.woken == [(Queue.EVALUATE, job_id)]


def test_a_job_whose_worker_died_is_woken_when_its_lease_is_over(dispatcher, waker, accept, ledger, view, wait_until):
    job_id = accept()
    assert ledger.jobs.claim(Queue.EVALUATE, job_id, "a worker that dies")
    dispatcher.round()
    assert waker.woken == []

    rounds_until(dispatcher, wait_until, lambda: waker.woken, "the job is woken")

    assert Evaluate(
        jobs=ledger.jobs, overlays=ledger.overlays, catalogues=ledger.catalogues, advisor=StandInAdvisor(), waker=waker
    )(job_id).startswith("evaluated")
    assert view(job_id).state is JobState.COMPLETED


def test_what_is_settled_is_not_woken(dispatcher, waker, accept, ledger, wait_until):
    done, owed = accept(), accept()
    Evaluate(
        jobs=ledger.jobs, overlays=ledger.overlays, catalogues=ledger.catalogues, advisor=StandInAdvisor(), waker=waker
    )(done)

    rounds_until(dispatcher, wait_until, lambda: waker.woken, "the other job is woken")

    assert waker.woken == [(Queue.EVALUATE, owed)]


def test_two_dispatchers_wake_a_job_once_between_them(ledger, accept, wait_until):
    wakers = [RememberingWaker(), RememberingWaker()]
    dispatchers = [
        Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=waker, every=EVERY) for waker in wakers
    ]
    job_id = accept()

    wait_until(
        lambda: [d.round() for d in dispatchers] and any(waker.woken for waker in wakers), "one of them wakes the job"
    )

    assert wakers[0].woken + wakers[1].woken == [(Queue.EVALUATE, job_id)]


def test_owed_deliveries_are_woken_too(dispatcher, waker, accept, ledger, wait_until):
    ledger.endpoints.put(CLIENT, "lms", "https://lms.example.org/", "thin")
    job_id = accept()
    Evaluate(
        jobs=ledger.jobs,
        overlays=ledger.overlays,
        catalogues=ledger.catalogues,
        advisor=StandInAdvisor(),
        waker=RememberingWaker(takes=False),
    )(job_id)

    rounds_until(dispatcher, wait_until, lambda: waker.woken, "the delivery is woken")

    assert waker.woken == [(Queue.DELIVER, delivery_id(job_id))]


def test_a_wake_up_is_a_message_in_the_workers_queue(settings, ledger, accept, wait_until):
    job_id = accept()
    dispatcher = Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=CeleryWaker(settings), every=EVERY)
    with redis.Redis.from_url(settings.redis_url, decode_responses=True) as client:
        rounds_until(dispatcher, wait_until, lambda: client.llen("evaluate"), "a message is there")
        (message,) = client.lrange("evaluate", 0, -1)

    assert "credwise.evaluate" in message
    assert job_id not in ledger.jobs.due(Queue.EVALUATE, 10)


def test_while_the_broker_takes_nothing_it_asks_once_a_round_and_ever_more_slowly(ledger, accept, wait_until):
    accepted = {(Queue.EVALUATE, accept()) for _ in range(3)}
    waker = RememberingWaker(takes=False)
    dispatcher = Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=waker, every=EVERY)

    rounds_until(dispatcher, wait_until, lambda: waker.woken, "a job is tried")
    assert len(waker.woken) == 1

    waker.takes = True
    rounds_until(dispatcher, wait_until, lambda: set(waker.woken[1:]) == accepted, "all three are woken")


@pytest.fixture
def own_redis():
    """A Redis that this test alone may kill."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(EmbeddedRedis())
        except NoRedisServer as problem:
            if os.environ.get("CI") == "true":
                pytest.fail(str(problem))
            pytest.skip(str(problem))
        yield server


def test_it_lives_through_a_redis_that_is_away(own_redis, settings, caplog, wait_until):
    ledger = open_ledger(replace(settings, redis_url=own_redis.url))
    waker = RememberingWaker()
    dispatcher = Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=waker, every=EVERY)
    job = ledger.jobs.accept(client=CLIENT, profile="{}", fingerprint="f", idempotency_key=None)

    with caplog.at_level(logging.INFO):
        own_redis.kill()
        pauses = [dispatcher.round() for _ in range(8)]
        own_redis.start()
        rounds_until(dispatcher, wait_until, lambda: waker.woken, "the job is woken")

    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert waker.woken == [(Queue.EVALUATE, job.job_id)]
    sentences = [message.partition(":")[0] for message in caplog.messages]
    assert sentences == [
        "cannot wake what is due, will go on trying",
        "the ledger and the broker answer again",
        "woke 1 to evaluate",
    ]
