"""What a client is promised is on as many replicas as the installation asks for, or the client is told to send again."""

import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest
from patience import until

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.errors import NotCopied
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs
from services.settings import read_settings

POLICY = LedgerPolicy.of(read_settings({"CREDWISE_REDIS_REPLICAS": "1"}))


@pytest.fixture
def servers(server_binary):
    """A primary and its replica, which follows."""
    with EmbeddedRedis(server=server_binary) as primary:
        of = {"replicaof": f"127.0.0.1 {primary.port}", "repl-diskless-sync-delay": "0"}
        with EmbeddedRedis(server=server_binary, settings=of) as replica, connect(primary.url) as client:
            until(lambda: client.wait(1, 100) == 1, "the replica follows")
            yield client, replica


def accept(client, key, policy=POLICY):
    return Jobs(client, policy).accept(client="hr", profile="{}", fingerprint="f", idempotency_key=key).job_id


def test_what_was_answered_is_on_the_replica(servers):
    client, replica = servers
    with connect(replica.url) as copy:
        for number in range(50):
            assert copy.exists(keys.JOB + accept(client, f"key-{number}"))
        Endpoints(client, POLICY).put("hr", "lms", "https://lms.example.org/hook", "full")
        assert copy.sismember(keys.ENDPOINTS + "hr", "lms")


def test_while_the_replica_is_silent_nothing_is_promised_and_the_same_key_finds_what_was_kept(servers):
    client, replica = servers
    os.kill(replica.pid, signal.SIGSTOP)
    try:
        for _ in range(2):
            with pytest.raises(NotCopied, match=r"0 of 1 replicas confirmed.*same Idempotency-Key"):
                accept(client, "key")
        [written] = list(client.scan_iter(keys.JOB + "rec_*"))
    finally:
        os.kill(replica.pid, signal.SIGCONT)
    assert keys.JOB + until(lambda: accepted(client, "key"), "the replica goes on") == written
    with connect(replica.url) as copy:
        assert copy.exists(written)


def accepted(client, key):
    try:
        return accept(client, key)
    except NotCopied:
        return None


def test_without_the_setting_nothing_is_waited_for(servers):
    client, replica = servers
    os.kill(replica.pid, signal.SIGSTOP)
    try:
        assert accept(client, "key", replace(POLICY, replicas=0, lease=timedelta(seconds=30)))
    finally:
        os.kill(replica.pid, signal.SIGCONT)
