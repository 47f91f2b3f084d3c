"""Beside a client that asks in many loops another one waits little, and who asks without a key is held."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Event

import pytest

from services.ledger.accounts.clients import Clients, Scope

LOOPS = 16


@pytest.fixture
def polite(server_redis):
    key, _ = Clients(server_redis[0]).create_key("polite", "test", list(Scope))
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def accepted(server, profile):
    return server.request("POST", "/v1/profiles", json=profile).headers["Location"]


def reading(server, path, connection):
    connection.sendall(server.head("GET", path))
    return server.answer_on(connection)[0]


def test_beside_sixteen_loops_of_one_client_another_waits_for_few_of_them(server, polite, accepted):
    stop, answered = Event(), [0] * LOOPS

    def loop(number):
        with server.connect() as connection:
            while not stop.is_set():
                assert reading(server, accepted, connection) == 200
                answered[number] += 1

    with ThreadPoolExecutor(LOOPS) as pool:
        loops = [pool.submit(loop, number) for number in range(LOOPS)]
        try:
            while not all(answered):
                pass
            meanwhile = []
            for _ in range(30):
                before = sum(answered)
                assert server.request("GET", "/v1/batches", headers=polite).status == 200
                meanwhile.append(sum(answered) - before)
        finally:
            stop.set()
        for one in loops:
            one.result()
    # Without turns it is each loop's once, and more.
    assert median(meanwhile) < LOOPS / 2


def test_who_prefers_to_wait_holds_up_no_other_request_of_its_client(server, accepted):
    with server.connect() as patient, server.connect() as other:
        patient.sendall(server.head("GET", accepted, Prefer="wait=20"))
        for _ in range(3):
            assert reading(server, accepted, other) == 200
        patient.setblocking(False)
        with pytest.raises(BlockingIOError):
            patient.recv(1)


def test_answers_without_a_key_go_out_one_after_another(server):
    def ask(_):
        return server.request("GET", "/v1/batches", headers={"Authorization": "Bearer cw_none"}).status

    began = time.monotonic()
    with ThreadPoolExecutor(LOOPS) as pool:
        assert set(pool.map(ask, range(60))) == {401}
    assert time.monotonic() - began >= 60 * 0.01


def test_the_results_of_a_batch_are_made_in_turns_and_come_whole(server, profile):
    lines = [{"line_id": str(number), **profile} for number in range(50)]
    sent = server.request("POST", "/v1/profiles/batch", json=lines)
    assert sent.status == 202
    results = server.request("GET", f"{sent.headers['Location']}/results").data.decode().splitlines()
    assert len(results) == len(lines)
