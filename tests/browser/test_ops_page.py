"""The operators' page, in a real browser on a real ledger with 10,000 dead letters."""

import json
import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from servers.ledger_worlds import World
from werkzeug.serving import make_server

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.operators.audit import Audit
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store import keys
from services.ledger.work.jobs import Queue

LETTERS = 10_000


class Stage:
    """A world with what an operator meets at 3 a.m., and a server for it."""

    def __init__(self, server):
        self.world = World(server)
        self.world.begin()
        self.server = make_server("127.0.0.1", 0, self.world.app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/ops/"
        scopes = [Scope.WRITE_OPERATIONS]
        self.key, _ = Clients(self.world.redis).create_key("operations", "test", scopes)
        self.looker, _ = Clients(self.world.redis).create_key("looker", "test", [Scope.READ_OPERATIONS])
        self.dead = self.fill()

    def fill(self):
        world = self.world
        for minutes in range(0, 180, 3):
            world.redis.delete(keys.MINUTE_TAKEN)
            earlier = replace(world.policy, clock_offset=timedelta(minutes=minutes - 180))
            world.redis.hincrby(keys.COUNTERS, "accepted", 3 + minutes % 7)
            world.redis.hincrby(keys.COUNTERS, "deliver.completed", 2 + minutes % 5)
            Heartbeats(world.redis, earlier).beat("dispatcher", "host:1", alive_for=timedelta(hours=9))
        for client in ("north", "south"):
            Clients(world.redis).create_key(client, "test", [])
            world.endpoints.put(client, "lms", f"https://{client}.example/hook", EndpointMode.FULL)
        for _ in range(world.policy.breaker_after):
            world.fail()
        dead = world.accept()
        claim = world.jobs.claim(Queue.EVALUATE, dead, "host:1")
        detail = "Started 3 times and never finished: <script>alert(1)</script> " + "x" * 200
        world.jobs.dead_letter(claim, "poison", detail)
        # As many again as the first, which came about as they do.
        fields = world.redis.hgetall(keys.JOB + dead)
        pipe = world.redis.pipeline()
        for number in range(LETTERS - 1):
            name, at = f"rec_copy{number:05}", int(fields["finished_at"]) - number * 1000
            pipe.hset(keys.JOB + name, mapping={**fields, "finished_at": str(at)})
            pipe.zadd(f"{keys.DEAD}evaluate:poison", {name: at})
            pipe.zadd(keys.DEAD_OF + "hr", {name: at})
        pipe.execute()
        return dead

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.world.redis.close()


@pytest.fixture(scope="module")
def stage(redis_server):  # noqa: ARG001 - skips where there is no Redis
    with EmbeddedRedis(settings={"appendonly": "yes", "appendfsync": "no"}) as server:
        made = Stage(server)
        yield made
        made.close()


@pytest.fixture
def browse(chromium, stage):
    """Open the page as an operator who is logged in; every context is closed after the test."""
    contexts = []

    def open_page(key=None, **context):
        contexts.append(chromium.new_context(**context))
        page = contexts[-1].new_page()
        page.problems = []
        page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(stage.address)
        page.get_by_label("API key").fill(key or stage.key)
        page.get_by_role("button", name="Log in").click()
        # What comes next: the overview, or the reason why not.
        expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_what_is_wrong_stands_at_the_top_with_what_mends_it(browse, stage):
    # As it must be in production, or that would be the first thing to mend.
    stage.world.redis.config_set("appendfsync", "always")
    page = browse()
    stage.world.redis.config_set("appendfsync", "no")
    top = page.get_by_role("status").first
    expect(top).to_contain_text("hr/lms has failed 5 times in a row")
    expect(top).to_contain_text("credwise endpoints test hr/lms")
    expect(page.get_by_role("table", name=re.compile("Redis's clock")).get_by_text("10000")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Profiles a minute: accepted: now"))).to_have_count(1)
    assert page.problems == []


def test_from_a_client_down_to_an_attempt(browse):
    page = browse()
    page.get_by_role("link", name="hr", exact=True).click()
    page.get_by_role("link", name="hr/lms").click()
    expect(page.get_by_role("status")).to_contain_text("has failed 5 times in a row")
    page.get_by_role("row").filter(has_text="waiting").get_by_role("link").first.click()
    expect(page.get_by_text("connect_failed")).to_be_visible()
    page.get_by_role("link", name=re.compile("^rec_")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Evaluation rec_"))
    page.get_by_label("Find").fill("hr/lms")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Endpoint hr/lms")).to_be_visible()


def test_ten_thousand_dead_letters_are_leafed_through_by_reason(browse, stage):
    page = browse()
    page.get_by_role("link", name="Dead letters", exact=True).click()
    page.get_by_role("link", name="evaluate: poison").click()
    seen = set()
    for number in range(3):
        if not number:
            page.wait_for_url(re.compile("reason=poison"))
        rows = page.get_by_role("rowheader").all_text_contents()
        assert len(rows) == 50
        assert not seen & set(rows)
        seen |= set(rows)
        page.goto(stage.address + page.get_by_role("link", name="Older ones").get_attribute("href")[len("/ops/") :])
    assert stage.dead in seen
    page.get_by_label("Client").fill("nobody")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("There are none that fit.")).to_be_visible()
    # What others wrote is text.
    assert page.problems == []


def test_an_act_says_what_it_would_do_and_is_done_when_confirmed_and_noted(browse, stage):
    page = browse()
    page.goto(f"{stage.address}endpoints/south/lms")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("kept back until it is resumed; 0 are pending")).to_be_visible()
    assert stage.world.endpoints.get("south", "lms").state == "active"
    page.get_by_role("link", name="Leave it as it is").click()
    confirm(page, "Pause")
    expect(page.get_by_role("status")).to_have_text("south/lms is paused.")
    assert stage.world.endpoints.get("south", "lms").state == "paused"
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("status")).to_contain_text("is paused: The operator did this")
    page.get_by_role("link", name="Audit").click()
    newest = page.get_by_role("row").nth(1)
    expect(newest).to_contain_text("operations")
    expect(newest).to_contain_text("pause-endpoint")


