"""An answer goes where its question says, is read like the rest of a profile, and is refused with place and remedy."""

import pytest

from services.intake.answers import with_answers
from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.recommender.learner import Budget
from services.recommender.recommendation.asking import AnswerChoice, WorthAsking
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.scales import EducationLevel, QuestionCode, SkillLevel

STORED = {
    "learner_id": "L-1",
    "field": {"occupation": "15-2051.00"},
    "goal": "fill_skill_gap",
    "skills": [{"name": "Python"}, {"name": "SQL"}],
}


def question(code, member, kind, unit=None, choices=()):
    return WorthAsking(
        code=code,
        text="?",
        why=".",
        member=member,
        kind=kind,
        unit=unit,
        choices=list(choices),
        likelihood=50,
        may_change=[],
    )


HOURS = question(QuestionCode.HOURS_PER_WEEK, "/hours_per_week", AnswerKind.NUMBER, "hours a week")
BUDGET = question(QuestionCode.BUDGET, "/budget", AnswerKind.MONEY, "EUR")
YEARS = question(QuestionCode.YEARS_IN_FIELD, "/experience/years_in_field", AnswerKind.NUMBER, "years")
DEADLINE = question(QuestionCode.DEADLINE, "/deadline", AnswerKind.DAY)
POSTING = question(QuestionCode.POSTING, "/target_role/required_skills", AnswerKind.TEXTS)
EDUCATION = question(
    QuestionCode.EDUCATION,
    "/education",
    AnswerKind.CHOICE,
    choices=[AnswerChoice(code="bachelor", text="a bachelor's degree", value=[{"level": "bachelor"}])],
)
LICENCE = question(
    QuestionCode.LICENCE,
    "/credentials_held/-",
    AnswerKind.CHOICE,
    choices=[AnswerChoice(code="yes", text="yes", value={"title": "RN"}), AnswerChoice(code="no", text="no")],
)
LEVEL = question(
    QuestionCode.SKILL_LEVEL,
    "/skills/1/level",
    AnswerKind.CHOICE,
    choices=[AnswerChoice(code="beginner", text="beginner", value="beginner")],
)
ALL = [HOURS, BUDGET, YEARS, DEADLINE, POSTING, EDUCATION, LICENCE, LEVEL]


def refused(answers, asked=ALL, stored=STORED):
    with pytest.raises(ProfileRejected) as refusal:
        with_answers(stored, asked, answers)
    return {problem.pointer: problem.detail for problem in refusal.value.problems}


def test_every_answer_goes_where_its_question_says():
    profile = with_answers(
        STORED,
        ALL,
        {
            "hours_per_week": 6,
            "budget": 400,
            "years_in_field": 3,
            "deadline": "2027-06-30",
            "posting": ["SQL", "Tableau"],
            "education": "bachelor",
            "licence": "yes",
            "skill_level": "beginner",
        },
    )
    assert profile.hours_per_week == 6
    assert profile.budget == Budget(amount=400, currency="EUR")
    assert profile.experience.years_in_field == 3
    assert profile.target_role.required_skills == ("SQL", "Tableau")
    assert profile.education[0].level is EducationLevel.BACHELOR
    assert [held.title for held in profile.credentials_held] == ["RN"]
    assert [skill.level for skill in profile.skills] == [SkillLevel.UNKNOWN, SkillLevel.BEGINNER]
    assert profile.answered == ()


def test_money_may_be_given_in_another_currency():
    profile = with_answers(STORED, ALL, {"budget": {"amount": 300, "currency": "GBP"}})
    assert profile.budget == Budget(amount=300, currency="GBP")


def test_none_leaves_the_profile_as_it_is_and_is_remembered():
    profile = with_answers(STORED, ALL, {"deadline": None, "posting": [], "licence": "no"})
    assert set(profile.answered) == {QuestionCode.DEADLINE, QuestionCode.POSTING, QuestionCode.LICENCE}
    assert profile.deadline is None
    assert profile.credentials_held == ()
    again = with_answers({**STORED, "answered": ["deadline"]}, ALL, {"posting": []})
    assert set(again.answered) == {QuestionCode.DEADLINE, QuestionCode.POSTING}


def test_the_stored_profile_is_not_changed():
    before = read_profile(STORED)
    with_answers(STORED, ALL, {"skill_level": "beginner", "hours_per_week": 3})
    assert read_profile(STORED) == before


@pytest.mark.parametrize(
    ("answers", "pointer", "says"),
    [
        ({"hours_per_week": "6"}, "/hours_per_week", "write 6"),
        ({"hours_per_week": 0}, "/hours_per_week", "from 1 to 80"),
        ({"hours_per_week": None}, "/hours_per_week", "leave the answer out"),
        ({"budget": {"amount": 5}}, "/budget/currency", "is missing"),
        ({"budget": "a lot"}, "/budget", "object"),
        ({"deadline": "30.6.2027"}, "/deadline", "write 2027-06-30"),
        ({"posting": "SQL"}, "/posting", "a list in square brackets"),
        ({"posting": [7]}, "/posting/0", "a text"),
        ({"education": "bachelors"}, "/education", 'did you mean "bachelor"?'),
        ({"licence": True}, "/licence", "one of: yes, no"),
        ({"hours": 6}, "/hours", "asked were: hours_per_week"),
        ({"hour_per_week": 6}, "/hour_per_week", 'did you mean "hours_per_week"?'),
        ({}, "", "holds no answer"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place_with_the_remedy(answers, pointer, says):
    problems = refused(answers)
    assert list(problems) == [pointer]
    assert says in problems[pointer]


def test_all_problems_are_told_at_once():
    assert set(refused({"hours": 6, "education": "phd", "licence": 1})) == {"/hours", "/education", "/licence"}
    assert set(refused({"hours_per_week": 0, "deadline": 1})) == {"/hours_per_week", "/deadline"}


def test_an_answer_must_fit_the_rest_of_the_profile():
    stored = {**STORED, "experience": {"years_total": 2}}
    assert "years_total, 2" in refused({"years_in_field": 3}, stored=stored)["/years_in_field"]


def test_where_nothing_was_asked_a_changed_profile_is_the_way():
    assert "send a changed profile" in refused({"hours_per_week": 3}, asked=[])["/hours_per_week"]
