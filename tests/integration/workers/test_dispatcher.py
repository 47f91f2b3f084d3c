"""The dispatcher wakes what nobody knows of any more, and lives through a Redis that is away."""

import logging
import os
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from delivery_ids import delivery_id

from services.broker.embedded_redis import EmbeddedRedis, NoRedisServer
from services.ledger.work.jobs import Queue
from tests.integration.workers.conftest import CLIENT
from tests.integration.workers.stand_in import StandInAdvisor
from workers.app import open_ledger
from workers.dispatcher import LONGEST_PAUSE, Dispatcher

EVERY = timedelta(milliseconds=100)


@pytest.fixture
def dispatcher_at(ledger_at):
    """A dispatcher as it works some time from now."""

    def dispatcher_at(**ahead):
        ledger = ledger_at(**ahead)
        return Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, every=EVERY)

    return dispatcher_at


@pytest.fixture
def messages(ledger):
    """Read the messages that nobody has read."""
    return lambda queue=Queue.EVALUATE: list(iter(lambda: ledger.wake_ups.wait(queue, 0.01), None))


def test_a_lost_message_is_made_good_and_no_second_is_made(dispatcher_at, messages, accept):
    accept()
    assert len(messages()) == 1

    for _ in range(3):
        assert dispatcher_at().round() == EVERY

    assert len(messages()) == 1


def test_a_round_measures_what_each_client_keeps_once_a_minute(ledger, accept, redis_client):
    measure = ledger.measuring.measure_if_due
    dispatcher = Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, every=EVERY, measure=measure)
    accept()
    dispatcher.round()
    measured = int(redis_client.hget("cw:kept", CLIENT))
    accept()
    dispatcher.round()
    assert int(redis_client.hget("cw:kept", CLIENT)) > measured > 0
    assert not measure()


def test_a_job_whose_worker_died_is_taken_when_its_lease_is_over(dispatcher_at, messages, accept, ledger, ledger_at):
    job_id = accept()
    assert ledger.jobs.claim_next(Queue.EVALUATE, "a worker that dies")
    messages()
    dispatcher_at(minutes=5).round()
    assert messages() == []

    dispatcher_at(hours=1).round()

    assert len(messages()) == 1
    (claim,) = ledger_at(hours=1).jobs.claim_next(Queue.EVALUATE, "another")
    assert (claim.job_id, claim.claims) == (job_id, 2)


def test_for_what_is_settled_nobody_is_woken(dispatcher_at, messages, accept, evaluate_with):
    evaluate_with(StandInAdvisor())(accept())
    messages()

    dispatcher_at(hours=1).round()

    assert messages() == []


def test_owed_deliveries_are_made_good_too(dispatcher_at, messages, accept, ledger, evaluate_with):
    ledger.endpoints.put(CLIENT, "lms", "https://lms.example.org/", "thin")
    job_id = accept()
    evaluate_with(StandInAdvisor())(job_id)
    assert len(messages(Queue.DELIVER)) == 1

    dispatcher_at().round()

    assert len(messages(Queue.DELIVER)) == 1
    (claim,) = ledger.jobs.claim_next(Queue.DELIVER, "w")
    assert claim.job_id == delivery_id(job_id)


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
    dispatcher = Dispatcher(jobs=ledger.jobs, resendings=ledger.resendings, every=EVERY)
    ledger.jobs.accept(client=CLIENT, profile="{}", fingerprint="f", idempotency_key=None)
    assert ledger.wake_ups.wait(Queue.EVALUATE, 0.01)

    with caplog.at_level(logging.INFO):
        own_redis.kill()
        pauses = [dispatcher.round() for _ in range(8)]
        own_redis.start()
        wait_until(lambda: dispatcher.round() and ledger.wake_ups.wait(Queue.EVALUATE, 0.01), "a worker is woken")

    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    sentences = [message.partition(":")[0] for message in caplog.messages]
    assert sentences == [
        "cannot see to what is due, will go on trying",
        "the ledger answers again",
    ]
