"""The application as it is wired: real data, real rules, real ledger."""

import pytest

from services.api.app import create_app
from services.ledger.clients import Clients, Scope
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
