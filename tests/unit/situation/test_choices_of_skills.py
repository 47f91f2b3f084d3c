"""A requirement can be a choice: either alternative held meets it, either one closes it, and it is missing as one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.recommender.decision.facts.role import role_facts
from services.recommender.explaining.as_read.readings import skills_reading
from services.recommender.learner import (
    Education,
    Experience,
    Field,
    HeldCredential,
    HeldSkill,
    Profile,
    SkillChoice,
    StackGoal,
    TargetRole,
)
from services.recommender.planning.planning import plan_stack
from services.recommender.scales import EducationLevel, Goal, SkillLevel, StackGoalKind
from services.recommender.situation.reading import read_situation
from services.recommender.situation.role.served import served
from tests.builders import shipped
from tests.builders.thoroughness import examples

KNOWLEDGE = shipped.knowledge()
TODAY = date(2026, 11, 29)
PLANNER = Profile(learner_id="x", field=Field(occupation="13-1081.02"), goal=Goal.FILL_SKILL_GAP)
TOOLS = ["Tableau", "Microsoft Power BI", "Python", "SQL", "Docker", "Kubernetes", "Microsoft Excel"]


def asking(*required, **more):
    return replace(PLANNER, target_role=TargetRole(required_skills=required), **more)


def situation_of(profile):
    return read_situation(profile, KNOWLEDGE, TODAY)


def knowing(*names, level=SkillLevel.UNKNOWN):
    return {"skills": tuple(HeldSkill(name=name, level=level) for name in names)}


@pytest.mark.parametrize(
    "line", ["Tableau or Power BI", SkillChoice(any_of=("Tableau", "Power BI")), "Tableau/Power BI"]
)
def test_a_choice_is_one_requirement_that_either_alternative_meets(line):
    neither = situation_of(asking(line))
    assert skills_reading(neither).missing == ["Tableau or Microsoft Power BI"]
    assert [one.any_of for one in skills_reading(neither).choices] == [["Tableau", "Microsoft Power BI"]]
    assert role_facts(neither).gap == role_facts(neither).required == 1
    for name in ("Tableau", "Power BI"):
        assert situation_of(asking(line, **knowing(name))).gap == ()
        begun = situation_of(asking(line, **knowing(name, level=SkillLevel.BEGINNER)))
        assert skills_reading(begun).begun == ["Tableau or Microsoft Power BI"]
        assert skills_reading(begun).missing == []


@settings(max_examples=examples(60, 200, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(tools=st.lists(st.sampled_from(TOOLS), min_size=2, max_size=4, unique=True), data=st.data())
def test_of_a_choice_it_makes_no_difference_which_one_is_held(tools, data):
    asked = asking(" or ".join(tools), "supply chain management")
    level = data.draw(st.sampled_from(SkillLevel))
    answers = {
        tuple(one.label for one in situation_of(replace(asked, **knowing(tool, level=level))).gap) for tool in tools
    }
    assert len(answers) == 1


def test_what_teaches_one_alternative_closes_the_whole():
    gap = situation_of(asking("Tableau or Power BI")).gap
    teaching = [one for one in KNOWLEDGE.catalogue.credentials.values() if served(gap, one, {}).all]
    taught = {skill.skill for one in teaching for skill in one.skills}
    assert gap[0].skills <= taught


def test_what_another_line_asks_for_already_is_asked_for_once():
    situation = situation_of(asking("Python", "Python or R", "Python"))
    assert [one.label for one in situation.required] == ["Python (computer programming)"]


def test_either_credential_meets_a_choice_of_two():
    neither = situation_of(asking("CPIM or CSCP"))
    assert [one.words for one in neither.asked_credentials if one.required and one.missing] == ["CPIM", "CSCP"]
    assert role_facts(neither).credentials_required == role_facts(neither).credentials_missing == 1
    for title in ("CPIM", "CSCP"):
        either = situation_of(asking("CPIM or CSCP", credentials_held=(HeldCredential(title=title),)))
        assert either.missing_credentials == ()
        assert [one.words for one in either.asked_credentials] == [title]
    assert [one.or_else for one in skills_reading(neither).credentials_asked_for] == [["CSCP"], ["CPIM"]]


def test_beside_a_skill_that_would_do_a_credential_is_welcome():
    line = "CISSP or network security"
    neither = situation_of(asking(line))
    assert [(one.words, one.required) for one in neither.asked_credentials] == [("CISSP", False)]
    assert len(neither.gap) == 1
    assert situation_of(asking(line, **knowing("network security"))).gap == ()
    assert situation_of(asking(line, credentials_held=(HeldCredential(title="CISSP"),))).gap == ()


def test_a_goal_of_one_among_several_is_planned_by_the_cheapest():
    goal = StackGoal(kind=StackGoalKind.NAMED_CREDENTIAL, credential="CPIM or CSCP")
    plan = plan_stack(situation_of(replace(PLANNER, stack_goal=goal)), KNOWLEDGE.catalogue.credentials)
    assert plan is not None
    steps = plan.charted.credentials
    planned = {steps[timed.step] for timed in plan.plans.chosen[0].schedule.steps}
    prices = {one: KNOWLEDGE.catalogue.credentials[one].cost for one in steps if one}
    assert len(planned) == 1
    assert prices[planned.pop()].amount == min(cost.amount for cost in prices.values() if cost)


@pytest.mark.parametrize(
    ("line", "known", "met"),
    [
        ("Bachelor's degree in logistics or equivalent experience", {}, False),
        ("Bachelor's degree in logistics or equivalent experience", {"experience": Experience(years_in_field=5)}, True),
        ("Bachelor's degree in logistics", {"experience": Experience(years_in_field=5)}, False),
        ("Bachelor's degree in logistics", {"education": (Education(level=EducationLevel.BACHELOR),)}, True),
        ("Bachelor's degree in logistics", {"education": (Education(level=EducationLevel.ASSOCIATE),)}, False),
        ("Bachelor's or Master's degree", {"education": (Education(level=EducationLevel.BACHELOR),)}, True),
        ("Bachelor's degree in Statistics or Mathematics", knowing("mathematics"), False),
        (
            "a degree in Accounting",
            {"education": (Education(level=EducationLevel.BACHELOR, field_of_study="Dance"),)},
            False,
        ),
    ],
)
def test_a_degree_is_met_by_a_degree_or_where_the_posting_says_so_by_experience(line, known, met):
    assert (situation_of(asking(line, **known)).missing_degrees == ()) is met
