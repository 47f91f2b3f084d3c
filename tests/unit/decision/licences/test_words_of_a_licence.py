"""Are the words about a licence as strong as what is known of it, and does the degree it rests on come first?"""

from datetime import date
from pathlib import Path

import pytest

from services.recommender.learner import Education, Experience, Field, HeldCredential, Profile, StackGoal, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import EducationLevel, Goal, HeldStatus, StackGoalKind
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

LAWYER, PHARMACIST, TEACHER, SURGEON = "23-1011.00", "29-1051.00", "25-2021.00", "29-1249.00"
ELECTRICIAN, PLUMBER, TRUCKER, ACCOUNTANT = "47-2111.00", "47-2152.00", "53-3032.00", "13-2011.00"

MAYBE = "the licence, if your future workplace requires one"
NEEDED = "the licence that this work needs"
DEGREE_FIRST = "a degree first, then the licence that requires it"

#: Each is said once, and never beside another of them.
FIRST_THINGS = {"licence_comes_first", "degree_comes_first", "licence_rests_on_a_degree"}


def document(code, *held, level=None, of=None, goal=Goal.CHANGE_CAREER, toward=None, required=()):
    profile = Profile(
        learner_id="l",
        field=Field(occupation=code),
        goal=goal,
        target_role=TargetRole(required_skills=required),
        experience=Experience(years_in_field=0),
        education=(Education(level=level, field_of_study=of),) if level else (),
        credentials_held=held,
        stack_goal=StackGoal(kind=StackGoalKind.PROFESSIONAL_DESIGNATION, credential=toward) if toward else StackGoal(),
    )
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def first_things(answer):
    return FIRST_THINGS & {caution["code"] for caution in answer["cautions"]}


@pytest.mark.parametrize("code", [ELECTRICIAN, PLUMBER])
@pytest.mark.parametrize("goal", [Goal.CHANGE_CAREER, Goal.FILL_SKILL_GAP])
def test_who_is_new_to_a_trade_is_sent_to_its_apprenticeship_and_told_of_the_licence(code, goal):
    answer = document(code, goal=goal, required=("electrical wiring",))
    assert answer["verdict"]["path"] == "apprenticeship"
    assert "it leads to the licence where one is needed" in answer["verdict"]["sentence"]
    assert "At its end take the examination for the licence" in answer["next_steps"][-1]["text"]


@pytest.mark.parametrize("code", [ELECTRICIAN, PLUMBER])
def test_a_licence_that_only_some_places_ask_for_is_never_clear(code):
    profile = Profile(
        learner_id="l",
        field=Field(occupation=code),
        goal=Goal.COMPLEMENT,
        target_role=TargetRole(required_skills=("electrical wiring",)),
        experience=Experience(years_in_field=8),
    )
    verdict = recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()["verdict"]
    assert (verdict["path"], verdict["standing"]) == ("licence", "close")
    assert MAYBE in verdict["sentence"]


def test_a_licence_that_the_work_needs_everywhere_is_said_so():
    verdict = document(TRUCKER, level=EducationLevel.SECONDARY)["verdict"]
    assert (verdict["path"], verdict["standing"]) == ("licence", "clear")
    assert NEEDED in verdict["sentence"]


def test_the_licence_that_somebody_has_or_wants_is_no_maybe():
    lapsed = HeldCredential(title="Journeyman electrician", status=HeldStatus.EXPIRED)
    sentence = document(ELECTRICIAN, lapsed)["verdict"]["sentence"]
    assert sentence.startswith("Clear: the licence that you name, before anything new")
    sentence = document(ELECTRICIAN, toward="Journeyman electrician")["verdict"]["sentence"]
    assert "the licence that you are working toward" in sentence


@pytest.mark.parametrize(
    ("code", "level", "of"),
    [
        (LAWYER, EducationLevel.SECONDARY, None),
        (LAWYER, EducationLevel.BACHELOR, "History"),
        (PHARMACIST, EducationLevel.SECONDARY, None),
        (PHARMACIST, EducationLevel.MASTER, "History"),
        (TEACHER, EducationLevel.SECONDARY, None),
        (TEACHER, EducationLevel.POSTSECONDARY_CERTIFICATE, None),
        (SURGEON, EducationLevel.NONE, None),
    ],
)
def test_the_degree_comes_before_the_licence_that_rests_on_it_in_one_message(code, level, of):
    answer = document(code, level=level, of=of)
    assert answer["verdict"]["path"] == "degree"
    assert answer["verdict"]["sentence"].startswith(f"Clear: {DEGREE_FIRST}")
    assert first_things(answer) == {"licence_rests_on_a_degree"}


@pytest.mark.parametrize("required", [(), ("bar admission",)])
@pytest.mark.parametrize("toward", [None, "Bar admission"])
def test_the_degree_comes_first_also_where_goal_or_posting_names_the_licence(required, toward):
    verdict = document(LAWYER, level=EducationLevel.SECONDARY, required=required, toward=toward)["verdict"]
    assert verdict["path"] == "degree"


@pytest.mark.parametrize("of", ["History", "Psychology", "Education"])
def test_a_graduate_who_wants_to_teach_is_not_told_to_begin_again(of):
    answer = document(TEACHER, level=EducationLevel.BACHELOR, of=of)
    assert answer["verdict"]["path"] == "licence"
    assert "licence_rests_on_a_degree" not in first_things(answer)


def test_who_has_begun_the_licence_finishes_it():
    begun = HeldCredential(title="Teaching licence", status=HeldStatus.IN_PROGRESS)
    answer = document(TEACHER, begun, level=EducationLevel.SECONDARY)
    assert answer["verdict"]["path"] == "licence"


def test_the_title_of_a_licence_that_is_the_goal_is_not_called_needed():
    sentence = document(ACCOUNTANT, toward="CPA licence", level=EducationLevel.BACHELOR, of="Accounting")["verdict"]
    assert NEEDED not in sentence["sentence"]
