"""Redis behind a Sentinel: when the primary dies, ledger and broker go on with the replica by themselves."""

import subprocess
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from patience import until

from services.broker.celery_app import make_celery
from services.broker.embedded_redis import EmbeddedRedis
from services.broker.free_ports import free_port
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerUnavailable
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, JobState
from services.settings import read_settings

POLICY = LedgerPolicy(lease=timedelta(seconds=30), grace=timedelta(seconds=5), retention=timedelta(days=5))
PASSWORD = "p@ss:/%;w"
IN_ADDRESS = "p%40ss%3A%2F%25%3Bw"


@contextmanager
def sentinel_of(server_binary, primary, folder):
    """Run a Sentinel that needs nobody else's word, and yield its port once it knows the replica."""
    port = free_port()
    about = f"sentinel monitor credwise 127.0.0.1 {primary.port} 1\nsentinel auth-pass credwise {PASSWORD}\n"
    soon = "sentinel down-after-milliseconds credwise 500\nsentinel failover-timeout credwise 5000\n"
    configuration = folder / "sentinel.conf"
    configuration.write_text(f"bind 127.0.0.1\nport {port}\ndir {folder}\n{about}{soon}")
    with (folder / "sentinel.log").open("wb") as log:
        process = subprocess.Popen(
            [server_binary, configuration, "--sentinel"], stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        until(lambda: process.poll() is not None or knows_replica(port), "the Sentinel knows the replica")
        if process.poll() is not None:
            pytest.skip(f"{server_binary} runs no Sentinel")
        yield port
    finally:
        process.kill()
        process.wait()


def knows_replica(port):
    try:
        with redis.Redis(port=port, socket_timeout=5) as client:
            [primary] = client.sentinel_masters().values()
            replicas = client.sentinel_slaves("credwise")
    except redis.RedisError:
        return False
    return primary["num-slaves"] == 1 and [one["master-link-status"] for one in replicas] == ["ok"]


@pytest.fixture
def behind_sentinel(server_binary, tmp_path):
    """A primary, its replica, and the address of the Sentinel that knows both."""
    with EmbeddedRedis(server=server_binary, password=PASSWORD, settings={"masterauth": f'"{PASSWORD}"'}) as primary:
        of = {"replicaof": f"127.0.0.1 {primary.port}", "masterauth": f'"{PASSWORD}"', "repl-diskless-sync-delay": "0"}
        with (
            EmbeddedRedis(server=server_binary, password=PASSWORD, settings=of) as replica,
            sentinel_of(server_binary, primary, tmp_path) as port,
        ):
            yield primary, replica, f"sentinel://:{IN_ADDRESS}@127.0.0.1:{free_port()},127.0.0.1:{port}/credwise/0"


def accept(jobs):
    """Accept a job, or return None while the ledger says that Redis is away: no other fault may come out."""
    try:
        return jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
    except LedgerUnavailable:
        return None


def test_after_a_failover_the_same_clients_go_on(behind_sentinel, tmp_path):
    primary, replica, url = behind_sentinel
    folder = str(tmp_path)
    settings = read_settings(
        {"CREDWISE_REDIS_URL": url, "CREDWISE_RULES_DIR": folder, "CREDWISE_DATA_DIR": folder},
    )
    app = make_celery(settings)
    with connect(settings.redis_url) as client:
        jobs = Jobs(client, POLICY)
        before = accept(jobs)
        assert client.wait(1, 60_000) == 1
        primary.kill()
        after = until(lambda: accept(jobs), "the replica takes jobs")
        assert client.connection_pool.get_master_address()[1] == replica.port
        assert {jobs.view("hr", job_id).state for job_id in (before, after)} == {JobState.WAITING}
        with app.connection_for_read() as connection:
            size = connection.default_channel._size("evaluate")
        assert size >= len({before, after})
