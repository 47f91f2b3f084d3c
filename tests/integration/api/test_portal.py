"""The page of an endpoint for whoever runs its receiver, on a real ledger."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from servers.ledger_worlds import World, attempt

from services.api.app import create_app
from services.api.ports import open_ports
from services.broker.embedded_redis import EmbeddedRedis
from services.learner_links import LearnerLinks
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.operators.audit import Audit
from services.ledger.webhooks.deliveries import Deliveries, History
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.work.jobs import Queue
from services.portal_links import PortalLinks
from tests.integration.api.stand_in import StandInAdvisor

KEY = "k" * 43


@pytest.fixture(scope="module")
def world(redis_server):  # noqa: ARG001 - skips where there is no Redis
    with EmbeddedRedis(settings={"appendonly": "yes", "appendfsync": "no"}) as server:
        made = World(server)
        yield made
        made.redis.close()


@pytest.fixture
def ports(world):
    world.begin()
    return replace(
        open_ports(world.settings, StandInAdvisor()), portals=PortalLinks(keys=[KEY], public_url="http://here")
    )


@pytest.fixture
def api(world, ports):
    return create_app(world.settings, ports).test_client()


@pytest.fixture
def key(world):
    made, _ = Clients(world.redis).create_key("hr", "portal", [Scope.WRITE_ENDPOINTS])
    return {"Authorization": f"Bearer {made}"}


@pytest.fixture
def at(api, key):
    """Where the page of hr's endpoint `lms` is."""
    answer = api.post("/v1/endpoints/lms/portal-link", headers=key, json={"hours": 2})
    assert answer.status_code == 201, answer.text
    assert "http://here/portal/" in answer.get_json()["url"]
    return answer.get_json()["url"].removeprefix("http://here")


def webhook(api, at):
    """The id of the newest webhook on the page."""
    return re.search(r"/webhooks/(msg_[\w-]+)", api.get(at).text)[1]


def test_the_page_shows_webhooks_attempts_and_answers_and_no_recommendation(world, api, at):
    world.fail()
    page = api.get(at)
    assert page.status_code == 200
    assert "https://lms.example/hook" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    one = api.get(f"{at}/webhooks/{webhook(api, at)}").text
    assert "connect_failed" in one
    assert "rec_" not in one


def test_older_webhooks_are_a_page_away(world, api, at):
    for _ in range(60):
        world.work()
    first = api.get(at).text
    older = re.search(r'href="([^"]+until=[^"]+)"', first)[1]
    second = api.get(older.replace("&amp;", "&")).text
    found = [set(re.findall(r"/webhooks/(msg_[\w-]+)", page)) for page in (first, second)]
    assert len(found[0]) == 50
    # `begin` made one too.
    assert len(found[0] | found[1]) == 61


def test_nothing_is_done_before_it_is_confirmed_and_all_that_is_done_is_noted(world, api, at):
    secret = world.endpoints.get("hr", "lms").secrets[0]
    asked = api.post(f"{at}/acts/rotate")
    assert "Nothing has changed yet" in asked.text
    assert world.endpoints.get("hr", "lms").secrets[0] == secret
    done = api.post(f"{at}/acts/rotate", data={"confirmed": "yes"})
    new = world.endpoints.get("hr", "lms").secrets[0]
    assert new != secret
    assert new in done.text
    noted = Audit(world.redis, world.policy).newest(1)[0]
    assert (noted.key_id, noted.client, noted.action) == ("portal link", "hr", "rotate")
    assert new not in noted.outcome


def test_a_webhook_that_arrived_is_sent_again(world, api, at):
    delivery = webhook(api, at)
    done = api.post(f"{at}/acts/send-again", data={"confirmed": "yes", "about": delivery})
    assert done.status_code == 200
    assert world.jobs.claim(Queue.DELIVER, delivery, "host:1").job_id == delivery
    again = api.post(f"{at}/acts/send-again", data={"confirmed": "yes", "about": delivery})
    assert again.status_code == 409
    assert "still pending" in again.text


def test_a_test_is_sent_and_its_answer_shown(world, api, at):
    sent = api.post(f"{at}/acts/test", data={"confirmed": "yes"})
    assert sent.status_code == 303
    page = sent.headers["Location"]
    waiting = api.get(page).text
    assert 'http-equiv="refresh"' in waiting
    claim = world.jobs.claim(Queue.DELIVER, page.rpartition("/")[2], "host:1")
    EndpointTests(world.redis, world.policy).finish(claim, attempt("delivered"))
    shown = api.get(page).text
    assert "It arrived." in shown
    assert "refresh" not in shown


def test_what_was_given_up_is_sent_again(api, at):
    done = api.post(f"{at}/acts/send-dead-again", data={"confirmed": "yes"})
    assert done.status_code == 200
    assert "looked through" in done.text


def test_another_endpoint_of_the_client_is_out_of_reach(world, api, at):
    world.endpoints.put("hr", "second", "https://second.example/hook", EndpointMode.FULL)
    world.evaluate(world.accept())
    (others,) = Deliveries(world.redis, world.policy).list(History(client="hr", endpoint="second"), 9)
    assert api.get(f"{at}/webhooks/{others.id}").status_code == 404
    assert api.post(f"{at}/acts/send-again", data={"confirmed": "yes", "about": others.id}).status_code == 404


@pytest.mark.parametrize("path", ["webhooks/msg_none", "tests/test_none"])
def test_what_is_not_there_is_said_to_be_so(api, at, path):
    answer = api.get(f"{at}/{path}")
    assert answer.status_code == 404
    assert "There is no such thing here" in answer.text


def test_what_the_page_has_no_button_for_cannot_be_done(api, at):
    assert api.post(f"{at}/acts/disable", data={"confirmed": "yes"}).status_code == 400


def test_a_link_that_is_over_forged_or_of_a_client_that_left_opens_nothing(world, ports, at):
    later = replace(ports, now=lambda: datetime.now(UTC) + timedelta(hours=3))
    assert create_app(world.settings, later).test_client().get(at).status_code == 410
    other = replace(ports, portals=PortalLinks(keys=["n" * 43], public_url="http://here"))
    visitor = create_app(world.settings, other).test_client()
    assert visitor.get(at).status_code == 404
    assert visitor.post(f"{at}/acts/rotate", data={"confirmed": "yes"}).status_code == 404
    assert create_app(world.settings, ports).test_client().get(f"{at}x").status_code == 404


def test_a_link_for_a_learner_opens_no_endpoint(world, ports):
    ends = datetime.now(UTC) + timedelta(hours=1)
    learner = LearnerLinks(keys=[KEY], public_url="http://here").link(
        client="hr", recommendation="lms", expires_at=ends
    )
    visitor = create_app(world.settings, ports).test_client()
    assert visitor.get(f"/portal/{learner.token}").status_code == 404


def test_a_deleted_endpoint_and_one_that_never_was_have_no_page(world, api, key, at):
    world.endpoints.delete("hr", "lms")
    assert api.get(at).status_code == 404
    assert api.post("/v1/endpoints/none/portal-link", headers=key).status_code == 404


@pytest.mark.usefixtures("ports")
def test_without_a_key_to_sign_with_there_is_no_link(world, key):
    bare = create_app(world.settings, open_ports(world.settings, StandInAdvisor())).test_client()
    answer = bare.post("/v1/endpoints/lms/portal-link", headers=key)
    assert answer.status_code == 409
    assert "CREDWISE_LINK_KEYS" in answer.text
