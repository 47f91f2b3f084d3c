"""What the ledger says and does when Redis is away, mute, full, read-only or restarted; on every Redis at hand."""

import os
import secrets
import signal
import socket
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from patience import at_most
from pulling import pulled

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerFull, LedgerUnavailable
from services.ledger.work.jobs import Jobs, JobState, Queue

#: What a client is promised: a refusal comes within so many seconds.
PROMISED = 5.0

MEGABYTE = 1024 * 1024


@pytest.fixture
def server(server_binary):
    with EmbeddedRedis(server=server_binary) as server:
        yield server


@pytest.fixture
def own_client(server):
    with connect(server.url) as client:
        yield client


@pytest.fixture
def own_jobs(own_client, policy):
    return Jobs(own_client, policy)


def accept(jobs, key=None):
    return jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=key).job_id


def refused_after(jobs):
    """Seconds until an accept is refused as unavailable."""
    started = time.monotonic()
    with pytest.raises(LedgerUnavailable):
        accept(jobs)
    return time.monotonic() - started


def take_room(client):
    """Let Redis hold so much that its buffers make no difference; made by Redis, because what is sent fills a buffer."""
    client.setrange("ballast", 16 * MEGABYTE, "x")


def fill(client, percent):
    """Let Redis's limit be such that it is `percent` full."""
    client.config_set("maxmemory", client.info("memory")["used_memory"] * 100 // percent)


def test_a_redis_that_is_away_is_said_to_be_so_in_time(policy):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with connect(f"redis://127.0.0.1:{taken.getsockname()[1]}/0") as client:
            assert refused_after(Jobs(client, policy)) < at_most(PROMISED)
            with pytest.raises(LedgerUnavailable):
                Clients(client).authenticate("cw_abcdefghijkl_" + "x" * 43)
            with pytest.raises(LedgerUnavailable):
                snapshot(client)


def test_a_redis_that_never_answers_is_given_up_in_time(policy):
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        connect(f"redis://127.0.0.1:{mute.getsockname()[1]}/0") as client,
    ):
        assert refused_after(Jobs(client, policy)) < at_most(PROMISED)


def test_a_redis_that_stops_answering_is_given_up_in_time(server, own_jobs, eventually):
    accept(own_jobs)
    os.kill(server.pid, signal.SIGSTOP)
    try:
        assert refused_after(own_jobs) < at_most(PROMISED)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    assert eventually(lambda: accept(own_jobs))


def test_a_crash_of_redis_loses_nothing_and_needs_no_restart_here(server, own_jobs):
    accepted = [accept(own_jobs, key=str(n)) for n in range(50)]
    server.kill()
    assert refused_after(own_jobs) < at_most(PROMISED)
    server.start()
    assert [accept(own_jobs, key=str(n)) for n in range(50)] == accepted
    assert own_jobs.claim(Queue.EVALUATE, accepted[0], "w")


def test_above_the_shed_level_nothing_new_is_accepted(own_client, own_jobs):
    accept(own_jobs)
    take_room(own_client)
    fill(own_client, percent=85)
    with pytest.raises(LedgerFull, match=r"8\d % .* Pending are 1 evaluation and 0 webhooks; .* for 5 days") as full:
        accept(own_jobs)
    assert full.value.is_owed
    own_client.config_set("maxmemory", 0)
    assert accept(own_jobs)
    assert snapshot(own_client).counters["accepted"] == 2


def test_a_store_that_is_full_of_what_is_kept_says_so_and_how_to_make_room(own_client, own_jobs):
    claim = own_jobs.claim(Queue.EVALUATE, accept(own_jobs), "w")
    own_jobs.finish_evaluation(claim, recommendation="{}", summary={})
    take_room(own_client)
    for percent in (85, 105):
        fill(own_client, percent=percent)
        for refused in (own_jobs.check_accepting, lambda: accept(own_jobs)):
            with pytest.raises(
                LedgerFull, match=r"Nothing is pending: it is filled by what is kept .* maxmemory"
            ) as full:
                refused()
            assert not full.value.is_owed


def test_a_full_redis_refuses_new_work_and_finishes_what_was_accepted(own_client, own_jobs, policy, attempt):
    endpoints = Endpoints(own_client, policy)
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    job_id = accept(own_jobs, key="k")
    take_room(own_client)
    fill(own_client, percent=105)

    with pytest.raises(LedgerFull):
        accept(own_jobs)
    with pytest.raises(LedgerFull):
        endpoints.put("hr", "another", "https://lms.example/hook", EndpointMode.FULL)
    with pytest.raises(LedgerFull):
        Clients(own_client).create_key("hr", "spare", [])
    assert accept(own_jobs, key="k") == job_id

    held = own_jobs.claim(Queue.EVALUATE, job_id, "w")
    [delivery] = own_jobs.finish_evaluation(held, recommendation=secrets.token_hex(MEGABYTE), summary={})
    own_jobs.retry_delivery(own_jobs.claim(Queue.DELIVER, delivery, "w"), attempt("refused", 503), timedelta(0))
    own_jobs.finish_delivery(own_jobs.claim(Queue.DELIVER, delivery, "w"), attempt())
    view = own_jobs.view("hr", job_id)
    assert (view.state, view.deliveries[0].state) == (JobState.COMPLETED, JobState.COMPLETED)
    endpoints.disable("hr", "lms", "gone")
    assert snapshot(own_client).counters["replayed"] == 1


def test_a_full_redis_still_lets_the_dispatcher_wake_workers_and_these_claim(own_client, own_jobs, policy):
    job_id = accept(own_jobs)
    take_room(own_client)
    fill(own_client, percent=105)
    own_client.delete("evaluate")
    afterwards = Jobs(own_client, replace(policy, clock_offset=timedelta(hours=1)))
    assert afterwards.tend(Queue.EVALUATE, 10) == 1
    assert own_client.llen("evaluate") == 1
    assert pulled(afterwards, Queue.EVALUATE) == (job_id,)


def test_a_read_only_redis_is_unavailable(own_client, own_jobs):
    own_client.replicaof("127.0.0.1", 1)
    assert refused_after(own_jobs) < at_most(PROMISED)


def test_a_wrong_password_is_said(server_binary, policy):
    with EmbeddedRedis(server=server_binary, password="right: /@%") as server:
        with connect(server.url) as client:
            assert accept(Jobs(client, policy))
        wrong = server.url.replace("right", "wrong")
        with connect(wrong) as client, pytest.raises(LedgerUnavailable, match=r"(?i)password"):
            accept(Jobs(client, policy))
