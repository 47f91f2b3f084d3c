"""What is near to a skill counts in part, is said, and never makes the skill held or begun."""

from dataclasses import replace

import pytest

from services.presenting.descriptions import near_known, near_of
from services.presenting.page.report import report_html
from services.recommender.learner import Field, HeldSkill, Profile, TargetRole
from services.recommender.scales import Goal, SkillLevel
from tests.builders.whole_decisions import recommended

NEAR = HeldSkill(name="perform ICT troubleshooting", level=SkillLevel.EXPERT)
LEARNER = Profile(
    learner_id="x",
    field=Field(occupation="15-1232.00"),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("troubleshooting", "customer service")),
)


@pytest.fixture(scope="module")
def answer():
    return recommended(replace(LEARNER, skills=(NEAR,)))


def test_a_skill_stays_missing_while_something_near_is_known_and_that_is_said(answer):
    assert "troubleshoot" in answer.skills.missing
    assert not answer.skills.held
    assert not answer.skills.begun
    assert [(one.label, one.near) for one in answer.skills.near] == [("troubleshoot", ["perform ICT troubleshooting"])]
    (sentence,) = near_known(answer.skills)
    assert "troubleshooting itself is still missing" in str(sentence)


def test_what_is_known_near_speaks_for_a_short_course_by_its_share(answer):
    (path,) = (one for one in answer.paths if one.path == "micro_credential")
    (point,) = (one for one in path.contributions if one.rule == "path/part-of-the-way-is-known")
    assert point.points == 3
    without = recommended(LEARNER)
    rules = {one.rule for path in without.paths for one in path.contributions}
    assert "path/part-of-the-way-is-known" not in rules


def test_a_credential_that_teaches_something_near_closes_nothing_by_it(answer):
    near = [item for item in answer.items if item.near]
    assert near
    for item in near:
        assert "troubleshoot" not in {*item.closes, *item.begins}
        assert [one.label for one in item.near] == ["troubleshoot"]
        assert "Close to troubleshooting, though not named so" in str(near_of(item, answer.skills)[0])


def test_who_holds_the_skill_itself_hears_nothing_of_what_is_near():
    held = HeldSkill(name="troubleshooting", level=SkillLevel.ADVANCED)
    answer = recommended(replace(LEARNER, skills=(NEAR, held)))
    assert not answer.skills.near
    assert not any(one.label == "troubleshoot" for item in answer.items for one in item.near)


def test_the_page_says_what_is_near(answer):
    assert "You know something near to troubleshooting: perform ICT troubleshooting." in report_html(answer, full=True)
