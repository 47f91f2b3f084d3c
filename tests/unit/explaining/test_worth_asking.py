"""A question is asked only where an answer turns something, and each answer turns what is said of it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up.random_profiles import profiles

from services.intake.answers import with_answers
from services.recommender.explaining.asking import typical_answers as typical
from services.recommender.explaining.asking.worth_asking import (
    MOST_ASKED,
    MOST_TRIED,
    open_questions,
    outcome,
    worth_asking,
)
from services.recommender.learner import Budget, Evidence, Experience, Field, HeldSkill, Profile, StackGoal, TargetRole
from services.recommender.profile_document import profile_document
from services.recommender.recommend import deciding, reach_decision, recommend
from services.recommender.scales import EducationLevel, EvidenceKind, Goal, QuestionCode, SkillLevel
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 22)
KNOWLEDGE, RULEBOOK = shipped.knowledge(), shipped.rulebook()
BY = {"knowledge": KNOWLEDGE, "rulebook": RULEBOOK, "on": TODAY}

some_learners = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

#: Who says next to nothing: every question is open.
SILENT = Profile(
    learner_id="L",
    field=Field(occupation="29-1141.00"),
    goal=Goal.FILL_SKILL_GAP,
    skills=(HeldSkill(name="patient care"),),
)


@st.composite
def silent_profiles(draw):
    """Random learners who leave some of what can be asked unsaid."""
    # Such as are accepted: an answer is read with the profile that it belongs to.
    years = draw(st.none() | st.integers(0, 50))
    experience = Experience(years_total=years, years_in_field=draw(st.none() | st.integers(0, years or 0)))
    profile = replace(draw(profiles()), stack_goal=StackGoal(), experience=experience)
    silences = {
        "budget": None,
        "hours_per_week": None,
        "deadline": None,
        "education": (),
        "evidence": (),
        "experience": Experience(),
        "target_role": TargetRole(),
    }
    names = draw(st.sets(st.sampled_from(sorted(silences)), min_size=1))
    return replace(profile, **{name: silences[name] for name in names})


def codes(profile):
    return [question.code for question in open_questions(reach_decision(profile, **BY))]


@some_learners
@given(silent_profiles())
def test_an_answer_given_back_turns_what_is_said_of_it(profile):
    made = recommend(profile, **BY)
    before = outcome(reach_decision(profile, **BY))
    assert len(made.worth_asking) <= MOST_ASKED
    for question in made.worth_asking:
        assert question.may_change
        assert question.likelihood == sum(change.likelihood for change in question.may_change) <= 100
        for change in question.may_change:
            answered = with_answers(made.profile, made.worth_asking, {question.code.value: change.answer})
            after = reach_decision(answered, **BY)
            assert outcome(after) == (change.verdict, change.first and change.first.id)
            assert outcome(after) != before


@some_learners
@given(silent_profiles())
def test_the_likeliest_to_matter_is_asked_first_and_nothing_twice(profile):
    asked = recommend(profile, **BY).worth_asking
    assert [question.likelihood for question in asked] == sorted((q.likelihood for q in asked), reverse=True)
    assert len({question.code for question in asked}) == len(asked)
    assert recommend(profile, **BY).worth_asking == asked


@some_learners
@given(silent_profiles())
def test_what_was_answered_with_none_is_not_asked_again(profile):
    asked = recommend(replace(profile, answered=tuple(QuestionCode)), **BY).worth_asking
    assert asked == []


@some_learners
@given(silent_profiles())
def test_trying_answers_changes_nothing_of_the_answer_itself(profile):
    decision, _ = deciding(profile, **BY)
    assert decision == reach_decision(profile, **BY)


def test_a_trial_decides_as_the_profile_alone_would_be_decided():
    decision, decide = deciding(SILENT, **BY)
    for question in open_questions(decision):
        for trial in question.trials:
            alone, tried = reach_decision(trial.profile, **BY), decide(trial.profile)
            assert outcome(alone) == outcome(tried)
            assert alone.verdict == tried.verdict
            scores = [(judged.credential.id, judged.said.score) for judged, _ in alone.ranking.shown]
            assert scores == [(judged.credential.id, judged.said.score) for judged, _ in tried.ranking.shown]


def test_the_typical_answers_of_all_questions_cost_no_more_decisions_than_the_cap():
    per_question = [typical.HOURS_PER_WEEK, typical.BUDGET, typical.YEARS_IN_FIELD, typical.WEEKS_TO_DEADLINE]
    per_question += [typical.EDUCATION, [typical.SKILL_LEVEL] * typical.SKILLS_WITHOUT_LEVEL, range(typical.POSTINGS)]
    per_question += [typical.COUNTRIES]
    evidence, licence = 2, 1
    assert sum(map(len, per_question)) + evidence + licence <= MOST_TRIED
    for shares in (typical.HOURS_PER_WEEK, typical.BUDGET, typical.YEARS_IN_FIELD, typical.WEEKS_TO_DEADLINE):
        assert 0 < sum(shares.values()) <= 100
    assert sum(typical.EDUCATION.values()) <= 100


def test_no_more_is_decided_than_the_cap():
    tried = []
    decision, decide = deciding(SILENT, **BY)
    worth_asking(decision, lambda profile: tried.append(profile) or decide(profile))
    assert 0 < len(tried) <= MOST_TRIED


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (QuestionCode.BUDGET, {"budget": Budget(amount=5, currency="USD")}),
        (QuestionCode.HOURS_PER_WEEK, {"hours_per_week": 3}),
        (QuestionCode.DEADLINE, {"deadline": TODAY}),
        (QuestionCode.YEARS_IN_FIELD, {"experience": Experience(years_in_field=0)}),
        (QuestionCode.POSTING, {"target_role": TargetRole(required_skills=("telehealth",))}),
        (QuestionCode.EVIDENCE, {"evidence": (Evidence(kind=EvidenceKind.PROJECT, title="x"),)}),
    ],
)
def test_what_is_said_is_not_asked(code, said):
    # A nurse's work leaves nothing to look at, so that nobody asks one for it.
    silent = replace(SILENT, field=Field(occupation="15-1252.00")) if code is QuestionCode.EVIDENCE else SILENT
    assert code in codes(silent)
    assert code not in codes(replace(silent, **said))


def test_the_level_of_a_skill_that_the_role_asks_for_is_asked():
    asked = replace(SILENT, target_role=TargetRole(required_skills=("SQL",)))
    unsaid = replace(asked, skills=(HeldSkill(name="Docker"), HeldSkill(name="SQL")))
    questions = {question.code: question for question in open_questions(reach_decision(unsaid, **BY))}
    assert questions[QuestionCode.SKILL_LEVEL].member == "/skills/1/level"
    assert QuestionCode.SKILL_LEVEL not in codes(
        replace(asked, skills=(HeldSkill(name="SQL", level=SkillLevel.EXPERT),))
    )


def test_nobody_is_asked_for_more_years_in_the_field_than_were_worked():
    profile = replace(SILENT, experience=Experience(years_total=1))
    (years,) = (q for q in open_questions(reach_decision(profile, **BY)) if q.code is QuestionCode.YEARS_IN_FIELD)
    assert [trial.answer for trial in years.trials] == [0]


def test_every_choice_can_be_given_back():
    made = [question for question in open_questions(reach_decision(SILENT, **BY)) if question.choices]
    assert {question.code for question in made} >= {QuestionCode.EDUCATION, QuestionCode.LICENCE}
    kept = profile_document(SILENT)
    for question in recommend(SILENT, **BY).worth_asking:
        for choice in question.choices:
            with_answers(kept, [question], {question.code.value: choice.code})
    (education,) = (question for question in made if question.code is QuestionCode.EDUCATION)
    assert {choice.code for choice in education.choices} == set(EducationLevel) - {EducationLevel.UNKNOWN}


def test_every_code_of_a_question_is_asked_about():
    texts = [each.read_text("utf-8") for each in (ROOT / "services/recommender/explaining/asking").glob("about_*.py")]
    assert {code.name for code in QuestionCode} == set(re.findall(r"QuestionCode\.(\w+)", "".join(texts)))
