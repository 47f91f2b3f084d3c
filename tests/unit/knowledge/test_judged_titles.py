"""Titles of job advertisements that were looked at by hand mean what they should, or are asked back."""

from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.resolution import Resolved
from tests.builders import shipped

JUDGED = Path(__file__).with_name("judged_titles.tsv")


def judged():
    lines = (line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [(*where.split(), title, code) for where, title, code in lines]


@pytest.mark.parametrize(("language", "country", "title", "code"), judged())
def test_a_judged_title_means_what_it_should(language, country, title, code):
    found = shipped.knowledge().occupations.resolve(title, language=language, country=country)
    assert (found.occupation.code if isinstance(found, Resolved) else "-") == code


def test_several_english_titles_between_slashes_are_not_surely_the_first():
    found = shipped.knowledge().occupations.resolve("sales engineer / sales officer", country="IN")
    assert not isinstance(found, Resolved) or found.confidence < 90


def test_a_title_that_two_lists_give_the_same_occupation_is_as_sure_as_the_surer():
    occupations = shipped.knowledge().occupations
    both, alone = occupations.resolve("Accountant"), occupations.resolve("Attorney")
    assert both.confidence > 90 > alone.confidence
