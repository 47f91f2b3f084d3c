"""Knowing more about a person never takes a skill away: what is stated, shown and certified is joined by the best."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.recommender.knowledge.known import load_knowledge
from services.recommender.learner import Evidence, Field, HeldCredential, HeldSkill, Profile, TargetRole
from services.recommender.scales import EvidenceKind, Goal, SkillLevel
from services.recommender.situation.situation import read_situation
from tests.builders.random_profiles import SKILLS, profiles

KNOWLEDGE = load_knowledge(Path(__file__).parents[3] / "data")
TODAY = date(2026, 11, 29)
TITLES = ["Google Analytics Certification", "CISSP", "PMP", "Agile Project Management", "Nobody awards this"]

PROJECT = Evidence(kind=EvidenceKind.PROJECT, title="Shop tracking", skills=("Google Analytics",), year=2026)
CERTIFIED = HeldCredential(title="Google Analytics Certification", issuer="Google")
MARKETER = Profile(
    learner_id="m",
    field=Field(occupation="13-1161.01"),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("Google Analytics",)),
)


def missing(profile):
    situation = read_situation(profile, KNOWLEDGE, TODAY)
    terms = {term.skill for term in (*situation.gap, *situation.preferred_gap)}
    return terms | {one.label for one in situation.asked_credentials if one.missing}


@pytest.mark.parametrize(
    "known",
    [
        {"credentials_held": (CERTIFIED,)},
        {"credentials_held": (CERTIFIED,), "evidence": (PROJECT,)},
        {"credentials_held": (CERTIFIED,), "skills": (HeldSkill(name="Google Analytics"),)},
        {"evidence": (PROJECT,), "skills": (HeldSkill(name="Google Analytics", level=SkillLevel.BEGINNER),)},
        {
            "skills": (
                HeldSkill(name="Google Analytics"),
                HeldSkill(name="Google Analytics", level=SkillLevel.BEGINNER),
            )
        },
    ],
)
def test_a_skill_that_anything_shows_is_held(known):
    assert missing(replace(MARKETER, **known)) == set()


def test_a_skill_that_is_only_begun_is_still_missing():
    begun = replace(MARKETER, skills=(HeldSkill(name="Google Analytics", level=SkillLevel.BEGINNER),))
    assert missing(begun) == missing(MARKETER) != set()


SKILL = st.builds(HeldSkill, name=SKILLS, level=st.sampled_from(SkillLevel))
WORK = st.builds(Evidence, kind=st.sampled_from(EvidenceKind), title=st.just("x"), skills=st.tuples(SKILLS))
VALID = st.builds(HeldCredential, title=st.sampled_from(TITLES))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(profile=profiles(TITLES), skill=SKILL, work=WORK, credential=VALID)
def test_naming_showing_or_proving_more_never_widens_the_gap(profile, skill, work, credential):
    # Of a role that names no skill the gap is imputed, and stays so.
    before = missing(profile)
    for more in (
        replace(profile, skills=(*profile.skills, skill)),
        replace(profile, evidence=(*profile.evidence, work)),
        replace(profile, credentials_held=(*profile.credentials_held, credential)),
    ):
        assert missing(more) <= before
