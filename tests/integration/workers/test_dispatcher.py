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


@pytest.fixture
def dispatcher_at(ledger_at, waker):
    """A dispatcher as it works some time from now."""

    def dispatcher_at(waker=waker, **ahead):
        ledger = ledger_at(**ahead)
        return Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=waker, every=EVERY)

    return dispatcher_at


def test_a_lost_wake_up_is_made_good_after_the_grace(dispatcher, dispatcher_at, waker, accept):
    job_id = accept()

    assert dispatcher.round() == EVERY
    assert waker.woken == []
    dispatcher_at(minutes=5).round()

    assert waker.woken == [(Queue.EVALUATE, job_id)]


def test_a_job_whose_worker_died_is_woken_when_its_lease_is_over(dispatcher_at, waker, accept, ledger, ledger_at, view):
    job_id = accept()
    assert ledger.jobs.claim(Queue.EVALUATE, job_id, "a worker that dies")
    dispatcher_at(minutes=5).round()
    assert waker.woken == []

    dispatcher_at(hours=1).round()

    assert waker.woken == [(Queue.EVALUATE, job_id)]
    assert Evaluate(
        jobs=ledger_at(hours=1).jobs,
        overlays=ledger.overlays,
        catalogues=ledger.catalogues,
        advisor=StandInAdvisor(),
        waker=waker,
    )(job_id).startswith("evaluated")
    assert view(job_id).state is JobState.COMPLETED


def test_what_is_settled_is_not_woken(dispatcher_at, waker, accept, ledger):
    done, owed = accept(), accept()
    Evaluate(
        jobs=ledger.jobs, overlays=ledger.overlays, catalogues=ledger.catalogues, advisor=StandInAdvisor(), waker=waker
    )(done)

    dispatcher_at(hours=1).round()

    assert waker.woken == [(Queue.EVALUATE, owed)]


def test_two_dispatchers_wake_a_job_once_between_them(dispatcher_at, accept):
    wakers = [RememberingWaker(), RememberingWaker()]
    job_id = accept()

    for waker in wakers:
        dispatcher_at(waker, minutes=5).round()

    assert wakers[0].woken + wakers[1].woken == [(Queue.EVALUATE, job_id)]


def test_owed_deliveries_are_woken_too(dispatcher_at, waker, accept, ledger):
    ledger.endpoints.put(CLIENT, "lms", "https://lms.example.org/", "thin")
    job_id = accept()
    Evaluate(
        jobs=ledger.jobs,
        overlays=ledger.overlays,
        catalogues=ledger.catalogues,
        advisor=StandInAdvisor(),
        waker=RememberingWaker(takes=False),
    )(job_id)

    dispatcher_at(minutes=5).round()

    assert waker.woken == [(Queue.DELIVER, delivery_id(job_id))]


def test_a_wake_up_is_a_message_in_the_workers_queue(settings, dispatcher_at, accept, ledger_at):
    job_id = accept()
    dispatcher_at(CeleryWaker(settings), minutes=5).round()
    with redis.Redis.from_url(settings.redis_url, decode_responses=True) as client:
        (message,) = client.lrange("evaluate", 0, -1)

    assert "credwise.evaluate" in message
    assert job_id not in ledger_at(minutes=5).jobs.due(Queue.EVALUATE, 10)


def test_while_the_broker_takes_nothing_it_asks_once_a_round_and_ever_more_slowly(dispatcher_at, accept):
    accepted = {(Queue.EVALUATE, accept()) for _ in range(3)}
    waker = RememberingWaker(takes=False)

    dispatcher_at(waker, minutes=5).round()
    assert len(waker.woken) == 1

    waker.takes = True
    dispatcher_at(waker, minutes=10).round()
    assert set(waker.woken[1:]) == accepted


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
    ledger = open_ledger(replace(settings, redis_url=own_redis.url, wake_grace=timedelta(seconds=1)))
    waker = RememberingWaker()
    dispatcher = Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, waker=waker, every=EVERY)
    job = ledger.jobs.accept(client=CLIENT, profile="{}", fingerprint="f", idempotency_key=None)

    with caplog.at_level(logging.INFO):
        own_redis.kill()
        pauses = [dispatcher.round() for _ in range(8)]
        own_redis.start()
        wait_until(lambda: dispatcher.round() and waker.woken, "the job is woken")

    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert waker.woken == [(Queue.EVALUATE, job.job_id)]
    sentences = [message.partition(":")[0] for message in caplog.messages]
    assert sentences == [
        "cannot wake what is due, will go on trying",
        "the ledger and the broker answer again",
        "woke 1 to evaluate",
    ]
