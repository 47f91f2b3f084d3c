"""Documents and résumés come in over HTTP; what is kept of them is what they achieve, not who achieved it."""

import json

import pytest

ASKED = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "explore"}
BADGE = {"type": ["OpenBadgeCredential"], "name": "Robin Example - SQL", "credentialSubject": {"name": "Robin Example"}}


def kept(ports):
    return [json.loads(profile) for _, profile, _, _ in ports.jobs.accepted.values()]


def test_of_a_resume_only_what_was_done_is_kept_and_the_answer_names_the_rest(api, ports):
    resume = {"basics": {"name": "Robin Example"}, "skills": [{"name": "SQL"}]}
    answer = api.post("/v1/profiles", json=ASKED | {"resume": resume})
    assert answer.status_code == 202
    assert [one["pointer"] for one in answer.json["dropped"]] == ["/resume/basics"]
    assert kept(ports) == [ASKED | {"skills": [{"name": "SQL"}]}]


def test_an_answer_without_a_resume_names_nothing_dropped(api):
    assert "dropped" not in api.post("/v1/profiles", json=ASKED).json


def test_a_client_cannot_claim_a_proof(api):
    held = [{"title": "SQL", "proof": "verified"}]
    answer = api.post("/v1/profiles", json=ASKED | {"credentials_held": held})
    assert (answer.status_code, answer.json["problems"][0]["pointer"]) == (422, "/credentials_held/0/proof")


def test_a_document_is_examined_before_it_is_kept(api, ports):
    answer = api.post("/v1/profiles", json=ASKED | {"credentials_held": [{"document": BADGE}]})
    assert answer.status_code == 202
    (profile,) = kept(ports)
    assert profile["credentials_held"] == [
        {"title": "SQL", "why": "It carries no signature: only the learner says so."}
    ]


def test_the_same_document_sent_again_with_its_key_is_the_same_profile_and_another_is_not(api):

    def send(badge):
        headers = {"Idempotency-Key": "k"}
        return api.post("/v1/profiles", json=ASKED | {"credentials_held": [{"document": badge}]}, headers=headers)

    first, again, other = send(BADGE), send(BADGE), send(BADGE | {"id": "urn:uuid:2"})
    assert (first.json["id"], first.status_code) == (again.json["id"], again.status_code)
    assert other.status_code == 422


@pytest.mark.parametrize(
    "document", ["a text", 7, [], {"proof": {"type": "DataIntegrityProof"}, "credentialSubject": {}}]
)
def test_whatever_stands_as_a_document_is_answered(api, document):
    asked = ASKED | {"credentials_held": [{"document": document}]}
    assert api.post("/v1/profiles", json=asked).status_code == 202
    assert api.post("/v1/evaluations", json=asked).status_code == 200
