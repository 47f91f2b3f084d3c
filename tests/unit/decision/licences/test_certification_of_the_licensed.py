"""Is a certification that is only for the licensed left for later by those who have no licence today?"""

from datetime import date
from pathlib import Path

import pytest

from services.recommender.learner import Experience, Field, HeldCredential, Profile, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import Goal, HeldStatus
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

NURSE, TEACHER, PARAMEDIC = "29-1141.00", "25-2021.00", "29-2043.00"
#: Field, a skill, its certification, and the licence as somebody may call it.
CASES = [
    (NURSE, "critical care nursing", "aacn-ccrn", "RN license, Ohio"),
    (NURSE, "ambulatory care nursing", "ancc-ambulatory-care-nursing", "Registered Nurse licence"),
    (NURSE, "nursing informatics", "ancc-informatics-nursing", "Registered Nurse"),
    (TEACHER, "assess students", "us-national-board", "Teaching certificate, Ohio"),
    (PARAMEDIC, "critical care", "ibsc-fp-c", "Paramedic license"),
]
TITLES = {"us-national-board": "National Board Certification for teachers"}


def document(code, skill, *held, goal=Goal.FILL_SKILL_GAP, years=5):
    profile = Profile(
        learner_id="l",
        field=Field(occupation=code),
        goal=goal,
        target_role=TargetRole(required_skills=(skill,)),
        experience=Experience(years_in_field=years),
        credentials_held=held,
    )
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def identity(name):
    found = (one.id for one in KNOWLEDGE.catalogue.credentials.values() if one.title == TITLES.get(name))
    return next(found, name)


@pytest.mark.parametrize(("code", "skill", "certification", "licence"), CASES)
@pytest.mark.parametrize("status", [HeldStatus.EXPIRED, HeldStatus.REVOKED, HeldStatus.IN_PROGRESS])
def test_it_comes_after_a_licence_that_is_not_valid(code, skill, certification, licence, status):
    answer = document(code, skill, HeldCredential(title=licence, status=status))
    _is_not_yet(answer, identity(certification))


@pytest.mark.parametrize(("code", "skill", "certification", "licence"), CASES)
def test_it_comes_after_the_licence_of_an_outsider(code, skill, certification, licence):
    assert licence
    _is_not_yet(document(code, skill, goal=Goal.CHANGE_CAREER, years=0), identity(certification))


@pytest.mark.parametrize(("code", "skill", "certification", "licence"), CASES)
@pytest.mark.parametrize("named", [True, False])
def test_who_holds_the_licence_by_whatever_name_meets_it(code, skill, certification, licence, named):
    held = [HeldCredential(title=licence, status=HeldStatus.VALID)] if named else []
    answer = document(code, skill, *held)
    shown = {one["credential"]["id"]: one for one in answer["items"]}
    assert shown[identity(certification)]["facts"]["fit.prerequisites"] == "met"


def test_the_certification_of_paramedics_is_none_for_nurses():
    answer = document(NURSE, "critical care")
    assert "ibsc-fp-c" not in {one["credential"]["id"] for one in answer["items"]}


def _is_not_yet(answer, certification):
    assert certification not in {one["credential"]["id"] for one in answer["items"]}
    left = {one["credential"]["id"]: one for one in answer["left_out"]}
    assert "feasibility/licence-comes-before-it" in left[certification]["rules"]
    assert "Not yet" in left[certification]["sentence"]
