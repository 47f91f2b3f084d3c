"""Points that are moved to see what hangs on them stay points: whole, of the same sign, never nothing."""

import pytest

from bench.sensitivity import moved
from services.recommender.rulebook.rule import GradedPoints, Weigh
from tests.builders import shipped

RULES = tuple(shipped.rulebook().rules.values())


def given(weigh):
    """Return the points of a weight: one number, or one for each step of its table."""
    return [step.points for step in weigh.points.steps] if isinstance(weigh.points, GradedPoints) else [weigh.points]


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_points_move_by_at_most_a_fifth_rounded_and_keep_their_sign(factor):
    for rule in RULES:
        for old, new in zip(rule.effects, moved(rule, lambda: factor).effects, strict=True):
            if isinstance(old, Weigh):
                assert isinstance(new, Weigh)
                for before, after in zip(given(old), given(new), strict=True):
                    assert (after > 0) - (after < 0) == (before > 0) - (before < 0)
                    assert abs(after - before) <= round(abs(before) * 0.2 + 0.5)
                assert (new.dimension, new.path) == (old.dimension, old.path)
            else:
                assert new == old


def test_without_a_change_of_points_a_rule_is_the_same():
    assert all(moved(rule, lambda: 1.0) == rule for rule in RULES)
