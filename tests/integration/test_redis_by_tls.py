"""TLS to Redis: whose certificate is right is let in, anything else is refused and said, by ledger and broker alike."""

import pytest
from celery.exceptions import OperationalError
from click.testing import CliRunner
from servers.tls_redis import Authority, tls_redis

from services.broker.celery_app import make_celery
from services.cli import main
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerUnavailable, redis_errors_as_ours
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.wake_ups import prepared
from services.ledger.work.claims import Queue
from services.ledger.work.wake_ups import WakeUps
from services.redis_address import RedisAddress
from services.settings import read_settings


@pytest.fixture
def by_tls(tmp_path):
    with tls_redis(tmp_path) as running:
        yield running


def settings_for(url, folder, **environ):
    return read_settings(
        {"CREDWISE_REDIS_URL": url, "CREDWISE_RULES_DIR": str(folder), "CREDWISE_DATA_DIR": str(folder), **environ}
    )


def why_not(address):
    """Return what the ledger says of an address that it cannot use."""
    with connect(address) as client, pytest.raises(LedgerUnavailable) as refused, redis_errors_as_ours():
        client.ping()
    return str(refused.value)


def test_ledger_wake_ups_and_broker_reach_redis_with_the_authority_of_ones_own(by_tls, tmp_path):
    settings = settings_for(by_tls.url, tmp_path, CREDWISE_REDIS_CA=str(by_tls.authority.file))
    with connect(settings.redis) as client:
        assert client.ping()
        client.lpush("evaluate", prepared()["evaluate"].text, prepared()["evaluate"].text)
        assert WakeUps(client).wait(Queue.EVALUATE, 1)
        with make_celery(settings).connection_for_read() as connection:
            assert connection.default_channel._size("evaluate") == 1
        addresses = {one["laddr"].rpartition(":")[2] for one in client.client_list()}
    assert addresses == {str(by_tls.port)}


def test_ledger_and_broker_refuse_a_certificate_that_nobody_trusted_signed(by_tls, tmp_path):
    said = why_not(RedisAddress(by_tls.url))
    assert said.startswith(
        "Redis cannot be reached: its certificate is not accepted: self-signed certificate in certificate chain. "
    )
    assert "CREDWISE_REDIS_CA" in said
    stranger = str(Authority(tmp_path, "stranger").file)
    for environ in ({}, {"CREDWISE_REDIS_CA": stranger}):
        app = make_celery(settings_for(by_tls.url, tmp_path, **environ))
        with app.connection_for_read() as connection, pytest.raises(OperationalError, match="CERTIFICATE_VERIFY"):
            connection.default_channel.client.ping()


def test_ledger_and_broker_refuse_a_certificate_made_out_to_another_host(by_tls, tmp_path):
    elsewhere = by_tls.url.replace("localhost", "127.0.0.1")
    said = why_not(RedisAddress(elsewhere, ca=by_tls.authority.file))
    assert "IP address mismatch, certificate is not valid for '127.0.0.1'." in said
    app = make_celery(settings_for(elsewhere, tmp_path, CREDWISE_REDIS_CA=str(by_tls.authority.file)))
    with app.connection_for_read() as connection, pytest.raises(OperationalError, match="IP address mismatch"):
        connection.default_channel.client.ping()


def test_the_worker_s_clock_check_and_commands_say_it_too(by_tls):
    with connect(by_tls.url) as client, pytest.raises(LedgerUnavailable, match="its certificate is not accepted"):
        Heartbeats(client, LedgerPolicy.of(read_settings({}))).clock_ahead()
    told = CliRunner().invoke(main, ["ops", "status"], env={"CREDWISE_REDIS_URL": by_tls.url})
    assert told.exit_code == 2
    assert "its certificate is not accepted" in told.output


def test_a_server_without_tls_at_the_port_is_said(by_tls):
    said = why_not(RedisAddress(f"rediss://localhost:{by_tls.server.port}/0", ca=by_tls.authority.file))
    assert said == "Redis cannot be reached: it does not answer with TLS: is that right for this port?"


def test_a_file_that_is_gone_later_is_said(by_tls, tmp_path):
    said = why_not(RedisAddress(by_tls.url, ca=tmp_path / "gone.pem"))
    assert said == (
        "Redis cannot be reached: a file that CREDWISE_REDIS_CA or CREDWISE_REDIS_CERTIFICATE names can be read no longer: "
        "No such file or directory."
    )


def test_a_redis_that_asks_for_a_certificate_gets_ours(tmp_path):
    # With TLS 1.3 it would say so only after the handshake, at a moment of its own.
    with tls_redis(tmp_path, {"tls-auth-clients": "yes", "tls-protocols": "TLSv1.2"}) as running:
        authority = running.authority
        ours = authority.sign("ours")
        said = why_not(RedisAddress(running.url, ca=authority.file))
        assert said.startswith("Redis cannot be reached: there is no TLS: ")
        assert "CREDWISE_REDIS_CERTIFICATE names the file" in said
        files = {"CREDWISE_REDIS_CA": str(authority.file), "CREDWISE_REDIS_CERTIFICATE": str(ours)}
        settings = settings_for(running.url, tmp_path, **files)
        with connect(settings.redis) as client, make_celery(settings).connection_for_read() as connection:
            assert client.ping()
            assert connection.default_channel.client.ping()
