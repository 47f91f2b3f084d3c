"""Answers are accepted as the profile that they make, once, for the client whose recommendation asks."""

import json
from dataclasses import replace

import pytest

from services.ledger.work.jobs import JobState

ANSWERS = "/v1/recommendations/rec_1/answers"


@pytest.fixture
def asking(api, ports, profile):
    """The client of a stored recommendation that asks for something to show and for a licence."""
    assert api.post("/v1/profiles", json=profile).status_code == 202
    made = json.loads(ports.jobs.view("hr", "rec_1").recommendation)
    assert {question["code"] for question in made["worth_asking"]} == {"licence", "which_country"}
    return api


def in_state(ports, state):
    whole = ports.jobs.view
    ports.jobs.view = lambda client, job_id: replace(whole(client, job_id), state=state, recommendation=None)


def known_occupation(ports):
    ports.advisor.resolve_occupation = lambda _profile, _overlay: None


def test_answers_are_accepted_as_the_profile_that_they_make(asking, ports):
    known_occupation(ports)
    answer = asking.post(ANSWERS, json={"licence": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (202, "/v1/recommendations/rec_2")
    assert answer.json["follows"] == "rec_1"
    assert asking.get("/v1/recommendations/rec_2").json["follows"] == "rec_1"
    kept = json.loads(ports.jobs.accepted["rec_2"][1])
    assert kept["credentials_held"] == [{"title": "Admission to the bar"}]
    assert kept["learner_id"] == json.loads(ports.jobs.view("hr", "rec_1").recommendation)["learner_id"]


def test_the_same_answers_are_evaluated_once_with_and_without_a_key(asking, ports):
    known_occupation(ports)
    for headers in ({}, {"Idempotency-Key": "k1"}):
        first = asking.post(ANSWERS, json={"licence": "yes"}, headers=headers)
        again = asking.post(ANSWERS, json={"licence": "yes"}, headers=headers)
        assert first.json["id"] == again.json["id"]
        assert "Idempotent-Replayed" not in first.headers
        assert again.headers["Idempotent-Replayed"] == "true"
    other = asking.post(ANSWERS, json={"licence": "no"}, headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.json["type"]) == (422, "/problems/idempotency-key-reused")
    assert asking.post(ANSWERS, json={"licence": "no"}).status_code == 202


def test_an_answer_that_cannot_be_used_is_refused_by_its_code(asking):
    answer = asking.post(ANSWERS, json={"licence": "perhaps", "hours": 3})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-document")
    assert [problem["pointer"] for problem in answer.json["problems"]] == ["/hours", "/licence"]
    assert asking.post(ANSWERS, json=["yes"]).status_code == 422


def test_another_clients_recommendation_is_not_found(asking):
    other = {"Authorization": "Bearer cw_lms"}
    assert asking.post(ANSWERS, json={"licence": "yes"}, headers=other).status_code == 404


def test_the_key_needs_the_scope_of_sending_profiles(asking):
    reading = {"Authorization": "Bearer cw_hr:recommendations:read"}
    assert asking.post(ANSWERS, json={"licence": "yes"}, headers=reading).status_code == 403


@pytest.mark.parametrize("state", JobState)
def test_what_is_not_stored_cannot_be_answered_and_the_detail_says_why(asking, ports, state):
    in_state(ports, state)
    answer = asking.post(ANSWERS, json={"licence": "yes"})
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/not-made-yet")
    assert answer.json["detail"]


def test_an_idempotency_key_with_a_space_is_refused(asking):
    answer = asking.post(ANSWERS, json={"licence": "yes"}, headers={"Idempotency-Key": "a b"})
    assert answer.status_code == 400
