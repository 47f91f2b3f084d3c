"""What a reader of the terminal must not miss: the best credential, every question, and the words of the page."""

import io

import pytest
from msgspec import structs
from report_documents import NAMES, document
from rich.console import Console

from services.presenting.page.report import report_html
from services.presenting.terminal.items import FEW_ITEMS
from services.presenting.terminal.recommendation import print_recommendation
from services.recommender.recommendation.document import read_recommendation


def printed(recommendation, *, everything=False):
    console = Console(file=io.StringIO(), width=80)
    print_recommendation(recommendation, console, everything=everything)
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
    page, terminal = report_html(recommendation), printed(recommendation, everything=True)
    for words in ("hours unknown", "cost unknown", "date unknown", "not known to us: ask the employer"):
        assert (words in page) == (words in terminal), words
    for old in ("not stated;", "hours not stated", "cost not stated", "end not known", "nobody that we know of"):
        assert old not in page + terminal


@pytest.mark.parametrize("name", NAMES)
def test_what_curators_ask_is_no_line_of_the_learners_short_view(name):
    assert "mandatory elements" not in printed(of_all(name))
    assert "mandatory elements" in printed(of_all(name), everything=True) or not of_all(name).items
