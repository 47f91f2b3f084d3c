"""Does an answer to somebody elsewhere name an American body, or an answer of memory rule something out?"""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recommender.knowledge.countries.countries import load_countries
from services.recommender.learner import Budget, Experience, Field, Profile, TargetRole
from services.recommender.recommend import reach_decision, recommend
from services.recommender.scales import Goal, QuestionCode
from services.recommender.situation.named_first import named_elsewhere, named_first_to
from services.recommender.situation.reading import read_situation
from services.recommender.situation.situation import place_of
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
BY = {"knowledge": KNOWLEDGE, "rulebook": RULEBOOK, "on": date(2026, 11, 29)}

#: A country that no folder of data is about.
NOT_KNOWN = "KE"
ELSEWHERE = sorted((KNOWLEDGE.countries.known() - {"US"}) | {NOT_KNOWN})

AMERICAN = re.compile(
    r"\byour state\b|state licen[sc]|state board|state department|\bjourneyman|board of (nursing|pharmacy)\b.* state"
    r"|NCLEX|\bNATE\b|National Association of|National Council of|American |\bOSHA\b|\bEPA\b|\bCDL\b|\bPraxis\b|FINRA"
    r"|nigc\.gov|nabweb\.org|apprenticeship\.gov|\bSHRM\b|\baPHR\b|AIPB|registered apprenticeship",
    re.IGNORECASE,
)

#: What Canada has in common with the United States: the nurses' examination, and the word for an apprenticeship.
CANADIAN = re.compile("NCLEX|registered apprenticeship", re.IGNORECASE)

LICENSED = sorted(one.code for one in KNOWLEDGE.occupations if one.licence is not None and one.licence.work_needs_it)


def learner(code, country, goal=Goal.CHANGE_CAREER, years=0, budget=None):
    return Profile(
        learner_id="l",
        field=Field(occupation=code),
        goal=goal,
        target_role=TargetRole(required_skills=("first aid",)),
        experience=Experience(years_in_field=years),
        country=country,
        budget=budget,
    )


def said(made):
    """Return every text of an answer but its sources, what was left out and what the learner sent."""
    document = json.loads(made.to_json())
    for member in ("profile", "rests_on", "left_out", "ruled_out", "wording"):
        document.pop(member, None)
    for item in document["items"]:
        item.pop("facts", None)
        item["credential"].pop("source", None)
    return list(_texts(document))


def american(made, country):
    """Return the texts of an answer that speak of the United States' bodies to somebody in `country`."""
    shared = CANADIAN if country == "CA" else re.compile("(?!)")
    return [text for text in said(made) if AMERICAN.search(shared.sub("", text))]


def _texts(part):
    if isinstance(part, dict):
        for member in part.values():
            yield from _texts(member)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, str):
        yield part


@settings(max_examples=60, deadline=None)
@given(
    code=st.sampled_from(LICENSED),
    country=st.sampled_from(ELSEWHERE),
    goal=st.sampled_from([Goal.CHANGE_CAREER, Goal.FILL_SKILL_GAP, Goal.SIGNAL_CURRENCY, Goal.COMPLEMENT]),
    years=st.sampled_from([0, 1, 6]),
)
def test_nobody_elsewhere_is_told_of_an_american_body(code, country, goal, years):
    made = recommend(learner(code, country, goal, years), **BY)
    assert american(made, country) == []


@pytest.mark.parametrize("country", ELSEWHERE)
@pytest.mark.parametrize("code", ["13-1071.00", "47-2111.00", "29-1141.00", "25-2031.00", "43-3031.00"])
def test_hr_trades_nursing_teaching_and_books_are_answered_by_the_country(code, country):
    made = recommend(learner(code, country), **BY)
    assert american(made, country) == []


@settings(max_examples=60, deadline=None)
@given(code=st.sampled_from(LICENSED), country=st.sampled_from(ELSEWHERE), years=st.sampled_from([0, 3]))
def test_a_remembered_licence_rules_out_no_path_and_is_to_be_checked(code, country, years):
    decision = reach_decision(learner(code, country, years=years), **BY)
    if decision.field.licence_basis != "remembered" or decision.field.licensed == "some_titles":
        return
    codes = {caution.code for caution in recommend(decision.situation.profile, **BY).cautions}
    assert "licence_is_remembered" in codes


def test_where_the_country_matters_and_is_not_said_it_is_asked_and_named():
    made = recommend(learner("29-1141.00", None), **BY)
    assert "country_was_assumed" in {caution.code for caution in made.cautions}
    assert any("the United States" in caution.text for caution in made.cautions)
    (asked,) = (one for one in made.worth_asking if one.code is QuestionCode.COUNTRY)
    assert {choice.value for choice in asked.choices} == KNOWLEDGE.countries.known()


def test_a_country_that_is_said_is_not_asked():
    made = recommend(learner("29-1141.00", "GB"), **BY)
    assert "country_was_assumed" not in {caution.code for caution in made.cautions}
    assert QuestionCode.COUNTRY not in {one.code for one in made.worth_asking}


@pytest.mark.parametrize(
    ("currency", "place"), [("GBP", "GB"), ("INR", "IN"), ("EUR", "EU"), ("USD", "US"), ("XOF", "US")]
)
def test_who_names_no_country_is_answered_for_that_of_their_money(currency, place):
    profile = learner("29-1141.00", None, budget=Budget(amount=1, currency=currency))
    assert place_of(profile) == place
    assert place_of(replace(profile, country="SE")) == "SE"


def test_an_american_hr_certification_is_not_named_to_a_british_council():
    situation = read_situation(learner("13-1071.00", "GB"), KNOWLEDGE, BY["on"])
    assert "shrm-cp" in named_elsewhere(situation)
    assert named_elsewhere(situation).isdisjoint(named_first_to(situation))


def test_habits_surveyed_in_the_united_states_weigh_half_elsewhere_and_are_said_to_be_so():
    here, there = (reach_decision(learner("13-1071.00", each), **BY) for each in ("US", "SE"))
    assert (here.field.culture_trust, there.field.culture_trust) == (100, 50)
    codes = {caution.code for caution in recommend(there.situation.profile, **BY).cautions}
    assert "culture_is_of_another_country" in codes


def test_every_folder_of_a_country_is_known():
    folders = {folder.name for folder in (ROOT / "data" / "countries").iterdir() if folder.is_dir()}
    assert load_countries(ROOT / "data", KNOWLEDGE.occupations).known() == folders | {"US"}
