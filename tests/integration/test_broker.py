"""Waking workers: what is published, and how long it may take when the broker is not there."""

import json
import os
import signal
import socket
import time
from contextlib import ExitStack

import pytest
import redis
from kombu import Connection
from patience import PATIENCE, at_most

from services.broker.embedded_redis import EmbeddedRedis
from services.broker.wake_ups import CeleryWaker, make_celery
from services.ledger.jobs import Queue
from services.settings import read_settings

#: Seconds a wake-up may hold up whoever asked for it.
BOUND = 1.5


@pytest.fixture
def settings(tmp_path):
    def settings(url):
        folder = str(tmp_path)
        return read_settings(
            {"CREDWISE_REDIS_URL": url, "CREDWISE_RULES_DIR": folder, "CREDWISE_DATA_DIR": folder},
        )

    return settings


def timed(waker):
    started = time.monotonic()
    published = waker.wake(Queue.EVALUATE, "rec_1")
    return published, time.monotonic() - started


def test_a_wake_up_is_one_message_with_the_id_in_the_queues_own_list(redis_url, settings):
    waker = CeleryWaker(settings(redis_url))
    assert waker.wake(Queue.EVALUATE, "rec_1")
    assert waker.wake(Queue.DELIVER, "rec_1.lms")
    with redis.Redis.from_url(redis_url) as client:
        assert (client.llen("evaluate"), client.llen("deliver")) == (1, 1)
        assert json.loads(client.lindex("evaluate", 0))["headers"]["task"] == "credwise.evaluate"
    with Connection(redis_url) as connection, connection.SimpleQueue("deliver") as queue:
        args, kwargs, _ = queue.get(timeout=PATIENCE).decode()
        assert (args, kwargs) == (["rec_1.lms"], {})


def test_a_closed_port_costs_no_time(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        waker = CeleryWaker(settings(f"redis://127.0.0.1:{taken.getsockname()[1]}/0"))
        for _ in range(2):
            published, seconds = timed(waker)
            assert not published
            assert seconds < at_most(BOUND)


def test_a_broker_that_never_answers_costs_about_a_second(settings):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        published, seconds = timed(CeleryWaker(settings(f"redis://127.0.0.1:{mute.getsockname()[1]}/0")))
    assert not published
    assert seconds < at_most(BOUND)


def test_an_address_that_does_not_even_connect_costs_about_a_second(settings):
    with ExitStack() as stack:
        full = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        published, seconds = timed(CeleryWaker(settings(f"redis://127.0.0.1:{full.getsockname()[1]}/0")))
    assert not published
    assert seconds < at_most(BOUND)


def test_a_broker_that_freezes_restarts_or_wants_a_password_is_borne(server_binary, settings, eventually):
    with EmbeddedRedis(server=server_binary, password="p@ss:/%w") as server:
        waker = CeleryWaker(settings(server.url))
        assert waker.wake(Queue.EVALUATE, "rec_1")
        os.kill(server.pid, signal.SIGSTOP)
        published, seconds = timed(waker)
        os.kill(server.pid, signal.SIGCONT)
        assert not published
        assert seconds < at_most(BOUND)
        assert eventually(lambda: waker.wake(Queue.EVALUATE, "rec_1"))
        server.kill()
        server.start()
        assert waker.wake(Queue.EVALUATE, "rec_1")


def test_workers_settle_messages_late_and_one_at_a_time_and_never_by_themselves_again(settings):
    conf = make_celery(settings("redis://127.0.0.1:1/0")).conf
    assert conf.task_acks_late
    assert not conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.broker_connection_max_retries is None
    assert conf.accept_content == ["json"]
    assert conf.result_backend is None
    assert sorted(conf.task_queues) == ["deliver", "evaluate"]


def test_kombu_takes_every_transport_option_given_to_it(settings):
    """An option kombu does not know is ignored silently, which is how a timeout gets lost."""
    app = make_celery(settings("redis://127.0.0.1:1/0"))
    with app.connection_for_read() as connection:
        known = connection.transport.Channel.from_transport_options
    assert set(app.conf.broker_transport_options) <= set(known)
