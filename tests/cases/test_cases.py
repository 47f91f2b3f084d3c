"""The product answers the cases at least as well as when that was last written down (`make cases ARGS=--record`)."""

import json

import pytest

from tests.cases.agreed import AGREED, agreed
from tests.cases.answering import Answer, Product
from tests.cases.asking import in_rounds
from tests.cases.judging import judge_file, judge_learner, judge_pair
from tests.cases.reading import CASES, merge_patch, read_file_cases, read_learners, read_pairs
from tests.cases.relations import holds

RECORDED = json.loads(AGREED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def agreed_now():
    if not CASES.is_dir():
        pytest.skip(f"the cases do not lie beside this checkout ({CASES})")
    product = Product()
    return agreed(
        [judge_learner(learner, product) for learner in read_learners()],
        {pair.id: judge_pair(pair, product) for pair in read_pairs()},
        {case.id: judge_file(case, product) for case in read_file_cases()},
    )


@pytest.mark.parametrize("measure", list(RECORDED))
def test_nothing_that_agreed_is_lost(measure, agreed_now):
    assert sorted(set(RECORDED[measure]) - set(agreed_now[measure])) == []


def test_with_answers_an_adviser_agrees_more():
    if not CASES.is_dir():
        pytest.skip(f"the cases do not lie beside this checkout ({CASES})")
    product = Product()
    rounds = [in_rounds(learner, product) for learner in read_learners() if learner.profile is not None]
    unsaid, once, twice, _ = (
        sum(each.rounds[place].agrees + bool(each.rounds[place].first_agrees) for each in rounds) for place in range(4)
    )
    assert unsaid < once <= twice


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
