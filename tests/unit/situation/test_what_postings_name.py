"""What do the words of a posting name: which of several credentials, one that nobody knows, a choice, or a degree?"""

import pytest

from services.recommender.scales import EducationLevel
from services.recommender.situation.credentials.credential_words import agrees_with, calls_credential, qualifiers
from services.recommender.situation.role.degrees_asked import degree_named


@pytest.mark.parametrize(
    ("words", "title", "same"),
    [
        ("ARRT (CT) certification", "ARRT Radiography (R)", False),
        ("ARRT (R)", "ARRT Radiography (R)", True),
        ("ARRT (CT)", "ARRT Computed Tomography", True),
        ("CPA (US)", "Certified Public Accountant", True),
    ],
)
def test_a_bracket_tells_siblings_apart(words, title, same):
    assert agrees_with(words, title) is same


def test_a_country_in_brackets_tells_none_apart():
    assert qualifiers("CPA (US)") == ()


@pytest.mark.parametrize(
    "words",
    [
        "Registered Behavior Technician (RBT)",
        "ASME Section IX qualification",
        "ParaPro Assessment",
        "Forklift certification",
        "ESL endorsement",
        "Principal license",
        "ARRT (MR)",
    ],
)
def test_a_name_of_a_credential_is_one_whether_or_not_it_is_known(words):
    assert calls_credential(words)


@pytest.mark.parametrize("words", ["risk assessment", "driver's license", "project charter", "credit card", "SQL"])
def test_what_only_sounds_like_a_credential_is_none(words):
    assert not calls_credential(words)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("BSN", EducationLevel.BACHELOR),
        ("Bachelor's degree in nursing", EducationLevel.BACHELOR),
        ("bachelor degree", EducationLevel.BACHELOR),
        ("Master's degree", EducationLevel.MASTER),
        ("MBA", EducationLevel.MASTER),
        ("associate degree in early childhood education", EducationLevel.ASSOCIATE),
        ("high school diploma or GED", EducationLevel.SECONDARY),
        ("Scrum Master certification", None),
        ("master data management", None),
    ],
)
def test_degrees_are_read_by_all_their_names(words, level):
    assert degree_named(words) is level
