"""Redis behind a Sentinel: when the primary dies, ledger and broker go on with the replica by themselves."""

import os
import signal
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from celery.exceptions import OperationalError
from patience import until
from servers.sentinels import NAME, PASSWORD, Guarded, behind_sentinel, behind_sentinel_by_tls
from servers.tls_redis import Authority, server_with_tls

from services.broker.celery_app import make_celery
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerUnavailable
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, JobState
from services.settings import read_settings

POLICY = LedgerPolicy(lease=timedelta(seconds=30), grace=timedelta(seconds=5), retention=timedelta(days=5))
SECRET = "w@tch:/%;er"

#: How a Sentinel may ask for a login, and what the settings say then.
BY_PASSWORD = Guarded(lines={"requirepass": SECRET}, login={"password": SECRET})
BY_USER = Guarded(
    lines={"user default off": "", "user asker on": f">{SECRET} allchannels +@all"},
    login={"username": "asker", "password": SECRET},
)
SETTINGS = {"username": "CREDWISE_SENTINEL_USER", "password": "CREDWISE_SENTINEL_PASSWORD"}


def settings_for(url, folder, **environ):
    return read_settings(
        {"CREDWISE_REDIS_URL": url, "CREDWISE_RULES_DIR": str(folder), "CREDWISE_DATA_DIR": str(folder), **environ}
    )


def accept(jobs):
    """Accept a job, or return None while the ledger says that Redis is away: no other fault may come out."""
    try:
        return jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
    except LedgerUnavailable:
        return None


def assert_goes_on_after_a_failover(servers, settings):
    app = make_celery(settings)
    with connect(settings.redis) as client:
        jobs = Jobs(client, POLICY)
        before = accept(jobs)
        assert client.wait(1, 60_000) == 1
        servers.primary.kill()
        after = until(lambda: accept(jobs), "the replica takes jobs")
        assert client.connection_pool.get_master_address() == ("127.0.0.1", servers.replica_port)
        assert {jobs.view("hr", job_id).state for job_id in (before, after)} == {JobState.WAITING}
        with app.connection_for_read() as connection:
            size = connection.default_channel._size("evaluate")
        assert size >= len({before, after})


def test_after_a_failover_the_same_clients_go_on(server_binary, tmp_path):
    with behind_sentinel(server_binary, tmp_path) as servers:
        assert_goes_on_after_a_failover(servers, settings_for(servers.url(), tmp_path))


@pytest.mark.parametrize("guarded", [BY_PASSWORD, BY_USER], ids=["password", "user"])
def test_sentinels_that_ask_for_a_login_and_speak_tls_do_the_same(tmp_path, guarded):
    authority = Authority(tmp_path)
    login = {SETTINGS[name]: value for name, value in guarded.login.items()}
    with behind_sentinel_by_tls(server_with_tls(), tmp_path, authority, guarded=guarded) as servers:
        url = servers.url("sentinels")
        assert_goes_on_after_a_failover(
            servers, settings_for(url, tmp_path, CREDWISE_REDIS_CA=str(authority.file), **login)
        )


@contextmanager
def replicating(server_binary, folder):
    """Servers, a Sentinel, a ledger of which the replica has the first job, and the replica."""
    with (
        behind_sentinel(server_binary, folder) as servers,
        redis.Redis(port=servers.sentinel_port) as sentinel,
        connect(settings_for(servers.url(), folder).redis) as client,
        connect(servers.replica.url) as replica,
    ):
        jobs = Jobs(client, POLICY)
        assert accept(jobs)
        assert client.wait(1, 60_000) == 1
        yield servers, sentinel, jobs, replica


def test_what_a_primary_that_was_frozen_would_throw_away_goes_to_the_primary_of_now(server_binary, tmp_path):
    with replicating(server_binary, tmp_path) as (servers, sentinel, jobs, replica):
        os.kill(servers.primary.pid, signal.SIGSTOP)
        until(lambda: sentinel.sentinel_get_master_addr_by_name(NAME)[1] == servers.replica_port, "a failover")
        os.kill(servers.primary.pid, signal.SIGCONT)
        # The connection of before is open still, and what it leads to takes writes.
        assert replica.exists(keys.JOB + accept(jobs))


def test_a_primary_that_is_well_and_was_replaced_gets_nothing_more_from_a_busy_process(server_binary, tmp_path):
    with replicating(server_binary, tmp_path) as (servers, sentinel, jobs, replica):
        sentinel.execute_command("SENTINEL", "FAILOVER", NAME)
        until(lambda: sentinel.sentinel_get_master_addr_by_name(NAME)[1] == servers.replica_port, "a failover")
        until(lambda: replica.exists(keys.JOB + str(accept(jobs))), "the connection that is busy leads there")
        with connect(servers.primary.url) as before:
            assert before.role()[0] == "master"


def refusals(url, folder, **environ):
    """Return what ledger and broker say of an address that leads to no primary; neither may tell a secret."""
    settings = settings_for(url, folder, **environ)
    with connect(settings.redis) as client, pytest.raises(LedgerUnavailable) as told:
        Jobs(client, POLICY).check_accepting()
    with make_celery(settings).connection_for_read() as connection, pytest.raises(OperationalError) as of_broker:
        connection.default_channel.client.ping()
    shown = (str(told.value), str(of_broker.value))
    for text in (*shown, repr(settings), repr(settings.redis)):
        assert SECRET not in text
        assert PASSWORD not in text
    assert all(len(text) < 600 for text in shown)
    return shown


def test_what_each_sentinel_refuses_is_said_without_a_secret(tmp_path):
    authority = Authority(tmp_path)
    ca = {"CREDWISE_REDIS_CA": str(authority.file)}
    login = {"CREDWISE_SENTINEL_PASSWORD": SECRET}
    with behind_sentinel_by_tls(server_with_tls(), tmp_path, authority, guarded=BY_PASSWORD) as servers:
        url, at = servers.url("sentinels"), f"127.0.0.1:{servers.sentinel_port}"
        for environ in (ca, ca | {"CREDWISE_SENTINEL_PASSWORD": f"{SECRET}x"}):
            for said in refusals(url, tmp_path, **environ):
                assert "no primary credwise was found: 127.0.0.1:" in said
                assert "does not answer (Error 111 connecting to 127.0.0.1:" in said
                assert f"{at} refuses (" in said
                assert "CREDWISE_SENTINEL_PASSWORD is the password of the Sentinels" in said
        for said in refusals(url, tmp_path, **login):
            assert f"{at} does not answer (its certificate is not accepted: self-signed certificate" in said
        for said in refusals(servers.url("sentinel"), tmp_path, **login):
            assert f"{at} does not answer (" in said
        for said in refusals(url.replace("/credwise/", "/other/"), tmp_path, **ca, **login):
            assert f"{at} knows none of that name" in said
        for said in refusals(url.replace("p%40ss", "p%40xx"), tmp_path, **ca, **login):
            assert "invalid username-password pair" in said
