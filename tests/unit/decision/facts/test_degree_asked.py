"""How long the degree of the degree path takes, and what it is called."""

from datetime import date
from pathlib import Path

import pytest

from services.recommender.decision.facts.degree import PROFESSIONAL_DEGREES, DegreeAsked, degree_asked
from services.recommender.decision.facts.learner import learner_facts
from services.recommender.learner import Education, Field, Profile, StackGoal, TargetEmployer
from services.recommender.recommend import recommend
from services.recommender.scales import EducationLevel, EmployerKind, Goal, StackGoalKind
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 11, 22)
KNOWLEDGE = shipped.knowledge()

LAWYER, PHYSICIAN, PROFESSOR, ANALYST = "23-1011.00", "29-1216.00", "25-1042.00", "15-2051.00"


def learner(occupation, *levels, employers=EmployerKind.CORPORATE, **known):
    return Profile(
        learner_id="L",
        field=Field(occupation=occupation),
        goal=Goal.CHANGE_CAREER,
        education=tuple(Education(level=level) for level in levels),
        target_employers=(TargetEmployer(kind=employers),),
        **known,
    )


def situation(profile):
    return read_situation(profile, KNOWLEDGE, TODAY)


@pytest.mark.parametrize(
    ("occupation", "levels", "weeks"),
    [
        (ANALYST, [EducationLevel.SECONDARY], 104),
        (LAWYER, [EducationLevel.BACHELOR], 156),
        (LAWYER, [EducationLevel.ASSOCIATE], 156 + 104),
        (LAWYER, [EducationLevel.SECONDARY], 156 + 208),
        (LAWYER, [], 156),
        (LAWYER, [EducationLevel.UNKNOWN], 156),
        (PHYSICIAN, [EducationLevel.BACHELOR], 208),
    ],
)
def test_a_degree_takes_what_the_profession_asks_for(occupation, levels, weeks):
    assert degree_asked(situation(learner(occupation, *levels))) == DegreeAsked(weeks=weeks)


@pytest.mark.parametrize(
    ("levels", "employers", "doctorate"),
    [
        ([EducationLevel.MASTER], EmployerKind.ACADEMIC, True),
        ([EducationLevel.MASTER], EmployerKind.CORPORATE, False),
        ([EducationLevel.DOCTORATE], EmployerKind.ACADEMIC, False),
        ([], EmployerKind.ACADEMIC, False),
    ],
)
def test_academic_posts_of_the_highest_zone_ask_for_a_doctorate(levels, employers, doctorate):
    asked = degree_asked(situation(learner(PROFESSOR, *levels, employers=employers)))
    assert asked == DegreeAsked(weeks=208 if doctorate else 104, doctorate=doctorate)


def test_every_profession_named_is_one_that_is_listed():
    codes = [occupation.code for occupation in KNOWLEDGE.occupations]
    assert [start for start in PROFESSIONAL_DEGREES if not any(code.startswith(start) for code in codes)] == []


def test_the_verdict_calls_a_doctorate_a_doctorate():
    rulebook = shipped.rulebook()
    profile = learner(PROFESSOR, EducationLevel.MASTER, employers=EmployerKind.ACADEMIC, deadline=date(2027, 9, 30))
    document = recommend(profile, knowledge=KNOWLEDGE, rulebook=rulebook, on=TODAY).as_document()
    assert document["verdict"]["sentence"].startswith("Clear: a doctorate;")
    assert "deadline_before_the_degree" in {caution["code"] for caution in document["cautions"]}


@pytest.mark.parametrize(
    ("goal", "answer"),
    [
        (StackGoal(kind=StackGoalKind.DEGREE_CREDIT), "none"),
        (StackGoal(kind=StackGoalKind.DEGREE_CREDIT, institution="Riverside State University"), "unknown"),
    ],
)
def test_silence_about_an_institution_is_not_a_no(goal, answer):
    facts = learner_facts(situation(learner(ANALYST, stack_goal=goal)), KNOWLEDGE)
    assert facts.stack_institution_recognises == answer
    assert facts.stack_institution == (goal.institution or "")
