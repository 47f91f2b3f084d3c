"""Every case of every rule file, on the engine and on the plain evaluator."""

from pathlib import Path

import pytest

from services.recommender.rulebook.gate.test_file import read_cases
from services.recommender.rulebook.gate.testing import Outcome, run_cases
from tests.builders import shipped

RULES = Path(__file__).resolve().parents[2] / "rules"

OUTCOMES = tuple(run_cases(read_cases(shipped.rulebook(), RULES)))


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: f"{outcome.case.rule.id}: {outcome.case.name}")
def test_a_rule_fires_exactly_where_its_author_says(outcome: Outcome):
    assert outcome.engine_fired == outcome.plain_fired == outcome.case.fires, f"{outcome.case.file}:{outcome.case.line}"
