"""Knowing more about a person never takes a skill away: what is stated, shown and certified is joined by the best."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.recommender.learner import Evidence, Field, HeldCredential, HeldSkill, Profile, TargetRole
from services.recommender.scales import EvidenceKind, Goal, SkillLevel
from services.recommender.situation.reading import read_situation
from services.recommender.situation.skills.grasp import Grasp
from tests.builders import shipped
from tests.builders.made_up.random_profiles import SKILLS, profiles
from tests.builders.thoroughness import examples

KNOWLEDGE = shipped.knowledge()
TODAY = date(2026, 11, 29)
TITLES = ["Google Analytics Certification", "CISSP", "PMP", "Agile Project Management", "Nobody awards this"]

PROJECT = Evidence(kind=EvidenceKind.PROJECT, title="Shop tracking", skills=("Google Analytics",), year=2026)
CERTIFIED = HeldCredential(title="Google Analytics Certification", issuer="Google")
NAMED = HeldSkill(name="Google Analytics")
BEGUN = HeldSkill(name="Google Analytics", level=SkillLevel.BEGINNER)
MARKETER = Profile(
    learner_id="m",
    field=Field(occupation="13-1161.01"),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("Google Analytics",)),
)


def grasped(profile):
    """Return how far whoever has this profile has each thing that is asked for, by its name."""
    situation = read_situation(profile, KNOWLEDGE, TODAY)
    skills = {one.label: situation.grasp(one) for one in (*situation.required, *situation.preferred)}
    named = {one.label: Grasp.MISSING if one.missing else Grasp.HELD for one in situation.asked_credentials}
    return skills | named


@pytest.mark.parametrize(
    "known",
    [
        {"evidence": (PROJECT,)},
        {"skills": (NAMED,)},
        {"credentials_held": (CERTIFIED,), "evidence": (PROJECT,)},
        {"credentials_held": (CERTIFIED,), "skills": (NAMED,)},
        {"evidence": (PROJECT,), "skills": (BEGUN,)},
        {"skills": (NAMED, BEGUN)},
        {"skills": (replace(BEGUN, level=SkillLevel.EXPERT), BEGUN)},
    ],
)
def test_the_best_of_what_is_stated_shown_and_certified_counts(known):
    assert grasped(replace(MARKETER, **known)) == {"Google Analytics": Grasp.HELD}


@pytest.mark.parametrize("known", [{"skills": (BEGUN,)}, {"credentials_held": (CERTIFIED,)}])
def test_what_a_beginner_knows_and_a_course_for_beginners_shows_is_begun(known):
    assert grasped(replace(MARKETER, **known)) == {"Google Analytics": Grasp.BEGUN}


def test_what_nothing_tells_of_is_missing():
    assert grasped(MARKETER) == {"Google Analytics": Grasp.MISSING}


@pytest.mark.parametrize(
    ("asked", "level", "grasp"),
    [
        ("basic SQL", SkillLevel.BEGINNER, Grasp.HELD),
        ("SQL", SkillLevel.BEGINNER, Grasp.BEGUN),
        ("SQL", SkillLevel.INTERMEDIATE, Grasp.HELD),
        ("proficient in SQL", SkillLevel.INTERMEDIATE, Grasp.HELD),
        ("advanced SQL", SkillLevel.INTERMEDIATE, Grasp.BEGUN),
        ("advanced SQL", SkillLevel.ADVANCED, Grasp.HELD),
        ("advanced SQL", SkillLevel.UNKNOWN, Grasp.HELD),
        ("advanced SQL", None, Grasp.MISSING),
    ],
)
def test_the_level_that_a_posting_names_is_the_one_asked_for(asked, level, grasp):
    skills = () if level is None else (HeldSkill(name="SQL", level=level),)
    profile = replace(MARKETER, target_role=TargetRole(required_skills=(asked,)), skills=skills)
    assert set(grasped(profile).values()) == {grasp}


@pytest.mark.parametrize(
    ("occupation", "known", "grasp"),
    [
        ("15-1252.00", {"skills": (HeldSkill(name="Java", level=SkillLevel.ADVANCED, last_used=1999),)}, Grasp.BEGUN),
        ("15-1252.00", {"skills": (HeldSkill(name="Java", last_used=2016),)}, Grasp.BEGUN),
        ("15-1252.00", {"skills": (HeldSkill(name="Java", last_used=2017),)}, Grasp.HELD),
        ("15-1252.00", {"evidence": (replace(PROJECT, skills=("Java",), year=2010),)}, Grasp.BEGUN),
        ("15-1252.00", {"evidence": (replace(PROJECT, skills=("Java",), year=2024),)}, Grasp.HELD),
        # The tools of a notary change slowly.
        ("23-2093.00", {"skills": (HeldSkill(name="Java", last_used=1999),)}, Grasp.HELD),
        # What was used lately counts, whatever else was said of long ago.
        ("15-1252.00", {"skills": tuple(HeldSkill(name="Java", last_used=year) for year in (1999, 2026))}, Grasp.HELD),
    ],
)
def test_what_was_last_used_long_ago_where_tools_change_fast_is_begun(occupation, known, grasp):
    role = TargetRole(required_skills=("Java",))
    assert set(grasped(replace(MARKETER, field=Field(occupation=occupation), target_role=role, **known)).values()) == {
        grasp
    }


SKILL = st.builds(HeldSkill, name=SKILLS, level=st.sampled_from(SkillLevel))
WORK = st.builds(Evidence, kind=st.sampled_from(EvidenceKind), title=st.just("x"), skills=st.tuples(SKILLS))
VALID = st.builds(HeldCredential, title=st.sampled_from([*TITLES, *sorted(KNOWLEDGE.catalogue.credentials)]))


@settings(max_examples=examples(150, 500, 3_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(profile=profiles(TITLES), skill=SKILL, work=WORK, credential=VALID)
def test_naming_showing_or_proving_more_takes_nothing_away(profile, skill, work, credential):
    before = grasped(profile)
    for more in (
        replace(profile, skills=(*profile.skills, skill)),
        replace(profile, evidence=(*profile.evidence, work)),
        replace(profile, credentials_held=(*profile.credentials_held, credential)),
    ):
        after = grasped(more)
        # A word can turn from a skill into a credential that is held; then it is asked for by another name.
        assert all(grasp.rank >= before[label].rank for label, grasp in after.items() if label in before)
        assert all(grasp is Grasp.HELD for label, grasp in after.items() if label not in before)
