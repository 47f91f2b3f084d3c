"""What the server makes of connections: those that say little cost nobody anything, and every refusal says why."""

import os
import signal
import threading
from contextlib import ExitStack, contextmanager

import pytest

from services.ledger.accounts.clients import Clients, Scope

#: Of each kind of slow connection; together they are more than the API ever had threads.
A_DOZEN = 12


@contextmanager
def dripping(connection, data):
    """Send `data` byte by byte, over and over, until the block ends or the server has had enough."""
    stop = threading.Event()

    def drip():
        for byte in data * 1000:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                return
            if stop.wait(0.05):
                return

    dripper = threading.Thread(target=drip)
    dripper.start()
    try:
        yield
    finally:
        stop.set()
        dripper.join()


def test_slow_connections_never_silence_the_api(server, profile):
    head = server.head(Content_Length="60000")
    with ExitStack() as kept:
        for _ in range(A_DOZEN):
            for begun in (b"", head[:40], head + b'{"lear'):
                kept.enter_context(server.connect()).sendall(begun)
            for begun, rest in ((b"GET / HTTP/1.1\r\n", b"X: y\r\n"), (head, b" ")):
                connection = kept.enter_context(server.connect())
                connection.sendall(begun)
                kept.enter_context(dripping(connection, rest))
            assert server.request("POST", "/v1/profiles", json=profile).status == 202
            assert server.request("GET", "/readyz", port=server.health).status == 200


def test_more_silent_connections_than_there_are_places_leave_one_for_who_has_a_key(server, profile):
    with ExitStack() as kept:
        for _ in range(300):
            kept.enter_context(server.connect())
        assert server.request("POST", "/v1/profiles", json=profile).status == 202


def test_beside_connections_that_take_no_answer_another_client_keeps_its_own(server, server_redis):
    key, _ = Clients(server_redis[0]).create_key("polite", "test", list(Scope))
    mine = server.head("GET", "/v1/batches", Authorization=f"Bearer {key}")
    with ExitStack() as opened, server.connect() as polite:
        polite.sendall(mine)
        assert server.answer_on(polite)[0] == 200
        for _ in range(400):
            opened.enter_context(server.connect()).sendall(server.head("GET", "/v1/recommendations") * 20)
        # Whoever comes last is answered once all others were looked at.
        assert server.send(mine)[0] == 200
        polite.sendall(mine)
        assert server.answer_on(polite)[0] == 200


@pytest.mark.parametrize("begun", [b"", b"POST /v1/profiles HTT"], ids=["silent", "half a head"])
def test_a_head_that_does_not_come_is_told_so(server, begun):
    with server.connect() as connection:
        connection.sendall(begun)
        status, problem = server.answer_on(connection)
    assert (status, problem["type"]) == (408, "/problems/too-slow")


def test_a_dripping_body_is_told_so(server):
    with server.connect() as connection:
        connection.sendall(server.head(Content_Length="60000"))
        with dripping(connection, b" "):
            status, problem = server.answer_on(connection)
    assert (status, problem["type"]) == (408, "/problems/too-slow")


def test_a_connection_that_was_answered_and_stays_idle_is_closed_without_a_word(server):
    with server.connect() as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert server.answer_on(connection)[0] == 200
        assert connection.recv(1) == b""


@pytest.mark.parametrize(
    ("raw", "status", "kind"),
    [
        (b"GARBAGE\r\n\r\n", 400, "unreadable-request"),
        (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400, "unreadable-request"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nbad name: x\r\n\r\n", 400, "unreadable-request"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n\r\n", 400, "unreadable-request"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "unreadable-request"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400, "unreadable-request"),
        (
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            "unreadable-request",
        ),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: other, chunked\r\n\r\n", 501, "unknown-transfer-coding"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "address-too-long"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", 431, "headers-too-large"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 300 + b"\r\n", 431, "headers-too-large"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nExpect: a miracle\r\n\r\n", 417, "expectation-failed"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400, "repeated-header"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\r\nIdempotency-Key: a\r\n\r\n", 400, "repeated-header"),
        (b"GET /healthz HTTP/1.1\r\n\r\n", 400, "unreadable-request"),
        (b"PATCH /v1/profiles HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method-not-allowed"),
    ],
    ids=range(16),
)
def test_every_refusal_is_a_problem_document(server, raw, status, kind):
    answered, problem = server.send(raw)
    assert (answered, problem["type"], problem["status"]) == (status, f"/problems/{kind}", status)
    assert server.request("GET", problem["type"]).status == 200


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "Content-Length"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\n", "Content-Type"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "Host"),
        (b"GET / HTTP/1.1\r\n\r\n", "Host"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", "name or value"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n<b>secret</b>: x\r\n\r\n", "name or value"),
        (b"GARBAGE\r\n\r\n", "first line"),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "first line"),
    ],
    ids=range(8),
)
def test_what_is_no_http_is_told_where_it_is_wrong_without_a_word_of_it(server, raw, told):
    _, problem = server.send(raw)
    assert problem["type"] == "/problems/unreadable-request"
    assert told in problem["detail"]
    assert problem["detail"].endswith(" Nothing was accepted.")
    assert "secret" not in problem["detail"]


def test_no_header_says_where_the_application_is_mounted(server):
    forged = b"GET /healthz HTTP/1.1\r\nHost: a\r\nSCRIPT_NAME: /forged\r\nPATH_INFO: /docs\r\nX-Forwarded-Proto: https\r\n\r\n"
    assert server.send(forged) == (200, {"status": "up"})


def test_the_port_for_health_checks_serves_nothing_else(server, profile):
    assert server.request("GET", "/healthz", port=server.health).json() == {"status": "up"}
    assert server.request("GET", "/readyz", port=server.health).status == 200
    refused = server.request("POST", "/v1/profiles", port=server.health, json=profile)
    assert (refused.status, refused.json()["type"]) == (404, "/problems/not-found")


def test_an_evaluator_that_dies_is_replaced_and_intake_goes_on(serve, redis_url, profile, eventually):
    with serve(redis_url) as server:
        assert server.request("POST", "/v1/evaluations", json=profile).status == 200
        (evaluator,) = (
            pid for pid in server.workers() if os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
        )
        os.kill(evaluator, signal.SIGKILL)
        assert server.request("POST", "/v1/profiles", json=profile).status == 202

        def evaluates():
            answer = server.request("POST", "/v1/evaluations", json=profile)
            assert answer.status == 200 or (answer.status, answer.headers["Retry-After"]) == (503, "1")
            return answer.status == 200

        eventually(evaluates)
        assert evaluator not in server.workers()


def test_what_an_evaluator_answers_is_what_the_view_answers(server, profile):
    answer = server.request("POST", "/v1/evaluations", json=profile, headers={"X-Request-Id": "mine"})
    assert (answer.status, answer.json()["learner_id"]) == (200, "learner-1")
    assert (answer.headers["X-Request-Id"], answer.headers["Content-Type"]) == ("mine", "application/json")
    refused = server.request("POST", "/v1/evaluations", json=profile | {"goal": "nothing"})
    assert (refused.status, refused.json()["type"]) == (422, "/problems/invalid-document")
    with server.connect() as connection:
        connection.sendall(server.head(path="/v1/evaluations", Content_Length="100") + b"{")
        assert server.answer_on(connection)[0] == 408
