"""The application as it is wired: real data, real rules, real ledger."""

from pathlib import Path

import pytest

from services.api.app import create_app
from services.ledger.accounts.clients import Clients, Scope
from services.settings import read_settings


@pytest.fixture
def api(redis_url, redis_client):
    key, _ = Clients(redis_client).create_key("hr", "test", list(Scope))
    client = create_app(read_settings({"CREDWISE_REDIS_URL": redis_url})).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def test_a_real_profile_is_answered_accepted_and_refused(api, profile):
    made = api.post("/v1/evaluations", json=profile)
    assert made.status_code == 200
    assert made.json["learner_id"] == "learner-1"
    assert made.json["verdict"]
    assert api.post("/v1/evaluations", json=profile).data == made.data
    assert api.post("/v1/profiles", json=profile).status_code == 202
    refused = api.post("/v1/profiles", json=profile | {"field": {"occupation": "Data Wizardress"}})
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/unknown-occupation")
    assert "candidates" in refused.json
    assert api.get("/readyz").status_code == 200


def test_an_overlay_decides_what_its_client_asks_from_the_moment_it_is_put(api, profile):
    before = api.post("/v1/evaluations", json=profile)
    files = {"overlay.yaml": 'cultures: {"15": {culture: degree_focused, source: Our survey}}\n'}
    put = api.put("/v1/overlay", json={"files": files})
    assert (put.status_code, put.json["problems"]) == (200, [])
    decided = api.post("/v1/evaluations", json=profile).json
    assert decided["field"]["declared"] == {"culture": "degree_focused", "source": "Our survey"}
    assert decided["provenance"]["overlay"] == put.json["hash"]
    assert api.delete("/v1/overlay").status_code == 204
    assert api.post("/v1/evaluations", json=profile).data == before.data
    refused = api.put(
        "/v1/overlay", json={"files": {"overlay.yaml": "switch_off: [field_culture/badge-is-the-way-in]"}}
    )
    assert refused.status_code == 422
    assert refused.json["problems"][0]["suggestion"] == "field_culture/badge-is-not-the-way-in"


def test_a_clients_own_catalogue_decides_what_it_asks_from_the_moment_it_is_active(api, profile):
    profile |= {"goal": "fill_skill_gap", "target_role": {"title": "Analyst", "required_skills": ["SQL"]}}
    before = api.post("/v1/evaluations", json=profile)
    ctdl = (Path(__file__).parents[2] / "data/ctdl/ctdl_catalog_stack.json").read_bytes()
    posted = api.post("/v1/catalogues", data=ctdl, content_type="application/ld+json")
    assert posted.status_code == 201
    assert api.post("/v1/evaluations", json=profile).data == before.data
    assert api.put("/v1/catalogues/active", json={"version": posted.json["hash"]}).status_code == 200
    decided = api.post("/v1/evaluations", json=profile).json
    assert any(item["credential"]["id"].startswith("hr:") for item in decided["items"])
    assert decided["provenance"]["catalogue_additions"] == posted.json["hash"]
    assert decided["provenance"]["catalogue"] != before.json["provenance"]["catalogue"]
    assert api.put("/v1/catalogues/active", json={"version": None}).status_code == 200
    assert api.post("/v1/evaluations", json=profile).data == before.data


def test_readiness_names_what_is_in_force(api):
    state = api.get("/readyz").json
    assert (state["rules"], state["catalogue_files"]) == ("ok", "ok")
    assert state["catalogue"] == api.get("/v1/catalogues").json["shared"]


def test_every_rule_and_fact_is_served_as_data(api):
    listed = api.get("/v1/rules").json
    one = listed["rules"][0]
    assert len(listed["rules"]) > 100
    assert api.get(f"/v1/rules/{one['id']}").json == one
    assert {"when", "then", "because", "sources"} <= one.keys()
    facts = {fact["name"] for fact in api.get("/v1/vocabulary").json["facts"]}
    assert {condition["fact"] for rule in listed["rules"] for branch in rule["when"] for condition in branch} <= facts
