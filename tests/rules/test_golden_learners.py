"""Every golden learner gets the verdict and the first items that an adviser would give, by the rules as they are."""

from pathlib import Path

import pytest

from services.authoring.rule_tests.results import profile_problems, results_of_learners
from services.recommender.rulebook.gate.golden_learner import read_learners
from tests.builders import shipped

RULES = Path(__file__).resolve().parents[2] / "rules"

LEARNERS, PROBLEMS = read_learners(RULES)


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.fixture(scope="module")
def rulebook():
    return shipped.rulebook()


def test_all_of_them_can_be_read():
    assert LEARNERS
    assert [*PROBLEMS, *profile_problems(LEARNERS)] == []


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.id)
def test_a_golden_learner_gets_the_answer_of_an_adviser(learner, knowledge, rulebook):
    (result,) = results_of_learners([learner], knowledge, rulebook)
    assert result.passed, f"{result.file}:{result.line}: {'; '.join(result.faults)}"
