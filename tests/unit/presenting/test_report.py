"""The page of a recommendation shows all of the document, adds up, and lets nothing of it become markup."""

import base64
import hashlib
import re
from datetime import date
from enum import StrEnum
from html.parser import HTMLParser

import pytest
from documents.report_documents import NAMES, document
from markupsafe import escape
from msgspec import Struct, structs

from services.presenting.descriptions import compared, side_closes, side_costs
from services.presenting.page.bars import Scale, scale_of, strides
from services.presenting.page.report import PAGE_POLICY, report_html, waiting_html, web_address
from services.presenting.plan import svg
from services.recommender.paths import PathKind
from services.recommender.recommendation.document import read_recommendation
from services.recommender.recommendation.judgement import TradeOffSide
from services.recommender.recommendation.parts import Money
from services.recommender.wording import phrases
from services.recommender.wording.formats import signed
from services.recommender.wording.messages import say

HOSTILE = """"'></h1></style><script>alert(1)</script><img src=x onerror=alert(1)>"""

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, and what is written in the elements of one class."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.texts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.texts.append((tuple(classes for _, classes in self.open), data))

    def points(self, inside, name):
        """Return the numbers in elements of class `name` within each element of class `inside`, one list each."""
        found = []
        for classes, data in self.texts:
            if any(inside in one.split() for one in classes) and name in classes[-1].split():
                found.append(int(data.replace("\N{MINUS SIGN}", "-")))
        return found


def poisoned(value):
    """Return the recommendation with something hostile in every text that is no code and no date."""
    match value:
        case Struct():
            codes = {"form", "act", "roles"}
            members = {name: getattr(value, name) for name in value.__struct_fields__ if name not in codes}
            return structs.replace(value, **{name: poisoned(member) for name, member in members.items()})
        case StrEnum():
            return value
        case dict():
            return {name: poisoned(member) for name, member in value.items()}
        case list():
            return [poisoned(member) for member in value]
        case str() if not is_date(value):
            return value + HOSTILE
    return value


