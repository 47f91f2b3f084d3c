"""Over real HTTP: what was answered 202 is in the ledger, and no body, however sent, gets half in or a 500."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from patience import at_most

from services.ledger.standings.queues import snapshot
from services.ledger.work.jobs import Queue


@pytest.fixture
def owed(server_redis):
    """Count the evaluations that came to be owed since the test began."""

    def count():
        queue = snapshot(server_redis[0]).queues[Queue.EVALUATE]
        return queue.waiting + queue.scheduled

    before = count()
    return lambda: count() - before


def test_what_is_accepted_is_owed_and_can_be_asked_for(server, server_redis, profile, owed):
    wake_ups = server_redis[0].llen(Queue.EVALUATE)
    answer = server.request("POST", "/v1/profiles", json=profile)
    assert answer.status == 202
    assert owed() == 1
    assert server_redis[0].llen(Queue.EVALUATE) == wake_ups + 1
    shown = server.request("GET", answer.headers["Location"])
    assert (shown.status, shown.json()["state"], shown.json()["recommendation"]) == (200, "waiting", None)


def test_one_key_sent_by_many_at_once_is_one_evaluation(server, profile, owed):
    headers = {"Idempotency-Key": "enrolment-1"}
    with ThreadPoolExecutor(8) as senders:
        answers = list(
            senders.map(lambda _: server.request("POST", "/v1/profiles", json=profile, headers=headers), range(8))
        )
    assert {answer.status for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert owed() == 1


def test_a_chunked_body_is_refused_whole(server, profile, owed):
    body = json.dumps(profile).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    status, problem = server.send(server.head(Transfer_Encoding="chunked") + chunked)
    assert (status, problem["type"]) == (411, "/problems/length-required")
    assert owed() == 0


def test_a_chunked_body_over_the_limit_is_refused_not_cut(server, owed):
    chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    status, _ = server.send(server.head(Transfer_Encoding="chunked") + chunk * 4 + b"0\r\n\r\n")
    assert status == 411
    assert owed() == 0


def test_a_request_without_a_length_is_refused(server):
    status, problem = server.send(server.head())
    assert (status, problem["type"]) == (411, "/problems/length-required")


def test_a_body_over_the_limit_is_refused_before_it_is_sent(server):
    status, problem = server.send(server.head(Content_Length="65537"))
    assert (status, problem["type"]) == (413, "/problems/too-large")


def test_a_key_is_looked_at_before_a_body(server):
    status, _ = server.send(server.head(Content_Length="65537", Authorization="Bearer nonsense"))
    assert status == 401


def test_a_body_that_breaks_off_is_not_accepted(server, profile, owed):
    body = json.dumps(profile).encode()
    with server.connect() as connection:
        connection.sendall(server.head(Content_Length=str(len(body) + 1)) + body)
    assert server.request("GET", "/healthz").status == 200
    assert owed() == 0


def test_a_stalled_body_is_told_so(server):
    with server.connect() as connection:
        connection.sendall(server.head(Content_Length="100") + b'{"learner_id":')
        status, problem = server.answer_on(connection)
    assert (status, problem["type"]) == (408, "/problems/too-slow")


def test_a_body_in_small_pieces_is_read_whole(server, profile):
    body = json.dumps(profile).encode()
    with server.connect() as connection:
        connection.sendall(server.head(Content_Length=str(len(body))))
        for place in range(0, len(body), 7):
            connection.sendall(body[place : place + 7])
        assert server.answer_on(connection)[0] == 202


def test_an_endpoint_lives_in_the_ledger(server):
    made = server.request("PUT", "/v1/endpoints/lms", json={"address": "https://lms.example.org/hook"})
    assert (made.status, made.json()["secret"][:6]) == (201, "whsec_")
    changed = server.request("PUT", "/v1/endpoints/lms", json={"address": "https://lms.example.org/other"})
    assert (changed.status, "secret" in changed.json()) == (200, False)
    rotated = server.request("POST", "/v1/endpoints/lms/rotate").json()
    assert rotated["secret"] != made.json()["secret"]
    listed = server.request("GET", "/v1/endpoints").json()["endpoints"]
    assert [endpoint["address"] for endpoint in listed] == ["https://lms.example.org/other"]


def test_metrics_are_read_from_the_ledger(server, profile):
    server.request("POST", "/v1/profiles", json=profile)
    text = server.request("GET", "/metrics").data.decode()
    assert "credwise_ledger_up 1.0" in text
    assert 'credwise_queue_jobs{queue="evaluate",state="running"} 0.0' in text


@pytest.mark.parametrize(
    "body",
    [b"[" * 60_000, b'{"a":' * 10_000, b'"' + b'\\"' * 30_000, b"[" + b"9" * 60_000 + b"]", b"\xff" * 60_000],
    ids=["arrays", "objects", "open string", "digits", "not UTF-8"],
)
def test_a_hostile_body_is_refused_quickly(server, body):
    started = time.monotonic()
    answer = server.request("POST", "/v1/profiles", body=body, headers={"Content-Type": "application/json"})
    assert answer.status == 400
    assert time.monotonic() - started < at_most(3)
