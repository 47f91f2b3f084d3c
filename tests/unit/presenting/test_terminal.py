"""What a reader of the terminal must not miss: the best credential, every question, and the words of the page."""

import io

import pytest
from documents.report_documents import NAMES, document
from msgspec import structs
from rich.console import Console

from services.presenting.descriptions import known_of, unknown_of
from services.presenting.page.report import report_html
from services.presenting.summary import summary_of
from services.presenting.terminal.items import FEW_ITEMS
from services.presenting.terminal.recommendation import Extent, print_recommendation
from services.recommender.recommendation.document import read_recommendation


def printed(recommendation, extent=Extent.FULL):
    console = Console(file=io.StringIO(), width=80)
    print_recommendation(recommendation, console, extent)
    return console.file.getvalue()


def of_all(name):
    return read_recommendation(document(name))


@pytest.mark.parametrize("place", range(13))
def test_the_credential_with_most_points_is_shown_wherever_it_stands(place):
    whole = of_all("stacking")
    items = [structs.replace(item, score=99 if number == place else 9) for number, item in enumerate(whole.items)]
    best = items[place].credential.title
    text = printed(structs.replace(whole, items=items, stack_plan=None))
    assert f"{place + 1}. {best}" in text
    hidden = len(items) - FEW_ITEMS - (place >= FEW_ITEMS)
    assert f"... and {hidden} more (--all shows them)" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_question_and_caution_of_what_is_shown_is_shown(name):
    recommendation = of_all(name)
    text = printed(recommendation)
    for item in recommendation.items[:FEW_ITEMS]:
        for remark in (*item.cautions, *item.questions):
            assert remark.text in text


@pytest.mark.parametrize("name", NAMES)
def test_page_and_terminal_say_the_same_of_what_is_unknown(name):
    recommendation = of_all(name)
    page, terminal = report_html(recommendation), printed(recommendation, Extent.ALL)
    for item in recommendation.items:
        words = unknown_of(item) or known_of(item)[0]
        assert words in page
        assert words in terminal
    for old in (
        "not stated;",
        "hours not stated",
        "cost not stated",
        "end not known",
        "nobody that we know of",
    ):
        assert old not in page + terminal


@pytest.mark.parametrize("name", NAMES)
def test_what_curators_ask_is_no_line_of_the_learners_short_view(name):
    assert "mandatory elements" not in printed(of_all(name))
    assert "mandatory elements" in printed(of_all(name), Extent.ALL) or not of_all(name).items


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_is_whole_and_without_points(name):
    recommendation = of_all(name)
    text, summary = printed(recommendation, Extent.SUMMARY), summary_of(recommendation)
    for words in (summary.verdict, summary.next_step, *summary.notes, *summary.questions, *summary.changes):
        assert words in text
    for item in summary.items:
        assert f"{item.rank}. {item.title}" in text
        assert item.address in text
    assert "+" not in text.replace("C++", "")
