"""The page of a recommendation, in a real browser: it fits, it is quiet, it asks nobody, and its outline is in order."""

import json
import os
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from documents.report_documents import document, document_text
from werkzeug.serving import make_server

from services.api.app import create_app
from services.api.ports import open_ports
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.work.jobs import JobState, JobView
from services.presenting.page.report import Form, report_html, why_not_html
from services.recommender.recommendation.codes import WhyNotStanding
from services.recommender.recommendation.document import read_recommendation
from services.recommender.recommendation.why_not import FirstShown, SpokeAgainst, WhyNot
from services.settings import read_settings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHOWN = (
    "backend-developer-to-cloud",
    "designer-without-portfolio",
    "nurse-adding-telehealth",
    "senior-developer-with-everything",
    "stacking",
    "would-be-lawyer",
)

#: The contrast that WCAG 2.2 asks of normal text at level AA.
ENOUGH = 4.5

#: Returns the least contrast between a text and the ground it stands on, over the page; drawings are left out.
LEAST_CONTRAST = """() => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  let least = [21, ""];
  for (const element of document.querySelectorAll("body *:not(svg, svg *)")) {
    const words = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
    if (!words) continue;
    const [one, two] = [light(numbers(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (two + 0.05);
    if (contrast < least[0]) least = [contrast, words];
  }
  return least;
}"""


class Stored:
    """A ledger whose recommendations are named after their samples; "waiting" is not made yet, "long" knows no spaces."""

    def view(self, _client, job_id):
        return JobView(
            id=job_id,
            state=JobState.WAITING if job_id == "waiting" else JobState.COMPLETED,
            accepted_at=NOON,
            started_at=None,
            finished_at=None,
            reason=None,
            detail=None,
            recommendation=stored(job_id),
            summary={},
            deliveries=(),
        )


def stored(job_id):
    match job_id:
        case "waiting":
            return None
        case "long":
            return json.dumps(lengthened(document("stacking")))
    return document_text(job_id)


def lengthened(value, name=""):
    """Return the document with its names and sentences made one long word each."""
    match value:
        case dict():
            return {name: lengthened(member, name) for name, member in value.items()}
        case list():
            return [lengthened(member, name) for member in value]
        case str() if name in {"learner_id", "title", "issuer", "because", "text", "sentence", "example", "required"}:
            return "W" * 200
    return value


class Anybody:
    def authenticate(self, _text):
        return Caller(client="hr", key_id="k", scopes=frozenset(Scope))


@pytest.fixture(scope="module")
def address():
    """The address of the real application on a ledger of samples."""
    settings = read_settings({})
    app = create_app(settings, replace(open_ports(settings), jobs=Stored(), callers=Anybody()))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(chromium, address):
    """Open the page of a sample; the second value lists what went wrong or went elsewhere."""

    def run(name, *, width, scheme="light", query=""):
        page = chromium.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            extra_http_headers={"Authorization": "Bearer cw_any"},
        )
        wrong = []
        page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url)
        )
        answer = page.goto(f"{address}/v1/recommendations/{name}/page{query}")
        assert answer.status == 200
        return page, wrong

    return run


