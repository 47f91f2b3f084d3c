"""A profile is accepted whole or refused with a problem document, never half and never with a 500."""

import json

import pytest

from services.intake.personal import REFUSAL
from services.ledger.store.errors import LedgerFull, LedgerUnavailable


def test_an_accepted_profile_is_answered_with_its_address(api, ports, profile):
    answer = api.post("/v1/profiles", json=profile)
    assert answer.status_code == 202
    assert answer.headers["Location"] == "/v1/recommendations/rec_1"
    assert answer.json == {
        "id": "rec_1",
        "state": "waiting",
        "accepted_at": "2026-11-22T12:00:00+00:00",
        "address": "https://credwise.example.org/v1/recommendations/rec_1",
    }
    client, text, _, key = ports.jobs.accepted["rec_1"]
    assert (client, json.loads(text), key) == ("hr", profile, None)


@pytest.mark.parametrize(
    ("header", "priority"),
    [("u=0", 0), ("u=7, i", 7), ("i, u=2;x", 2), ("", None), ("u=9", None), ("urgent", None), ("au=1", None)],
)
def test_a_client_says_which_of_its_profiles_come_first(api, ports, profile, header, priority):
    assert api.post("/v1/profiles", json=profile, headers={"Priority": header}).status_code == 202
    assert ports.jobs.priorities["rec_1"] == priority


def test_the_same_key_and_profile_are_accepted_once(api, ports, profile):
    first = api.post("/v1/profiles", json=profile, headers={"Idempotency-Key": "k-1"})
    spelled_otherwise = json.dumps(profile | {"skills": [], "mode": "any"}, indent=3)
    headers = {"Idempotency-Key": "k-1", "Content-Type": "application/json"}
    again = api.post("/v1/profiles", data=spelled_otherwise, headers=headers)
    assert again.status_code == 202
    assert again.json == first.json
    assert (first.headers.get("Idempotent-Replayed"), again.headers["Idempotent-Replayed"]) == (None, "true")
    assert len(ports.jobs.accepted) == 1


def test_a_key_used_for_another_profile_is_refused(api, profile):
    api.post("/v1/profiles", json=profile, headers={"Idempotency-Key": "k-1"})
    answer = api.post("/v1/profiles", json=profile | {"goal": "complement"}, headers={"Idempotency-Key": "k-1"})
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/idempotency-key-reused"
    assert answer.json["existing_id"] == "rec_1"


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 256, "clé"])
def test_a_key_that_is_not_visible_ascii_is_refused(api, ports, profile, key):
    answer = api.post("/v1/profiles", json=profile, headers={"Idempotency-Key": key})
    assert answer.status_code == 400
    assert "Idempotency-Key must be" in answer.json["detail"]
    assert ports.jobs.accepted == {}


def test_an_unknown_occupation_is_refused_with_candidates_before_anything_is_kept(api, ports, profile):
    answer = api.post("/v1/profiles", json=profile | {"field": {"occupation": "Data Wizard"}})
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/unknown-occupation"
    assert answer.json["problems"] == [{"pointer": "/field/occupation", "detail": "No occupation is called that."}]
    assert answer.json["candidates"] == [{"code": "15-2051.00", "title": "Data Scientists"}]
    assert ports.jobs.accepted == {}


def test_every_problem_of_a_profile_is_listed(api, ports):
    answer = api.post("/v1/profiles", json={"learner_id": "a b", "field": {"ocupation": "x"}, "name": "Ada"})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "/problems/invalid-document"
    assert answer.json["title"]
    assert answer.json["status"] == 422
    assert answer.json["detail"] == "The document has 4 problems; fix what is listed."
    problems = {problem["pointer"]: problem["detail"] for problem in answer.json["problems"]}
    assert problems["/name"] == REFUSAL
    assert problems["/field/ocupation"].endswith('did you mean "occupation"?')
    assert set(problems) == {"/learner_id", "/field/ocupation", "/goal", "/name"}
    assert ports.jobs.accepted == {}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b" ", "empty"),
        (b"{", "line 1, column 2"),
        (b'{"a":1,"a":2}', "given twice"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "nest more than 32 deep"),
        (b'{"a":Infinity}', "Infinity is not a JSON number"),
        (b'{"learner_id":' + b"7" * 4000 + b"}", "more than 15 digits"),
        (b'{"learner_id":"\xff"}', "not UTF-8"),
    ],
)
def test_a_body_that_is_not_strict_json_is_refused(api, body, says):
    answer = api.post("/v1/profiles", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["type"] == "/problems/invalid-json"
    assert says in answer.json["detail"]


def test_a_place_in_json_is_said_as_a_pointer(api):
    answer = api.post("/v1/profiles", data=b'{"field":{"a":NaN}}', content_type="application/json")
    assert answer.json["problems"][0]["pointer"] == "/field/a"


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {},
    ],
)
def test_a_body_that_is_not_declared_as_plain_json_is_refused(api, profile, headers):
    answer = api.post("/v1/profiles", data=json.dumps(profile), headers=headers)
    assert answer.status_code == 415
    assert answer.json["type"] == "/problems/not-json"


def test_a_body_over_the_limit_is_refused(api):
    answer = api.post("/v1/profiles", data=b" " * 4097, content_type="application/json")
    assert answer.status_code == 413
    assert "at most 4096" in answer.json["detail"]


@pytest.mark.parametrize(
    ("failure", "slug", "seconds"),
    [(LedgerUnavailable("away"), "ledger-away", "5"), (LedgerFull("full"), "ledger-full", "30")],
)
def test_a_ledger_that_cannot_accept_is_answered_with_when_to_try_again(api, ports, profile, failure, slug, seconds):
    ports.jobs.failing = failure
    answer = api.post("/v1/profiles", json=profile)
    assert answer.status_code == 503
    assert answer.json["type"] == f"/problems/{slug}"
    assert answer.headers["Retry-After"] == seconds
    assert ports.jobs.accepted == {}


def test_a_mistake_of_ours_is_a_problem_document_that_tells_nothing(api, ports, profile, caplog):
    ports.jobs.failing = ZeroDivisionError("secret detail")
    answer = api.post("/v1/profiles", json=profile)
    assert answer.status_code == 500
    assert answer.json["type"] == "/problems/our-mistake"
    assert b"secret detail" not in answer.data
    assert "error=ZeroDivisionError at=accept" in caplog.text
    assert "secret detail" not in caplog.text