def confirm(page, label):
    """Press a button, and the one on the page that says what it would do."""
    page.get_by_role("button", name=label).click()
    expect(page.get_by_text("Nothing has changed yet.")).to_be_visible()
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()


def test_a_whole_queue_is_paused_and_resumed(browse, stage):
    page = browse()
    confirm(page, "Pause evaluate")
    stage.world.accept()
    page.goto(stage.address)
    expect(page.get_by_role("listitem").filter(has_text="An operator has the queue evaluate paused")).to_be_visible()
    confirm(page, "Resume evaluate")
    assert stage.world.app.extensions["credwise.ports"].snapshot().queues["evaluate"].paused_since is None


def test_what_a_clock_that_was_ahead_put_too_far_is_shown_and_moved(browse, stage):
    world = stage.world
    ahead = replace(world.policy, clock_offset=timedelta(days=3650))
    world.accept(ahead)
    page = browse()
    expect(page.get_by_text(re.compile("1 evaluations that wait as late as 203"))).to_be_visible()
    page.get_by_role("link", name="Due too late").click()
    expect(page.get_by_role("row", name=re.compile("evaluations that wait 1 203.* hr 1"))).to_be_visible()
    confirm(page, "Move to now")
    expect(page.get_by_role("status")).to_have_text("Moved to now: 1 evaluations that wait.")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("There is nothing.")).to_be_visible()
    page.get_by_label("Webhooks due in more than").select_option("1 h")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("hours=1$"))
    assert page.problems == []


