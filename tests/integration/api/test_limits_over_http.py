"""A noisy client and a greedy one beside a polite one: each is told its own limits, and the polite one is served."""

import pytest

from services.client_limits import LimitName
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.limits.client_limits import ClientLimits
from services.ledger.store.policy import LedgerPolicy
from services.settings import read_settings
from tests.integration.api.stand_in import make

PROFILE = {"learner_id": "learner-1", "field": {"occupation": "15-1252.00"}, "goal": "explore"}


@pytest.fixture
def post(redis_client, redis_url):
    """Post a profile as a client."""
    settings = read_settings({"CREDWISE_REDIS_URL": redis_url})
    limits = ClientLimits(redis_client, LedgerPolicy.of(settings))
    limits.set("noisy", {LimitName.PROFILES_PER_MINUTE: 5})
    limits.set("greedy", {LimitName.PROFILES_OWED: 3})
    api, clients = make(settings).test_client(), Clients(redis_client)
    keys = {client: clients.create_key(client, "n", list(Scope))[0] for client in ("noisy", "greedy", "polite")}

    def post(client, path="/v1/profiles", body=PROFILE, method="POST"):
        return api.open(path, method=method, json=body, headers={"Authorization": f"Bearer {keys[client]}"})

    return post


def test_the_noisy_and_the_greedy_are_refused_and_the_polite_is_served(post):
    for client, limit, taken in (("noisy", "profiles_per_minute", 5), ("greedy", "profiles_owed", 3)):
        answers = [post(client) for _ in range(taken + 2)]
        assert [answer.status_code for answer in answers] == [202] * taken + [429] * 2
        told = answers[-1].json
        assert (told["type"], told["limit"]["name"]) == ("/problems/over-limit", limit)
        assert int(answers[-1].headers["Retry-After"]) >= 1
        assert f'"{limit}";r=0' in answers[-1].headers["RateLimit"]
        assert post("polite").status_code == 202


def test_what_is_left_is_told_with_every_profile_taken(post):
    taken = post("noisy")
    assert taken.headers["RateLimit-Policy"] == '"profiles_per_minute";q=5;w=60, "profiles_owed";q=100000'
    assert taken.headers["RateLimit"].startswith('"profiles_per_minute";r=4;t=12, "profiles_owed";r=99999')


def test_a_client_that_is_not_limited_more_than_usual_sees_the_usual(post):
    told = {one["name"]: one for one in post("polite", "/v1/limits", None, "GET").json["limits"]}
    assert told["endpoints"] == {"name": "endpoints", "counts": "endpoints", "most": 50, "used": 0}
    assert told["profiles_per_minute"]["most"] is None


def test_refusals_are_metrics(post):
    for _ in range(4):
        post("greedy")
    text = post("polite", "/metrics", None, "GET").text
    assert 'credwise_intake_refused_total{limit="profiles_owed"} 1.0' in text
    assert 'credwise_clients_refused{limit="profiles_owed"} 1.0' in text
    assert 'credwise_intake_refused_total{limit="share"} 0.0' in text
