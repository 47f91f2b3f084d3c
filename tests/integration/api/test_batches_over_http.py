"""A batch on its way through the real server: in chunks, handed on while it comes, broken off and sent again."""

import json

from services.ledger.store import keys

NDJSON = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "night"}


def lines_of(profile, count):
    return [json.dumps({**profile, "learner_id": f"l-{number}"}).encode() + b"\n" for number in range(count)]


def test_a_batch_in_chunks_is_taken_whole_and_sent_again_with_its_length_it_is_the_same(server, profile):
    lines = lines_of(profile, 250)
    chunked = server.request("POST", "/v1/profiles/batch", body=iter(lines), headers=NDJSON, chunked=True)
    assert (chunked.status, chunked.json()["accepted"]) == (202, 250), chunked.data
    again = server.request("POST", "/v1/profiles/batch", body=b"".join(lines), headers=NDJSON)
    said = again.json()
    assert (said["id"], said["accepted"], said["replayed"]) == (chunked.json()["id"], 250, 250)
    results = server.request("GET", f"/v1/batches/{said['id']}/results").data.splitlines()
    assert [json.loads(line)["line"] for line in results] == list(range(1, 251))


def test_a_batch_that_breaks_off_goes_on_when_it_is_sent_again(server, server_redis, profile):
    headers = {**NDJSON, "Idempotency-Key": "broken"}
    lines = [line.rjust(1000) for line in lines_of(profile, 200)]
    whole = b"".join(lines)
    before = server_redis[0].zcard(keys.WAITING + "evaluate")
    head = server.head(path="/v1/profiles/batch", **headers, Content_Length=len(whole))
    with server.connect() as connection:
        connection.sendall(head + b"".join(lines[:180]))
        status, problem = server.answer_on(connection)
    assert (status, problem["type"]) in [(408, "/problems/too-slow"), (400, "/problems/incomplete-body")]
    answer = server.request("POST", "/v1/profiles/batch", body=whole, headers=headers).json()
    assert (answer["accepted"], answer["repeated"], answer["refused"]) == (200, 0, 0)
    assert server_redis[0].zcard(keys.WAITING + "evaluate") - before == 200


def test_chunks_that_are_none_are_a_body_that_broke_off(server, profile):
    (line,) = lines_of(profile, 1)
    headers = {**NDJSON, "Idempotency-Key": "chunks", "Transfer-Encoding": "chunked"}
    status, problem = server.send(server.head(path="/v1/profiles/batch", **headers) + b"zz\r\n" + line)
    assert (status, problem["type"]) == (400, "/problems/incomplete-body")


def test_what_is_no_batch_is_refused_before_it_comes(server):
    head = server.head(path="/v1/profiles/batch", Content_Type="text/csv", Content_Length=1_000_000)
    assert server.send(head)[0] == 415
    head = server.head(path="/v1/profiles/batch", Content_Length=100_000_000)
    assert server.send(head)[0] == 413
