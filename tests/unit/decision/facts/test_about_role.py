"""What has lapsed or ends soon and is about the role keeps "nothing is needed" from being clear; the rest is no matter."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.recommender.decision.facts.holdings.about_role import is_about_role
from services.recommender.learner import Education, Experience, Field, HeldCredential, HeldSkill, Profile, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import EducationLevel, Goal, HeldStatus, SkillLevel
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)
SKILLS = ("network design", "Cisco IOS", "network security")
ARCHITECT = Profile(
    learner_id="m",
    field=Field(occupation="15-1241.00"),
    goal=Goal.SIGNAL_CURRENCY,
    target_role=TargetRole(title="Senior network architect", required_skills=SKILLS),
    education=(Education(level=EducationLevel.BACHELOR, field_of_study="Computer Engineering", year=2009),),
    experience=Experience(years_total=16, years_in_field=15),
    skills=tuple(HeldSkill(name=name, level=SkillLevel.EXPERT) for name in SKILLS),
)
NURSE = replace(
    ARCHITECT,
    field=Field(occupation="29-1141.00"),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("patient care",)),
    education=(Education(level=EducationLevel.BACHELOR, field_of_study="Nursing", year=2009),),
    skills=(HeldSkill(name="patient care", level=SkillLevel.EXPERT),),
)
LAPSED = date(2025, 10, 1)
SOON = date(2026, 12, 20)


def answer(profile, *held):
    asked = replace(profile, credentials_held=held)
    return recommend(asked, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def points(document):
    return {path["path"]: path["score"] for path in document["paths"]}


def about(profile, title, issuer=None):
    return is_about_role(
        HeldCredential(title=title, issuer=issuer), read_situation(profile, KNOWLEDGE, TODAY), KNOWLEDGE
    )


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("Cisco Certified Network Professional (CCNP)", "Cisco"),
        ("Cisco Certified Network Professional (CCNP)", None),
        ("CCNP", None),
        ("CCNP Enterprise", "Cisco"),
        ("Cisco Certified Network Associate", "Cisco"),
        ("Certificate in network design", "A college"),
    ],
)
def test_a_certification_of_the_role_is_known_by_its_official_name_and_by_its_short_one(title, issuer):
    assert about(ARCHITECT, title, issuer)


@pytest.mark.parametrize(
    "title",
    [
        "First aid certificate",
        "Forklift operator certificate",
        "Security guard card",
        "Food handler card",
        "Barista diploma",
    ],
)
def test_a_credential_of_other_work_is_not_about_the_role(title):
    assert not about(ARCHITECT, title)


@pytest.mark.parametrize(
    "title",
    ["Cisco Certified Network Professional (CCNP)", "CCNP Enterprise", "Cisco Certified Network Associate (CCNA)"],
)
def test_nothing_is_covered_while_a_certification_of_the_role_is_to_be_restored(title):
    document = answer(ARCHITECT, HeldCredential(title=title, issuer="Cisco", expires_on=LAPSED))
    assert document["verdict"]["path"] == "certification"
    assert "restore_what_lapsed" in {each["code"] for each in document["cautions"]}


def test_what_may_be_left_out_makes_nothing_needed_no_clear_answer():
    learner = replace(ARCHITECT, goal=Goal.COMPLEMENT, field=Field(occupation="15-1252.00"))
    held = HeldCredential(title="Cisco Certified Network Professional (CCNP)", status=HeldStatus.EXPIRED)
    verdict = answer(learner, held)["verdict"]
    assert (verdict["path"], verdict["standing"]) != ("nothing_needed", "clear")


@pytest.mark.parametrize(
    ("learner", "title"), [(ARCHITECT, "Cisco Certified Network Associate (CCNA)"), (NURSE, "Registered nurse license")]
)
def test_what_ends_soon_makes_nothing_needed_no_clear_answer(learner, title):
    lasting = answer(learner, HeldCredential(title=title))["verdict"]
    ending = answer(learner, HeldCredential(title=title, expires_on=SOON))
    assert (lasting["path"], lasting["standing"]) == ("nothing_needed", "clear")
    assert ending["verdict"]["standing"] != "clear"
    assert "renew_before_anything_else" in {each["code"] for each in ending["cautions"]}


@pytest.mark.parametrize(
    ("status", "path"),
    [(HeldStatus.EXPIRED, "licence"), (HeldStatus.REVOKED, "licence"), (HeldStatus.IN_PROGRESS, "licence")],
)
def test_nothing_is_covered_while_the_licence_has_lapsed_or_is_only_begun(status, path):
    assert answer(NURSE, HeldCredential(title="RN license", status=status))["verdict"]["path"] == path


def test_a_begun_requirement_is_not_covered():
    begun = HeldSkill(name="network security", level=SkillLevel.BEGINNER)
    learner = replace(ARCHITECT, skills=(*ARCHITECT.skills[:2], begun))
    assert answer(learner)["verdict"]["path"] != "nothing_needed"


@pytest.mark.parametrize("status", [HeldStatus.EXPIRED, HeldStatus.VALID])
@pytest.mark.parametrize("ends", [LAPSED, SOON, None])
@pytest.mark.parametrize("goal", [Goal.SIGNAL_CURRENCY, Goal.COMPLEMENT, Goal.CHANGE_CAREER])
@pytest.mark.parametrize("title", ["First aid certificate", "Forklift operator certificate"])
def test_what_has_nothing_to_do_with_the_role_changes_nothing(status, ends, goal, title):
    learner = replace(ARCHITECT, goal=goal, education=())
    other = answer(learner, HeldCredential(title=title, status=status, expires_on=ends))
    alone = answer(learner)
    assert points(other) == points(alone)
    assert other["verdict"] == alone["verdict"]
    assert [each["code"] for each in other["cautions"]] == [each["code"] for each in alone["cautions"]]