@pytest.mark.parametrize("width", [360, 390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_is_quiet_and_can_be_read(visit, width, scheme):
    for name in (*SHOWN, "long"):
        page, wrong = visit(name, width=width, scheme=scheme)
        if picture := os.environ.get("CREDWISE_TEST_PICTURES"):
            page.screenshot(path=f"{picture}/report-{name}-{width}-{scheme}.png", full_page=True)
        # What is folded away has to fit and be legible too.
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        contrast, words = page.evaluate(LEAST_CONTRAST)
        assert contrast >= ENOUGH, (name, words)
        assert wrong == []
        page.close()


def asking_why_not(made):
    """The page that answers why something is not advised."""
    answer = WhyNot(
        asked="PMP",
        standing=WhyNotStanding.NOT_JUDGED,
        sentence="It is not near.",
        path=None,
        credential=None,
        rank=None,
        score=-3,
        first=FirstShown(title=made.field.title, score=9),
        against=[SpokeAgainst(rule="a/b", points=-3, because="It costs too much.")],
        missed_by_one=[],
        changes=[],
        nearest=[],
    )
    return why_not_html(answer, "Decided again.", back_to="../token")


PAGES = {
    "full": lambda made: report_html(made, full=True),
    "form": lambda made: report_html(
        made,
        form=Form(answers_to="a", why_not_to="w", problems={q.code.value: "must be less" for q in made.worth_asking}),
    ),
    "why not": asking_why_not,
}


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["designer-without-portfolio", "stacking", "would-be-lawyer"])
def test_axe_finds_nothing_to_complain_of(chromium, tmp_path, name, scheme, kind):
    # Beside the page's own policy, which lets no script in: the very same text, opened from a file.
    written = tmp_path / "page.html"
    written.write_text(PAGES[kind](read_recommendation(document(name))), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 390, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto(written.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page).response["violations"]
    assert [(one["impact"], one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("name", SHOWN)
def test_the_outline_is_in_order(visit, name):
    page, _ = visit(name, width=1200)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.lang") == "en"
    landmarks = page.evaluate("[...document.body.children].map(one => one.tagName.toLowerCase())")
    assert [one for one in landmarks if one != "a"] == ["header", "main", "footer"]
    missing = page.evaluate(
        "[...document.querySelectorAll('nav a, .skip')].filter(a => !document.querySelector(a.hash)).length"
    )
    assert missing == 0


@pytest.mark.parametrize("width", [360, 1200])
def test_the_timeline_is_visible_where_a_plan_exists(visit, width):
    page, _ = visit("stacking", width=width, query="?full")
    drawing = page.locator(".timeline svg")
    drawing.scroll_into_view_if_needed()
    assert drawing.is_visible()
    assert drawing.bounding_box()["height"] > 100
    # On a narrow screen it keeps a size that can be read, and is moved within its frame.
    assert drawing.bounding_box()["width"] >= 700
    page.close()
    page, _ = visit("would-be-lawyer", width=width)
    assert page.locator(".timeline").count() == 0


def pages_of(page, paper):
    """Return how many sheets of `paper` the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", SHOWN)
def test_the_summary_is_one_sheet_of_paper(visit, name, paper):
    page, _ = visit(name, width=1200)
    assert pages_of(page, paper) == 1


def test_the_full_report_is_printed_where_it_is_open_with_nothing_folded(visit):
    page, _ = visit("nurse-adding-telehealth", width=1200)
    reason = page.locator(".item .why .reasons li").first
    page.emulate_media(media="print")
    assert not reason.is_visible()
    page.close()
    page, _ = visit("nurse-adding-telehealth", width=1200, query="?full")
    reason = page.locator(".item .why .reasons li").first
    assert not reason.is_visible()
    page.emulate_media(media="print")
    assert reason.bounding_box()["height"] > 0
    assert not page.locator("nav").is_visible()
    assert pages_of(page, "A4") > 1


def test_no_card_is_cut_on_paper(visit):
    page, _ = visit("backend-developer-to-cloud", width=1200, query="?full")
    page.emulate_media(media="print")
    kept = page.evaluate(
        "[...document.querySelectorAll('.card, .remarks')].map(one => getComputedStyle(one).breakInside)"
    )
    assert set(kept) == {"avoid"}


@pytest.mark.parametrize("name", SHOWN)
def test_a_learner_sees_the_summary_and_opens_the_rest_by_keyboard(visit, name):
    page, _ = visit(name, width=1200)
    assert page.locator(".summary .step").is_visible()
    assert page.locator(".summary .pick").count() <= 3
    assert not page.locator("#paths").is_visible()
    page.locator("#full-report > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#paths").is_visible()


def test_every_credential_leads_to_where_one_enrols(visit):
    page, _ = visit("backend-developer-to-cloud", width=1200, query="?full")
    written = document("backend-developer-to-cloud")["items"]
    titles = page.locator(".item h3 a").evaluate_all(
        "all => all.map(one => [one.textContent, one.getAttribute('href')])"
    )
    assert titles == [[item["credential"]["title"], item["credential"]["address"]] for item in written]
    picks = page.locator(".pick h3 a").evaluate_all("all => all.map(one => one.textContent)")
    assert picks == [item["credential"]["title"] for item in written[:3]]


def test_a_page_that_waits_says_so_and_asks_again(visit, address):
    page, wrong = visit("waiting", width=360)
    assert page.locator("h1").inner_text() == "Not ready yet"
    with page.expect_request(f"{address}/v1/recommendations/waiting/page", timeout=60_000):
        pass
    assert wrong == []
