"""Redis away, slow, read-only, full or unable to save: a quick 503 that says when to come back, and no restart needed."""

import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
import redis
from patience import at_most, until

from services.api.ports import open_ports
from services.broker.embedded_redis import EmbeddedRedis
from tests.integration.api.conftest import StandInAdvisor

#: What a client is promised: a refusal comes within so many seconds.
PROMISED = 5.0


@contextmanager
def away(server):
    server.kill()
    yield
    server.start()


@contextmanager
def slow(server):
    os.kill(server.pid, signal.SIGSTOP)
    yield
    os.kill(server.pid, signal.SIGCONT)


@contextmanager
def read_only(server):
    with redis.Redis.from_url(server.url) as client:
        client.replicaof("127.0.0.1", 1)
        yield
        client.replicaof("NO", "ONE")


@contextmanager
def full(server):
    with redis.Redis.from_url(server.url) as client:
        # So much that what its buffers take makes no difference.
        client.setrange("ballast", 16 * 1024 * 1024, "x")
        client.config_set("maxmemory", client.info("memory")["used_memory"] * 100 // 99)
        yield
        client.config_set("maxmemory", 0)


@contextmanager
def unable_to_save(server):
    """The folder of the snapshots is gone, so Redis refuses every write (MISCONF)."""
    with redis.Redis.from_url(server.url) as client:
        shutil.rmtree(client.config_get("dir")["dir"])
        client.config_set("save", "3600 1")
        client.bgsave()
        until(lambda: client.info("persistence")["rdb_last_bgsave_status"] == "err", "a snapshot that failed")
        yield
        client.config_set("save", "")


@pytest.mark.usefixtures("redis_server")
# Last what takes the server's folder away.
@pytest.mark.parametrize(
    ("trouble", "kind", "retry_after"),
    [
        (away, "/problems/ledger-away", "5"),
        (slow, "/problems/ledger-away", "5"),
        (read_only, "/problems/ledger-away", "5"),
        (full, "/problems/ledger-full", "30"),
        (unable_to_save, "/problems/ledger-away", "5"),
    ],
)
def test_in_trouble_profiles_are_refused_quickly_and_afterwards_accepted(
    serve, profile, eventually, trouble, kind, retry_after
):
    with EmbeddedRedis() as redis_server, serve(redis_server.url) as server:
        first = server.request("POST", "/v1/profiles", json=profile, headers={"Idempotency-Key": "k"})
        assert first.status == 202
        with trouble(redis_server):
            # What is full serves on, but for new profiles.
            asked = [("POST", "/v1/profiles"), *([("GET", "/readyz")] if trouble is not full else [])]
            for method, path in asked:
                started = time.monotonic()
                answer = server.request(method, path, json=profile if method == "POST" else None)
                assert (answer.status, answer.headers["Retry-After"]) == (503, retry_after)
                assert answer.json()["type"] == kind
                assert time.monotonic() - started < at_most(PROMISED)
            assert server.request("GET", "/healthz").status == 200
            if trouble is full:
                told = server.request("GET", "/readyz")
                assert (told.status, told.json()["intake"]) == (200, "full")
                assert "maxmemory" in told.json()["intake_detail"]
        eventually(lambda: server.request("GET", "/readyz").status == 200)
        again = server.request("POST", "/v1/profiles", json=profile, headers={"Idempotency-Key": "k"})
        assert (again.status, again.json()["id"]) == (202, first.json()["id"])
        assert again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.usefixtures("redis_server")
def test_what_was_accepted_is_read_while_nothing_can_be_written(serve, profile):
    with EmbeddedRedis() as redis_server, serve(redis_server.url) as server:
        first = server.request("POST", "/v1/profiles", json=profile)
        with read_only(redis_server):
            assert server.request("GET", first.headers["Location"]).status == 200
        redis_server.kill()
        assert server.request("GET", first.headers["Location"]).status == 503


@pytest.mark.usefixtures("redis_server")
def test_many_at_once_are_refused_as_quickly_as_one_while_redis_hangs(serve, profile):
    def refused(server):
        started = time.monotonic()
        answer = server.request("POST", "/v1/profiles", json=profile)
        # Twice what is promised, for a busy machine; where callers wait for one another, it takes them longer still.
        return answer.status, answer.headers["Retry-After"], time.monotonic() - started < 2 * PROMISED

    with EmbeddedRedis() as redis_server, serve(redis_server.url) as server:
        assert server.request("POST", "/v1/profiles", json=profile).status == 202
        with slow(redis_server), ThreadPoolExecutor(24) as callers:
            answers = set(callers.map(refused, [server] * 24))
        assert answers == {(503, "5", True)}


def test_what_no_replica_confirmed_is_refused_and_the_same_key_tells_what_was_kept(
    api, application, redis_url, profile
):
    def post(replicas):
        settings = application.extensions["credwise.settings"]
        settings = replace(settings, redis_url=redis_url, redis_replicas=replicas)
        application.extensions["credwise.ports"] = open_ports(settings, StandInAdvisor())
        return api.post("/v1/profiles", json=profile, headers={"Idempotency-Key": "same"})

    refused = post(replicas=1)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert refused.json["detail"].startswith("0 of 1 replicas confirmed what Redis wrote")
    assert post(replicas=0).status_code == 202
