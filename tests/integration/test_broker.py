"""Waking workers: the messages that the ledger pushes are such as Celery publishes, and the workers' settings hold."""

import json
from datetime import timedelta

import pytest
from celery import Celery
from kombu import Connection

from services.broker.celery_app import make_celery
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.wake_ups import TASKS
from services.ledger.work.jobs import Jobs, Queue
from services.ledger.work.wake_ups import WakeUp, WakeUps
from services.settings import read_settings

POLICY = LedgerPolicy(lease=timedelta(seconds=30), grace=timedelta(seconds=5), retention=timedelta(days=5))


@pytest.fixture
def settings(tmp_path):
    def settings(url):
        folder = str(tmp_path)
        return read_settings(
            {"CREDWISE_REDIS_URL": url, "CREDWISE_RULES_DIR": folder, "CREDWISE_DATA_DIR": folder},
        )

    return settings


@pytest.fixture
def accept(redis_client):
    jobs = Jobs(redis_client, POLICY)
    return lambda: jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id


def publish_as_before(redis_url, queue, job_id):
    """Publish a message that names a job, as processes of an older release do."""
    app = Celery(broker=redis_url, set_as_current=False)
    app.send_task(TASKS[queue], args=[job_id], queue=queue.value)


def test_a_message_is_such_as_celery_publishes(redis_url, redis_client, accept):
    job_id = accept()
    ours = json.loads(redis_client.lpop("evaluate"))
    publish_as_before(redis_url, Queue.EVALUATE, job_id)
    theirs = json.loads(redis_client.lindex("evaluate", 0))

    assert ours.keys() <= theirs.keys()
    assert ours["headers"].keys() - {"pull"} <= theirs["headers"].keys()
    assert ours["properties"].keys() <= theirs["properties"].keys()
    assert ours["headers"]["task"] == theirs["headers"]["task"]
    assert ours["content-type"] == theirs["content-type"]


def test_kombu_reads_it_and_workers_of_before_find_a_job_in_it(redis_url, accept):
    job_id = accept()
    with Connection(redis_url) as connection, connection.SimpleQueue("evaluate") as queue:
        args, kwargs, _ = queue.get(timeout=2).decode()
    assert (args, kwargs) == ([job_id], {})


def test_every_message_has_a_tag_of_its_own(redis_client, accept):
    for _ in range(5):
        accept()
    tags = {json.loads(text)["properties"]["delivery_tag"] for text in redis_client.lrange("evaluate", 0, -1)}
    assert len(tags) == 5


def test_a_worker_that_is_awake_reads_both_kinds_itself(redis_url, redis_client, accept):
    wake_ups = WakeUps(redis_client)
    assert wake_ups.wait(Queue.EVALUATE, 0.01) is None
    accept()
    publish_as_before(redis_url, Queue.EVALUATE, "rec_before")
    assert wake_ups.wait(Queue.EVALUATE, 1) == WakeUp(None)
    assert wake_ups.wait(Queue.EVALUATE, 1) == WakeUp("rec_before")


def test_a_redis_of_either_version_takes_it(server_binary):
    from services.broker.embedded_redis import EmbeddedRedis  # noqa: PLC0415

    with EmbeddedRedis(server=server_binary, password="p@ss:/%w") as server, connect(server.url) as client:
        Jobs(client, POLICY).accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
        assert WakeUps(client).wait(Queue.EVALUATE, 1) == WakeUp(None)


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
