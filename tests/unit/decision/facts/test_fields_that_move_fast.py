"""Which fields move fast: those known for it, and others by the share of hot technologies, not by how many are listed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from stacks import TODAY, credential

from services.recommender.decision.facts.candidate.credential import credential_facts
from services.recommender.decision.facts.field import LEAST_LISTED, field_facts
from services.recommender.learner import Field, Profile, TargetRole
from services.recommender.recommend import reach_decision
from services.recommender.scales import Goal
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.fixture(scope="module")
def rulebook():
    return shipped.rulebook()


def asking(code, goal=Goal.FILL_SKILL_GAP, skills=()):
    return Profile(
        learner_id="l", field=Field(occupation=code), goal=goal, target_role=TargetRole(required_skills=skills)
    )


@pytest.mark.parametrize(
    ("code", "fast"),
    [
        ("15-1252.00", "yes"),
        ("15-2051.00", "yes"),
        ("13-1161.01", "yes"),
        ("13-1161.00", "yes"),
        ("15-1211.01", "yes"),
        ("27-1024.00", "yes"),
        ("13-2011.00", "no"),
        ("43-6014.00", "no"),
        ("29-1141.00", "no"),
        ("47-2111.00", "no"),
        ("25-2031.00", "no"),
    ],
)
def test_fields_move_fast_that_are_known_for_it_or_mostly_use_hot_tools(code, fast, knowledge, rulebook):
    decided = reach_decision(asking(code), knowledge=knowledge, rulebook=rulebook, on=TODAY)
    assert decided.shared["finding.fast_moving_field"] == fast


def test_the_share_of_hot_technologies_is_not_told_of_few(knowledge):
    for code in ("47-2111.00", "35-9031.00", "15-1252.00", "53-3032.00"):
        situation = read_situation(asking(code), knowledge, TODAY)
        facts, listed = field_facts(situation), situation.occupation.technologies
        assert (facts.hot_share is None) is (len(listed) < LEAST_LISTED)
        if facts.hot_share is not None:
            assert facts.hot_share == 100 * facts.hot_technologies // len(listed)


@pytest.mark.parametrize(
    ("revised_on", "years"),
    [
        (date(2025, 12, 31), 0),
        (date(2024, 11, 22), 2),
        (date(2024, 11, 23), 1),
        (date(2026, 11, 23), None),
        (None, None),
    ],
)
def test_a_revision_is_counted_in_whole_years_and_one_to_come_is_none(revised_on, years):
    facts = credential_facts(replace(credential("a"), revised_on=revised_on), TODAY)
    assert facts.revised_years_ago == years
    assert (facts.revised_on == "") is (years is None)
