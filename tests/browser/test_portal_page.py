"""The page of an endpoint, in a real browser: what its owner does with it, and whether everybody can use it."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from servers.ledger_worlds import World
from werkzeug.serving import make_server

from services.api.app import create_app
from services.api.ports import open_ports
from services.broker.embedded_redis import EmbeddedRedis
from services.portal_links import PortalLinks
from tests.integration.api.stand_in import StandInAdvisor


@pytest.fixture(scope="module")
def address(redis_server):  # noqa: ARG001 - skips where there is no Redis
    """Where the page of an endpoint is that failed twice and has received once."""
    with EmbeddedRedis(settings={"appendonly": "yes", "appendfsync": "no"}) as store:
        world = World(store)
        world.begin()
        world.fail()
        world.fail()
        links = PortalLinks(keys=["k" * 43], public_url="")
        ports = replace(open_ports(world.settings, StandInAdvisor()), portals=links)
        server = make_server("127.0.0.1", 0, create_app(world.settings, ports), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        ends = datetime.now(UTC) + timedelta(hours=1)
        yield f"http://127.0.0.1:{server.server_port}{links.link(client='hr', endpoint='lms', expires_at=ends).url}"
        server.shutdown()
        thread.join()
        server.server_close()
        world.redis.close()


@pytest.fixture
def page(chromium, address):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.problems = []
    opened.on("console", lambda said: opened.problems.append(said.text) if said.type == "error" else None)
    opened.goto(address)
    yield opened
    context.close()


def test_from_the_list_to_an_answer_and_to_a_new_secret(page):
    page.get_by_role("row").filter(has_text="waiting").get_by_role("link").first.click()
    expect(page.get_by_text("connect_failed")).to_be_visible()
    page.get_by_role("link", name="Webhooks to lms").click()
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.get_by_text("Nothing has changed yet")).to_be_visible()
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.get_by_text("shown this once")).to_contain_text("whsec_")
    assert page.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_usable_by_everybody_on_a_telephone(page, theme):
    page.emulate_media(color_scheme=theme)
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in {"serious", "critical"}]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
