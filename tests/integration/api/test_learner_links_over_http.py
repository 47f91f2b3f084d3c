"""Links for learners on the real ledger: they open the page that is kept, and nothing once it is erased."""

from datetime import UTC, datetime, timedelta

import pytest
from documents.report_documents import document_text

from services.api.app import create_app
from services.api.ports import open_ports
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.link_uses import COUNTED_FOR, MOST_USES, LinkUses
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings
from tests.integration.api.stand_in import StandInAdvisor


@pytest.fixture
def client(server_redis):
    """The API on the module's Redis, called with a key of the client "hr-south"."""
    redis, url = server_redis
    settings = read_settings({"CREDWISE_REDIS_URL": url, "CREDWISE_LINK_KEYS": "k" * 43})
    api = create_app(settings, open_ports(settings, StandInAdvisor())).test_client()
    key, _ = Clients(redis).create_key("hr-south", "test", list(Scope))
    api.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return api


@pytest.fixture
def recommended(client, server_redis, profile):
    """The id of a recommendation that is made and kept."""
    jobs = Jobs(server_redis[0], LedgerPolicy.of(read_settings({})))
    job_id = client.post("/v1/profiles", json=profile).get_json()["id"]
    claim = jobs.claim(Queue.EVALUATE, job_id, "w")
    jobs.finish_evaluation(claim, recommendation=document_text("would-be-lawyer"), summary={})
    return job_id


def test_a_link_opens_the_page_until_the_learner_is_erased(client, recommended, profile):
    link = client.post(f"/v1/recommendations/{recommended}/link", json={"hours": 2}).get_json()
    ends = datetime.fromisoformat(link["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=1.9) < ends <= timedelta(hours=2)
    place = link["url"].removeprefix("http://127.0.0.1:8080")
    learner = client.application.test_client()
    assert "a degree first" in learner.get(place).text
    client.delete(f"/v1/learners/{profile['learner_id']}")
    gone = learner.get(place)
    assert (gone.status_code, gone.mimetype) == (410, "text/html")
    assert "no longer kept" in gone.text


def test_an_endpoint_keeps_how_long_its_links_are_good(client):
    wanted = {"address": "https://lms.example.org/hook", "link_hours": 48}
    assert client.put("/v1/endpoints/lms", json=wanted).get_json()["link_hours"] == 48
    assert client.get("/v1/endpoints/lms").get_json()["link_hours"] == 48
    without = {"address": "https://lms.example.org/hook"}
    assert client.put("/v1/endpoints/lms", json=without).get_json()["link_hours"] is None
    client.delete("/v1/endpoints/lms")


def test_a_link_takes_so_many_answers_a_day_and_each_of_its_own(server_redis):
    redis, _ = server_redis
    uses = LinkUses(redis)
    taken = [uses.take("hr-south", "rec_often") for _ in range(MOST_USES + 1)]
    assert taken == [True] * MOST_USES + [False]
    assert uses.take("hr-south", "rec_other")
    assert 0 < redis.ttl("cw:link-uses:hr-south:rec_often") <= COUNTED_FOR.total_seconds()


def test_a_client_is_served_while_it_has_a_key_that_is_not_revoked(server_redis):
    clients = Clients(server_redis[0])
    assert not clients.is_served("rotating")
    _, old = clients.create_key("rotating", "old", [Scope.READ_RECOMMENDATIONS])
    _, new = clients.create_key("rotating", "new", [Scope.READ_RECOMMENDATIONS])
    clients.revoke(old.key_id)
    assert clients.is_served("rotating")
    clients.revoke(new.key_id)
    assert not clients.is_served("rotating")
