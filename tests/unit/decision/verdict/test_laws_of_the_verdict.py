"""What an adviser would never say: laws of the verdict over made-up learners, and what each verdict leaves to do."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up.random_profiles import profiles
from thoroughness import examples

from services.recommender.learner import (
    Budget,
    Education,
    Evidence,
    Experience,
    Field,
    HeldCredential,
    HeldSkill,
    Profile,
    TargetRole,
)
from services.recommender.recommend import recommend
from services.recommender.scales import EducationLevel, EvidenceKind, Goal, HeldStatus, SkillLevel
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

NURSE, LAWYER, ELECTRICIAN, PLUMBER, CARPENTER = "29-1141.00", "23-1011.00", "47-2111.00", "47-2152.00", "47-2031.00"
DESIGNER, WRITER, ACCOUNTANT, DEVELOPER = "27-1024.00", "27-3043.00", "13-2011.00", "15-1252.00"
TRADES = [ELECTRICIAN, PLUMBER, CARPENTER]
OCCUPATIONS = [NURSE, LAWYER, *TRADES, DESIGNER, WRITER, ACCOUNTANT, DEVELOPER, "43-3031.00", "53-3032.00"]

#: Learners of many fields, with licences and certifications held in any state.
LEARNERS = st.builds(
    replace,
    profiles(("Nobody awards this", "CompTIA Security+", "Registered nurse", "Journeyman electrician")),
    field=st.builds(Field, occupation=st.sampled_from(OCCUPATIONS)),
)

#: A decision takes milliseconds, and the machine may be busy.
TRIED = settings(deadline=None, max_examples=examples(25, 200, 3000))


def answer(profile):
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def learner(occupation, *skills, goal=Goal.FILL_SKILL_GAP, years=0, **more):
    return Profile(
        learner_id="l",
        field=Field(occupation=occupation),
        goal=goal,
        target_role=TargetRole(required_skills=skills),
        experience=Experience(years_total=years, years_in_field=years),
        **more,
    )


def points(document):
    return {path["path"]: path["score"] for path in document["paths"]}


def rules_of(document):
    return {one["rule"] for path in document["paths"] for one in path["contributions"]}


def steps(document):
    return [step["text"] for step in document["next_steps"]]


@TRIED
@given(LEARNERS)
def test_every_verdict_says_what_such_people_usually_do_next(profile):
    said = steps(answer(profile))
    assert said
    assert len(set(said)) == len(said)
    assert all(text.endswith(".") and "{" not in text and "()" not in text for text in said)


@TRIED
@given(LEARNERS)
def test_nothing_needed_is_never_clear_while_something_lapses_or_is_only_begun(profile):
    document = answer(profile)
    if (document["verdict"]["path"], document["verdict"]["standing"]) == ("nothing_needed", "clear"):
        facts = document["facts"]
        assert not facts["learner.credentials_expired_for_role"]
        assert not facts["learner.credentials_expiring"]
        assert not facts["role.credentials_missing"]
        assert not document["skills"]["missing"]


@pytest.mark.parametrize("begun", ["Python", "SQL"])
def test_a_requirement_that_is_only_begun_keeps_nothing_needed_away(begun):
    skills = tuple(
        HeldSkill(name=name, level=SkillLevel.BEGINNER if name == begun else SkillLevel.EXPERT)
        for name in ("Python", "SQL")
    )
    assert answer(learner(DEVELOPER, "Python", "SQL", years=9, skills=skills))["verdict"]["path"] != "nothing_needed"


@TRIED
@given(LEARNERS)
def test_an_apprenticeship_is_for_who_begins_a_trade_that_has_one(profile):
    document = answer(profile)
    if document["verdict"]["path"] == "apprenticeship":
        assert document["facts"]["field.apprenticeship"] == "yes"
        assert (profile.experience.years_in_field or 0) <= 1
        assert profile.goal is not Goal.EXPLORE
        assert document["facts"]["learner.licence"] != "valid"


@pytest.mark.parametrize("occupation", TRADES)
def test_who_is_new_to_a_trade_hears_who_offers_its_apprenticeship_and_how_long_it_takes(occupation):
    document = answer(learner(occupation, goal=Goal.CHANGE_CAREER))
    assert document["verdict"]["path"] == "apprenticeship"
    offer, entry, length, *_ = document["next_steps"]
    assert "registered apprenticeship" in offer["text"]
    assert offer["address"] == "https://www.apprenticeship.gov/"
    assert offer["basis"] == "remembered"
    assert "high school" in entry["text"]
    assert "4 years" in length["text"]


@pytest.mark.parametrize("occupation", TRADES)
@pytest.mark.parametrize("years", [2, 8])
def test_who_knows_the_trade_is_not_sent_to_begin_it(occupation, years):
    document = answer(learner(occupation, goal=Goal.CHANGE_CAREER, years=years))
    ruled_out = {path["path"] for path in document["paths"] if path["ruled_out"]}
    assert "apprenticeship" in ruled_out


@TRIED
@given(st.sampled_from([DESIGNER, WRITER]), st.integers(0, 40), st.sampled_from([Goal.FILL_SKILL_GAP, Goal.COMPLEMENT]))
def test_no_year_of_work_stands_in_for_work_to_show_where_the_work_decides(occupation, years, goal):
    skills = (HeldSkill(name="Adobe Photoshop", level=SkillLevel.ADVANCED),)
    document = answer(learner(occupation, "Adobe Photoshop", "typography", goal=goal, years=years, skills=skills))
    assert points(document)["portfolio"] > 0
    assert "make_one_piece_of_work" in {caution["code"] for caution in document["cautions"]}


def test_work_that_is_there_takes_the_portfolio_off_the_list():
    made = (Evidence(kind=EvidenceKind.PORTFOLIO, title="Posters", skills=("Adobe Photoshop",)),)
    document = answer(learner(DESIGNER, "Adobe Photoshop", years=3, evidence=made))
    assert "applied_skill/field-hires-by-work" not in rules_of(document)
    assert "recognition/advisers-name-the-path-first" not in {
        one["rule"] for path in document["paths"] if path["path"] == "portfolio" for one in path["contributions"]
    }


@TRIED
@given(st.sampled_from(OCCUPATIONS), st.integers(1, 40))
def test_who_names_no_skill_is_not_told_how_wide_the_gap_is(occupation, years):
    fired = rules_of(answer(learner(occupation, "Python", "SQL", "Docker", "Kubernetes", years=years)))
    assert not fired & {"relevance/wide-gap", "purpose/fill-the-gap"}


def test_an_accountant_is_not_told_to_make_a_portfolio():
    document = answer(learner(ACCOUNTANT, "Rechnungslegung nach HGB", "Jahresabschluss", years=5))
    assert document["verdict"]["path"] == "certification"
    assert any("Certified Management Accountant" in text for text in steps(document))


def test_a_newcomer_to_nursing_hears_of_the_programme_before_the_examination():
    document = answer(learner(NURSE, "patient care", goal=Goal.CHANGE_CAREER))
    if document["verdict"]["path"] == "degree":
        pytest.skip("the degree comes first here, and its steps say so")
    first, approved, *_, apply, after = steps(document)
    assert "approved nursing programme" in first
    assert "approves" in approved
    assert apply.startswith("Apply to")
    assert "With the licence in hand" in after


@pytest.mark.parametrize(
    ("status", "words"), [(HeldStatus.EXPIRED, "what restores your licence"), (HeldStatus.IN_PROGRESS, "have begun")]
)
def test_a_licence_is_spoken_of_as_what_it_is(status, words):
    held = (HeldCredential(title="Registered nurse", status=status),)
    degree = (Education(level=EducationLevel.BACHELOR, field_of_study="Nursing"),)
    said = steps(answer(learner(NURSE, "patient care", years=6, credentials_held=held, education=degree)))
    assert words in said[0]
    assert not any(text.startswith("Complete what the licence requires") for text in said)


def test_the_degree_is_named_with_its_level_and_its_subjects():
    schooling = (Education(level=EducationLevel.SECONDARY),)
    document = answer(learner(LAWYER, goal=Goal.CHANGE_CAREER, education=schooling, country="KE"))
    assert document["verdict"]["path"] == "degree"
    level, subjects, credit, *_ = steps(document)
    assert "a first professional degree" in level
    assert "law" in subjects
    assert "before you enrol" in credit


def test_the_goal_to_be_current_is_served_by_what_proves_it_anew():
    skills = tuple(HeldSkill(name=name, level=SkillLevel.ADVANCED) for name in ("AWS", "Python", "CI/CD"))
    degree = (Education(level=EducationLevel.BACHELOR, field_of_study="Software Engineering"),)
    asked = learner(
        DEVELOPER,
        *("AWS", "serverless", "CI/CD", "Python"),
        goal=Goal.SIGNAL_CURRENCY,
        years=12,
        skills=skills,
        education=degree,
    )
    assert answer(asked)["verdict"]["path"] == "certification"


@TRIED
@given(LEARNERS)
def test_who_counts_in_another_currency_is_not_sent_to_american_authorities(profile):
    document = answer(replace(profile, budget=Budget(amount=100, currency="EUR")))
    own = [step for step in document["next_steps"] if not step["text"].startswith("Start with")]
    assert not [step for step in own if "State " in step["text"] or "apprenticeship.gov" in (step["address"] or "")]
