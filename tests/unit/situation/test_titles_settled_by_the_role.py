"""A title of several occupations is the one of them that the posting's own title names, and is said to be assumed."""

from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ON = date(2026, 11, 29)


def read(occupation, country, role=None, **members):
    asked = {"learner_id": "x", "goal": "change_career", "field": {"occupation": occupation}, "country": country}
    if role is not None:
        asked["target_role"] = {"title": role}
    return read_situation(read_profile({**asked, **members}), shipped.knowledge(), ON)


@pytest.mark.parametrize(
    ("occupation", "country", "role", "code"),
    [
        ("Lärare", "SE", "Ämneslärare matematik gymnasiet", "25-2031.00"),
        ("English Teacher", "JP", "Eikaiwa English Teacher", "25-3011.00"),
        ("Teacher", "GB", "Primary school teacher", "25-2021.00"),
    ],
)
def test_the_posting_says_which_of_several_occupations_is_meant(occupation, country, role, code):
    situation = read(occupation, country, role)
    assert situation.occupation.code == code
    assert situation.resolved_by == "common_title"
    assert situation.confidence <= 75


@pytest.mark.parametrize("role", [None, "Site accountant", "Team member"])
def test_a_posting_that_names_none_of_them_leaves_the_question(role):
    with pytest.raises(UnresolvedOccupation):
        read("Lärare", "SE", role)


def test_a_title_that_says_too_little_stays_a_question_whatever_the_posting_says():
    with pytest.raises(UnresolvedOccupation):
        read("Farm Supervisor", "AU", "Dairy Farm Worker")