def test_a_new_secret_is_shown_once_and_noted_nowhere(browse, stage):
    page = browse()
    page.goto(f"{stage.address}endpoints/north/lms")
    confirm(page, "Rotate the secret")
    secret = re.search(r"whsec_[\w+/=]+", page.content())[0]
    assert stage.world.endpoints.get("north", "lms").secrets[0] == secret
    entries = Audit(stage.world.redis, stage.world.policy).newest(100)
    assert secret not in json.dumps([entry.outcome for entry in entries])


def test_all_that_a_filter_finds_is_taken_up_a_thousand_at_a_time(browse, stage):
    page = browse()
    before = stage.world.redis.zcard(f"{keys.DEAD}evaluate:poison")
    page.goto(f"{stage.address}dead?queue=evaluate&reason=poison")
    page.get_by_role("button", name="Try all of these again").click()
    expect(page.get_by_text("1000 dead evaluations (poison) of all clients start anew")).to_be_visible()
    assert stage.world.redis.zcard(f"{keys.DEAD}evaluate:poison") == before
    page.get_by_role("button", name="Try all of these again").click()
    expect(page.get_by_role("status")).to_have_text("1000 evaluations are pending again.")
    assert stage.world.redis.zcard(f"{keys.DEAD}evaluate:poison") == before - 1000


def test_who_may_only_look_sees_no_buttons_and_cannot_act(browse, stage):
    page = browse(key=stage.looker)
    page.goto(f"{stage.address}endpoints/north/lms")
    expect(page.get_by_role("heading", name="Endpoint north/lms")).to_be_visible()
    assert page.locator(".acts").count() == 0
    token = page.locator("input[name=form_token]").first.get_attribute("value")
    form = {"form_token": token, "act": "disable-endpoint", "about": "north/lms", "confirmed": "yes"}
    assert page.request.post(f"{stage.address}acts", form=form).status == 403
    assert stage.world.endpoints.get("north", "lms").state == "active"


def test_a_form_from_elsewhere_does_nothing_and_a_session_ends_when_told(browse, stage):
    page = browse()
    expect(page.get_by_role("heading", name="Operations")).to_be_visible()
    form = {"form_token": "guessed", "act": "disable-endpoint", "about": "north/lms", "confirmed": "yes"}
    assert page.request.post(f"{stage.address}acts", form=form).status == 403
    assert stage.world.endpoints.get("north", "lms").state == "active"
    [cookie] = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/ops")
    page.get_by_role("button", name=re.compile("Log out")).click()
    expect(page.get_by_role("heading", name="Credwise operations")).to_be_visible()
    page.context.add_cookies([cookie])
    page.goto(stage.address)
    expect(page.get_by_label("API key")).to_be_visible()


def test_a_key_that_may_not_look_is_told_so(browse, stage):
    other, _ = Clients(stage.world.redis).create_key("hr", "test", [Scope.WRITE_PROFILES])
    expect(browse(key=other).get_by_role("alert")).to_contain_text("needs the scope ops:read")
    expect(browse(key="cw_nonsense").get_by_role("alert")).to_contain_text("not known")


PAGES = (
    "",
    "endpoints",
    "endpoints/hr/lms",
    "clients/hr",
    "dead?queue=evaluate&reason=poison",
    "clock",
    "audit",
    "nowhere",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_work_without_scripts_and_have_no_serious_fault(browse, stage, scheme):
    """Axe looks at each page in each theme, at 390 pixels; nothing is wider than the screen."""
    page = browse(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    for path in PAGES:
        page.goto(stage.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        found = Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}]
        assert serious == [], path
    plain = browse(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    expect(plain.get_by_role("status").first).to_be_visible()


def test_while_redis_is_away_the_page_says_so_and_what_to_do(browse, stage):
    """Last, for it stops Redis."""
    page = browse()
    stage.world.server.kill()
    page.goto(stage.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Redis does not answer or takes no writes")
    expect(page.get_by_text("credwise doctor")).to_be_visible()
