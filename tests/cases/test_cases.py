"""The product answers each case at least as well as when that was last written down (`make cases ARGS=--record`)."""

import json
from pathlib import Path

import pytest

from services.wiring import Advisor
from tests.builders import shipped
from tests.cases.agreed import AGREED, agreed
from tests.cases.answering import Answer, Product
from tests.cases.asking import in_rounds
from tests.cases.judging import judge_file, judge_learner, judge_pair
from tests.cases.reading import merge_patch, read_file_cases, read_learners, read_pairs
from tests.cases.relations import holds

RECORDED = {measure: set(ids) for measure, ids in json.loads(AGREED.read_text(encoding="utf-8")).items()}
LEARNERS, PAIRS, FILES = tuple(read_learners()), tuple(read_pairs()), tuple(read_file_cases())


#: Files of other issuers and platforms, in the same form, whose figures are in docs/reading.md.
READING = tuple(read_file_cases(Path(__file__).parents[1] / "data" / "reading"))

#: Why a case is not met yet. What is mended leaves this list, and is recorded.
OPEN: dict[str, str] = {}


def cases(all_of_them):
    """Return a parameter per case; one that is open is expected to fail, and may begin to hold."""
    return [
        pytest.param(one, id=one.id, marks=pytest.mark.xfail(reason=OPEN[one.id]) if one.id in OPEN else ())
        for one in all_of_them
    ]


@pytest.fixture(scope="module")
def product():
    return Product(Advisor(knowledge=shipped.knowledge(), rulebook=shipped.rulebook()))


@pytest.mark.parametrize("pair", cases(PAIRS))
def test_a_law_between_two_answers_holds(pair, product):
    assert judge_pair(pair, product) == ()


@pytest.mark.parametrize("case", cases(FILES))
def test_a_file_as_the_world_writes_it_is_read(case, product):
    assert judge_file(case, product) == ()


@pytest.mark.parametrize("case", READING, ids=lambda case: case.id)
def test_a_file_of_another_issuer_or_platform_is_read(case, product):
    assert judge_file(case, product) == ()


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.id)
def test_where_an_adviser_agreed_with_an_answer_they_still_do(learner, product):
    now = agreed([judge_learner(learner, product)], {}, {})
    assert {measure for measure, ids in now.items() if learner.id in ids} >= {
        measure for measure in ("verdict", "first three", "never", "title not wrong") if learner.id in RECORDED[measure]
    }


def test_what_agreed_is_written_down_of_cases_that_there_are():
    there = {one.id for one in (*LEARNERS, *PAIRS, *FILES)}
    assert set().union(*RECORDED.values()) <= there


def test_with_answers_an_adviser_agrees_more(product):
    rounds = [in_rounds(learner, product) for learner in LEARNERS if learner.profile is not None]
    unsaid, once, twice, _ = (
        sum(each.rounds[place].agrees + bool(each.rounds[place].first_agrees) for each in rounds) for place in range(4)
    )
    # One round may lead back: who has told the posting's degree and not yet their own is told to study.
    assert once <= twice
    assert unsaid < twice


ANSWER = Answer(
    document={
        "verdict": {"path": "licence"},
        "paths": [{"path": "licence", "score": 3, "contributions": [{"points": 3}]}],
        "items": [
            {"credential": {"title": "A", "issuer": "B"}, "score": 5, "contributions": [{"points": 4}]},
        ],
        "left_out": [{"credential": {"title": "C", "issuer": "D"}, "reason": "ruled_out", "score": -2}],
    }
)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ('verdict(base) == "licence"', True),
        ('verdict(base) in ["degree", "portfolio"]', False),
        ('shown(base, "A") and not shown(base, "C")', True),
        ('score(base, "^a \\\\(b\\\\)$") > score(base, "C") > score(base, "nowhere")', True),
        ('place(base, "C") <= 3', False),
        ('ruled_out(base, "C") or refused(base)', True),
        ('left_out(base, "A") == ""', True),
        ("adds_up(base)", False),
    ],
)
def test_a_relation_is_read_as_its_page_says(relation, expected):
    assert holds(relation, {"base": ANSWER}) is expected


def test_of_a_refusal_only_the_refusal_can_be_asked():
    refused = {"base": Answer(refusal="/field/occupation: several")}

    assert holds("refused(base)", refused)
    assert holds('refused(base) or not shown(base, "A")', refused)
    assert not holds('not shown(base, "A")', refused)


def test_a_merge_patch_replaces_lists_and_removes_null():
    assert merge_patch({"a": {"b": 1, "c": [1, 2]}}, {"a": {"b": None, "c": [3]}}) == {"a": {"c": [3]}}
