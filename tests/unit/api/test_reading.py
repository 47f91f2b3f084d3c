"""Recommendations, evaluations and endpoints: what a client may see, and that it is its own."""

import pytest
from documents.report_documents import document


def test_a_recommendation_is_shown_to_the_client_that_asked(api, profile):
    job_id = api.post("/v1/profiles", json=profile).json["id"]
    answer = api.get(f"/v1/recommendations/{job_id}")
    assert answer.status_code == 200
    assert answer.json == {
        "id": job_id,
        "state": "completed",
        "accepted_at": "2026-11-22T12:00:00+00:00",
        "started_at": "2026-11-22T12:00:00+00:00",
        "finished_at": "2026-11-22T12:00:00+00:00",
        "reason": None,
        "detail": None,
        "recommendation": document("would-be-lawyer"),
        "deliveries": [],
        "follows": None,
    }


def test_another_clients_recommendation_is_not_found(api, profile):
    job_id = api.post("/v1/profiles", json=profile).json["id"]
    other = api.get(f"/v1/recommendations/{job_id}", headers={"Authorization": "Bearer cw_other"})
    unknown = api.get("/v1/recommendations/rec_99")
    assert other.status_code == unknown.status_code == 404
    assert other.json == unknown.json


def test_an_evaluation_is_answered_at_once_and_nothing_is_kept(api, ports, profile):
    answer = api.post("/v1/evaluations", json=profile)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.json == {"learner_id": "learner-1", "decided_on": "2026-11-22"}
    assert ports.jobs.accepted == {}


def test_an_evaluation_of_an_unknown_occupation_is_refused(api, profile):
    answer = api.post("/v1/evaluations", json=profile | {"field": {"occupation": "Wizard"}})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/unknown-occupation")


def test_an_endpoint_shows_its_secret_only_when_it_is_made(api):
    made = api.put("/v1/endpoints/lms", json={"address": "https://lms.example.org/hook"})
    assert (made.status_code, made.json["secret"], made.json["mode"]) == (201, "whsec_first", "full")
    changed = api.put("/v1/endpoints/lms", json={"address": "https://lms.example.org/other", "mode": "thin"})
    assert (changed.status_code, changed.json["mode"]) == (200, "thin")
    seen = api.get("/v1/endpoints/lms")
    listed = api.get("/v1/endpoints")
    assert seen.json == changed.json == listed.json["endpoints"][0]
    for answer in (changed, seen, listed):
        assert b"whsec" not in answer.data


def test_a_rotated_secret_is_shown_once(api):
    api.put("/v1/endpoints/lms", json={"address": "https://lms.example.org/hook"})
    assert api.post("/v1/endpoints/lms/rotate").json["secret"] == "whsec_second"
    assert "secret" not in api.get("/v1/endpoints/lms").json


def test_another_clients_endpoint_is_not_found(api):
    api.put("/v1/endpoints/lms", json={"address": "https://lms.example.org/hook"})
    other = {"Authorization": "Bearer cw_other"}
    assert api.get("/v1/endpoints/lms", headers=other).status_code == 404
    assert api.post("/v1/endpoints/lms/rotate", headers=other).status_code == 404
    assert api.get("/v1/endpoints", headers=other).json == {"endpoints": []}


@pytest.mark.parametrize(
    "address",
    [
        "http://lms.example.org/hook",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://2130706433/",
        "https://user:password@lms.example.org/",
        "ftp://lms.example.org/",
        "lms.example.org",
    ],
)
def test_an_address_that_webhooks_may_not_go_to_is_refused_at_once(api, ports, address):
    answer = api.put("/v1/endpoints/lms", json={"address": address})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/address-refused")
    assert answer.json["problems"][0]["pointer"] == "/address"
    assert ports.endpoints.kept == {}


@pytest.mark.parametrize("endpoint_id", ["LMS", "-lms", "l" * 41, "a_b", "a.b"])
def test_an_endpoint_id_of_other_letters_is_refused(api, endpoint_id):
    answer = api.put(f"/v1/endpoints/{endpoint_id}", json={"address": "https://lms.example.org/hook"})
    assert answer.status_code == 400
    assert "1 to 40 of a-z, 0-9 and hyphens" in answer.json["detail"]


def test_an_endpoint_document_is_read_strictly(api):
    answer = api.put("/v1/endpoints/lms", json={"adress": "https://lms.example.org/hook", "mode": "short"})
    assert {problem["pointer"] for problem in answer.json["problems"]} == {"/address", "/adress", "/mode"}
