"""The two best paths stand side by side, and what is not known is not filled in."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_up.random_profiles import profiles

from services.recommender.explaining.trade_off import asked_for, trade_off
from services.recommender.learner import Field, Profile, TargetRole
from services.recommender.paths import PathKind
from services.recommender.recommend import reach_decision
from services.recommender.scales import Culture, Goal
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[3]
KNOWLEDGE, RULEBOOK = shipped.knowledge(), shipped.rulebook()


def decided(profile):
    return reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=date(2026, 11, 22))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles())
def test_the_sides_are_the_verdict_and_its_runner_up(profile):
    decision = decided(profile)
    sides = trade_off(decision)
    assert (sides is None) == (decision.verdict.runner_up is None)
    if sides is not None:
        assert [side.path for side in sides] == [decision.verdict.path, decision.verdict.runner_up]


@pytest.mark.parametrize(
    ("culture", "degree_is_asked_for"),
    [
        (Culture.DEGREE_FOCUSED, True),
        (Culture.EXPERIENCE_FOCUSED, False),
        (Culture.MIXED, None),
        (Culture.UNKNOWN, None),
    ],
)
def test_a_mixed_or_unknown_field_asks_for_nothing_in_particular(culture, degree_is_asked_for):
    assert asked_for(culture, PathKind.DEGREE) is degree_is_asked_for


def test_a_side_says_how_much_of_the_gap_its_best_candidate_closes():
    role = TargetRole(required_skills=("Python", "SQL"))
    profile = Profile(learner_id="L", field=Field(occupation="15-2051.00"), goal=Goal.FILL_SKILL_GAP, target_role=role)
    sides = trade_off(decided(profile))
    assert [side.of for side in sides] == [2, 2]
    assert [side.closes for side in sides if side.example] != []
    assert all(side.closes is None for side in sides if not side.example)
