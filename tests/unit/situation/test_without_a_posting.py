"""Without a posting what the field often asks for is no list of gaps: tools that stand for one another are one choice."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.recommender.learner import Experience, Field, HeldSkill, Profile
from services.recommender.recommend import recommend
from services.recommender.scales import Goal
from services.recommender.situation.reading import read_situation
from services.recommender.situation.skills.grasp import Grasp
from tests.builders import shipped
from tests.builders.thoroughness import examples

ROOT = Path(__file__).parents[3]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

OCCUPATIONS = [one for one in KNOWLEDGE.occupations if any(tool.in_demand for tool in one.technologies)]
LANGUAGES = ["C", "C#", "C++", "Java", "Python", "TypeScript", "JavaScript", "PHP", "Go", "Kotlin"]


def developer(*skills, occupation="15-1252.00", **more):
    held = tuple(HeldSkill(name=name) for name in skills)
    return Profile(learner_id="x", field=Field(occupation=occupation), goal=Goal.SIGNAL_CURRENCY, skills=held, **more)


def answered(profile):
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_works_in_one_language_is_not_missing_the_others(language):
    situation = read_situation(developer(language), KNOWLEDGE, TODAY)
    languages = next(one for one in situation.preferred if "Java (computer programming)" in one.label)
    assert situation.grasp(languages) is Grasp.HELD


def test_nothing_is_missing_where_no_posting_was_named():
    skills = answered(developer("JavaScript", "React")).skills
    assert skills.from_ == "imputed"
    assert skills.missing == skills.missing_preferred == []
    assert "Amazon Web Services AWS software or Microsoft Azure software" in skills.often_asked_for
    assert not any("C#" in label for label in skills.often_asked_for)


def test_the_first_question_is_for_a_posting_and_other_languages_do_not_lead():
    answer = answered(developer("JavaScript", "Node.js", "Docker", experience=Experience(years_total=11)))
    assert "which_posting_would_you_apply_for" in {question.code for question in answer.questions}
    titles = [item.credential.title for item in answer.items[:3]]
    assert not any(title.startswith(("C#", "Java (", "Python (")) for title in titles)


@settings(max_examples=examples(60, 300, 3_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_holding_any_tool_of_a_kind_holds_the_kind(data):
    occupation = data.draw(st.sampled_from(OCCUPATIONS))
    asked = read_situation(developer(occupation=occupation.code), KNOWLEDGE, TODAY).preferred
    if not asked:
        return
    one = data.draw(st.sampled_from(asked))
    tool = data.draw(st.sampled_from(one.any_of))
    after = read_situation(developer(tool.label, occupation=occupation.code), KNOWLEDGE, TODAY)
    assert after.preferred == asked
    assert after.grasp(one) is Grasp.HELD
