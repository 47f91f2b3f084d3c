"""Readers are told what each reason rests on, and whether anybody read it."""

import io

import pytest
from documents.report_documents import NAMES, document
from markupsafe import escape
from rich.console import Console

from services.presenting.page.report import report_html
from services.presenting.terminal.recommendation import Extent, print_recommendation
from services.recommender.recommendation.document import read_recommendation

TOLD = {
    "read": "read on 29 November 2026",
    "remembered": "from memory, not checked",
    "judgement": "our judgement",
}


def rules_named(value):
    """Yield every rule that a document names beside its list of sources."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name == "rule":
                yield member
            elif name == "rules":
                yield from member
            elif name != "rests_on":
                yield from rules_named(member)
    elif isinstance(value, list):
        for member in value:
            yield from rules_named(member)


def printed(written, extent):
    console = Console(file=io.StringIO(), width=400)
    print_recommendation(read_recommendation(written), console, extent)
    return " ".join(console.file.getvalue().split())


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_that_a_document_names_says_what_it_rests_on(name):
    written = document(name)
    listed = [entry["rule"] for entry in written["rests_on"]]
    assert listed == sorted(set(rules_named(written)))
    assert all(entry["sources"] for entry in written["rests_on"])


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_is_told_follows_from_the_basis(name):
    for source in (source for entry in document(name)["rests_on"] for source in entry["sources"]):
        assert (source["checked_on"] is not None) == (source["basis"] == "read")
        if source["checked_on"] in {None, "2026-11-29"}:
            assert source["in_words"] == TOLD[source["basis"]]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_and_the_whole_answer_on_a_terminal_tell_every_source(name):
    written = document(name)
    page, terminal = report_html(read_recommendation(written)), printed(written, Extent.ALL)
    for source in (source for entry in written["rests_on"] for source in entry["sources"]):
        assert escape(source["title"]) in page
        assert f"({source['in_words']})" in page
        assert (
            f"{source['title']}{', ' + source['address'] if source['address'] else ''} ({source['in_words']})"
            in terminal
        )
    assert "What the rules rest on" not in printed(written, Extent.FULL)


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_on_the_page_says_its_basis_and_leads_to_its_sources(name):
    written = document(name)
    page = report_html(read_recommendation(written))
    words = {entry["rule"]: [source["in_words"] for source in entry["sources"]] for entry in written["rests_on"]}
    for item in written["items"]:
        for rule in (contribution["rule"] for contribution in item["contributions"]):
            told = "; ".join(dict.fromkeys(words[rule]))
            assert f'<a href="#rests-on/{rule}"><code>{rule}</code></a> · {told}' in page
            assert page.count(f'id="rests-on/{rule}"') == 1


def test_a_document_from_before_sources_were_told_is_shown_without_them():
    written = document(NAMES[0])
    del written["rests_on"]
    assert "<code>" in report_html(read_recommendation(written))
    assert "What the rules rest on" not in printed(written, Extent.ALL)
