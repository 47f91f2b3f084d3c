"""Turns hold up nobody who only waits, and who asks without a key is held. How little others wait: bench/neighbours.py."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

LOOPS = 16


@pytest.fixture
def accepted(server, profile):
    return server.request("POST", "/v1/profiles", json=profile).headers["Location"]


def reading(server, path, connection):
    connection.sendall(server.head("GET", path))
    return server.answer_on(connection)[0]


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
