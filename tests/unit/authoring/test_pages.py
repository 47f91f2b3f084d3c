"""The pages say what the files say, and nothing in a text can break a page."""

import re
from datetime import date
from pathlib import Path

import pytest
from rule_folders import SOUND, sound_rules, write_rule

from services.authoring.rule_pages.pages import MARK, build_pages
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import NO_CHAPTERS
from services.recommender.rulebook.gate.inspection import inspect

RULES = Path(__file__).resolve().parents[3] / "rules"


def pages_of(rules):
    found = inspect(rules, VOCABULARY, today=date(2026, 11, 22))
    assert found.problems == ()
    return build_pages(found.rule_folder, found.cases)


@pytest.fixture(scope="module")
def pages():
    found = inspect(RULES, VOCABULARY, today=date(2026, 11, 22))
    return build_pages(found.rule_folder, found.cases)


def test_there_is_a_page_per_chapter_an_index_the_vocabulary_and_the_graph(pages):
    chapters = {f"{path.name}.md" for path in RULES.iterdir() if path.is_dir() and path.name not in NO_CHAPTERS}
    assert set(pages) == {"README.md", "vocabulary.md"} | chapters
    assert all(text.startswith(MARK) for name, text in pages.items() if name.endswith(".md"))


def test_the_vocabulary_says_what_may_be_unknown_and_what_a_fact_was_called(pages):
    lines = pages["vocabulary.md"].splitlines()
    assert any(line.startswith("| `fit.gap_share` | ") and ", or `unknown` |" in line for line in lines)
    (taught,) = (line for line in lines if line.startswith("| `fit.missing_skills_taught`"))
    assert taught.endswith("no longer missing, once it is earned. Formerly `fit.closes`. |")
    assert "| a whole number (skills) |" in taught


def test_every_link_leads_somewhere(pages):
    for name, text in pages.items():
        for link in re.findall(r"\]\(([^)<>]+)\)", text):
            page, _, anchor = link.partition("#")
            assert (page or name) in pages, f"{name}: {link}"
            assert not anchor or f'<a id="{anchor}"></a>' in pages[page or name], f"{name}: {link}"


def test_the_same_files_give_the_same_bytes(pages):
    found = inspect(RULES, VOCABULARY, today=date(2031, 1, 1))
    assert build_pages(found.rule_folder, found.cases) == pages


def test_a_rule_is_shown_whole(tmp_path):
    rules = sound_rules(tmp_path)
    when = "field.culture: {equals: mixed}\n  any: [{learner.goal: {equals: explore}}, {learner.years_in_field: {at_least: 2}}]"
    write_rule(
        rules,
        "sound",
        rule=SOUND.replace("field.culture: {equals: mixed}", when)
        .replace("title: A sound rule", "title: A *sound* <rule> | `here`")
        .replace("title: Nobody", "title: Nobody\n    address: https://example.org/(x)")
        .replace("basis: judgement", "basis: read\n    checked_on: 2026-11-22"),
        test="""\
facts: {field.culture: mixed, learner.goal: explore}
fires: [{name: exploring}]
stays_silent: [{name: nobody knows, facts: {field.culture: unknown}}]
""",
    )
    page = pages_of(rules)["chapter.md"]
    for line in (
        r"## A \*sound\* \<rule\> \| \`here\`",
        "- `field.culture` is mixed",
        "- and one of:",
        "  - `learner.goal` is explore",
        "  - `learner.years_in_field` is at least 2",
        "- +5 recognition for the path degree",
        "> Your field is `{field.title}`.",
        "Fires: exploring.",
        "Stays silent: nobody knows.",
        "- [Nobody](<https://example.org/(x)>) (read on 22 November 2026)",
        "1 of 1 rules (100 %) cite something that was read; sources: 1 read, 0 from memory, 0 our judgement.",
    ):
        assert line in page.splitlines()