def is_date(text):
    if re.fullmatch(r"\d\d/\d{4}", text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_the_document_becomes_markup(name):
    page = Page(report_html(poisoned(read_recommendation(document(name)))))
    assert page.open == []
    assert {"script", "img"} & set(page.tags) == set()
    assert [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"] == []
    assert any("<script>alert(1)</script>" in data for _, data in page.texts)


def test_the_learner_and_titles_are_shown_as_they_were_written():
    written = document("stacking")
    written["learner_id"] = "<b>L & 1</b>"
    written["items"][0]["credential"]["title"] = "<i>Title</i>"
    text = report_html(read_recommendation(written))
    assert "&lt;b&gt;L &amp; 1&lt;/b&gt;" in text
    assert "&lt;i&gt;Title&lt;/i&gt;" in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://a.example", "//a.example"])
def test_only_web_addresses_become_links(address):
    written = document("stacking")
    for item in written["items"]:
        item["credential"]["address"] = address
    for step in written["stack_plan"]["plans"][0]["steps"]:
        step["credential"]["address"] = address
    for source in (source for entry in written["rests_on"] for source in entry["sources"]):
        source["address"] = address
    for step in written["next_steps"]:
        step["address"] = address
    page = Page(report_html(read_recommendation(written)))
    assert {value for tag, name, value in page.attributes if tag == "a" and name == "href" and value[0] != "#"} == set()
    assert web_address("https://a.example") == "https://a.example"


@pytest.mark.parametrize("name", NAMES)
def test_the_contributions_shown_add_up_to_the_score_shown(name):
    written = document(name)
    whole = sum(item["score"] for item in written["items"])
    page = Page(report_html(read_recommendation(written)))
    assert page.points("item", "big") == [item["score"] for item in written["items"]]
    assert sum(page.points("item", "points")) == whole
    # Each card's table has its dimensions and their sum.
    assert sum(page.points("item", "number")) == 2 * whole
    for item in written["items"]:
        alone = Page(report_html(read_recommendation({**written, "items": [item]})))
        assert sum(alone.points("item", "points")) == item["score"]
        assert len(alone.points("item", "points")) == len(item["contributions"])


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_is_there_with_its_rule(name):
    written = document(name)
    text = report_html(read_recommendation(written))
    said = [*written["paths"], *written["items"]]
    for one in said:
        for reason in (*one["contributions"], *one["ruled_out"], *one["cautions"], *one["questions"]):
            assert str(escape(reason["because"])) in text
            assert str(escape(reason["rule"])) in text
    for left_out in written["left_out"]:
        if left_out["asked_about"] == "named":
            assert str(escape(left_out["credential"]["title"])) in text
    for hashed in ("rulebook", "catalogue", "occupations", "skills"):
        assert written["provenance"][hashed] in text
    for words in written["provenance"]["attribution"]:
        assert str(escape(words)) in text


def test_every_sample_has_something_to_add_up():
    assert sum(len(item["contributions"]) for name in NAMES for item in document(name)["items"]) > len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_bars_of_the_dimensions_lead_from_zero_to_the_score(name):
    items = read_recommendation(document(name)).items
    scale = scale_of(items)
    for item in items:
        found = strides(item)
        assert [stride.start for stride in found] == [0, *(stride.end for stride in found[:-1])]
        assert found[-1].end == item.score
        assert all(0 <= scale.place(stride.end) <= 1000 for stride in found)


def test_a_bar_begins_at_zero_and_shows_its_sign():
    scale = Scale(low=-50, high=50)
    assert 'class="plus" x="500.0" y="1" width="250.0"' in scale.bar(25)
    assert 'class="minus" x="0.0" y="1" width="500.0"' in scale.bar(-50)
    assert 'width="0.0"' in scale.bar(0)
    assert scale_of([]) == Scale(low=0, high=1)


def test_the_timeline_and_its_steps_are_drawn_where_a_plan_exists():
    assert 'role="img"' in report_html(read_recommendation(document("stacking")))
    assert "Where you can stop" in report_html(read_recommendation(document("stacking")))
    assert 'role="img"' not in report_html(read_recommendation(document("would-be-lawyer")))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing_and_runs_nothing(name):
    page = Page(report_html(read_recommendation(document(name))))
    assert "script" not in page.tags
    loading = {"src", "srcset", "poster", "data", "action", "background"}
    assert [value for _, name, value in page.attributes if name in loading] == []
    assert [value for tag, name, value in page.attributes if tag == "link" and name == "href"] == ["data:,"]


def test_the_policy_names_the_style_sheet_of_the_page():
    text = report_html(read_recommendation(document("would-be-lawyer")))
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in PAGE_POLICY
    assert str(escape(PAGE_POLICY)) in text
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("colour", [svg.INK, svg.GREY, svg.LINE, svg.BLUE, svg.RED, svg.GREEN])
def test_the_colours_of_the_timeline_are_turned_on_a_dark_screen(colour):
    assert f'="{colour}"]' in waiting_html("", "", asks_again=False)


def test_a_page_that_waits_asks_again_and_one_that_does_not_stays():
    assert '<meta http-equiv="refresh" content="3">' in waiting_html("Not ready yet", "It waits.", asks_again=True)
    assert "refresh" not in waiting_html("Not kept", "It is gone.", asks_again=False)


def test_what_is_not_known_of_either_side_is_no_row_of_the_comparison():
    rows = dict(compared([side("portfolio"), side("certification", example="CKA", weeks=2, stacks=True)]))
    assert rows == {
        "For example": ["no credential", "CKA"],
        "Takes": ["not known to us", "2 weeks"],
        "Closes": ["none missing", "none missing"],
        "Costs": ["nothing", "not known to us"],
        "Counts toward more": ["not known to us", "yes"],
    }


def test_numbers_are_said_as_people_say_them():
    assert [signed(points) for points in (5, 0, -5)] == ["+5", "0", "\N{MINUS SIGN}5"]
    assert [say("count.weeks", count=number) for number in (0, 1, 2)] == ["0 weeks", "1 week", "2 weeks"]
    assert phrases.cost(None) == "cost unknown"
    assert phrases.cost(Money(amount=0, currency="USD")) == "free"
    assert phrases.cost(Money(amount=1585, currency="USD")) == "USD 1,585"


def side(path, **members):
    rest = {"example": None, "weeks": None, "cost": None, "closes": None, "missing": 0, "recognised_by": []}
    unknown = {"asked_for_in_the_field": None, "stacks": None}
    return TradeOffSide(**{**rest, **unknown, **members, "path": PathKind(path)})


@pytest.mark.parametrize(
    ("path", "missing", "closes", "said"),
    [
        ("micro_credential", 2, 1, "1 of 2 missing"),
        ("micro_credential", 2, None, None),
        ("micro_credential", 0, 0, "none missing"),
        ("nothing_needed", 0, None, "none missing"),
        ("licence", 2, 0, None),
    ],
)
def test_a_side_closes_of_what_is_missing_and_a_licence_closes_nothing(path, missing, closes, said):
    assert side_closes(side(path, missing=missing, closes=closes)) == said


@pytest.mark.parametrize(
    ("path", "example", "said"),
    [
        ("nothing_needed", None, "nothing"),
        ("portfolio", None, "nothing"),
        ("degree", None, None),
        ("certification", "CKA", None),
    ],
)
def test_nothing_is_paid_where_nothing_is_bought(path, example, said):
    assert side_costs(side(path, example=example)) == said
