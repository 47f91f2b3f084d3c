"""What the profile's words were taken for, and what was put in for it, stands in the document."""

from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.decision.facts.field import field_facts
from services.recommender.explaining.as_read.readings import field_reading, skills_reading
from services.recommender.recommendation.document import document_of
from services.recommender.situation.reading import read_situation
from services.recommender.situation.terms import IMPUTED_FROM_ESCO
from tests.builders import shipped

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.fixture
def read(knowledge):
    def _read(**members):
        return read_situation(read_profile({"learner_id": "x", "goal": "explore", **members}), knowledge, TODAY)

    return _read


def test_a_mended_title_is_named_with_its_confidence(read):
    part = document_of(field_reading(read(field={"occupation": "Registred Nurse"})))
    assert (part["resolved_by"], part["resolved_title"]) == ("fuzzy", "Registered Nurses")
    assert 90 <= part["confidence"] < 100


@pytest.mark.parametrize(
    ("occupation", "found_by"),
    [
        ("29-1141.00", "code"),
        ("15-1132.00", "code"),
        ("Registered Nurses", "title"),
        ("Registred Nurse", "mended"),
        ("Data Analyst", "assumed"),
        ("Senior Data Analyst", "assumed"),
    ],
)
def test_rules_see_how_the_occupation_was_found(read, occupation, found_by):
    assert field_facts(read(field={"occupation": occupation})).found_by == found_by


def test_a_field_that_is_not_listed_has_no_confidence(read):
    situation = read(field={"unlisted": "Falconry"})
    assert document_of(field_reading(situation))["confidence"] is None
    assert field_facts(situation).found_by == "unlisted"


def test_skills_that_had_to_be_read_are_shown_beside_what_was_written(read):
    part = document_of(
        skills_reading(
            read(
                field={"occupation": "15-1252.00"},
                target_role={
                    "required_skills": ["Kuberentes", "Docker"],
                    "preferred_skills": ["strong knowledge of Python"],
                },
            )
        )
    )
    assert [(each["words"], each["label"], each["matched_by"]) for each in part["read_as"]] == [
        ("Kuberentes", "Kubernetes", "fuzzy"),
        ("strong knowledge of Python", "Python (computer programming)", "phrase"),
    ]


def test_a_level_in_the_words_is_the_level_unless_one_is_given(read):
    situation = read(
        field={"occupation": "15-1252.00"},
        skills=[{"name": "basic SQL"}, {"name": "advanced Excel", "level": "beginner"}, {"name": "Docker"}],
    )
    assert sorted(level.value for level in situation.held_skills.values()) == ["beginner", "beginner", "unknown"]


def test_a_role_that_names_no_skills_is_filled_in_as_preferred_with_the_source_of_each(read):
    part = document_of(skills_reading(read(field={"occupation": "15-1252.00"})))
    assert (part["from"], part["required"]) == ("imputed", [])
    assert [each["label"] for each in part["sources"]] == part["preferred"]
    assert part["sources"][0]["source"] == "esco_essential"
    esco = [each for each in part["sources"] if each["source"].startswith("esco")]
    assert 0 < len(esco) <= IMPUTED_FROM_ESCO
    assert any(each["source"] == "onet_in_demand" for each in part["sources"])


def test_a_named_role_is_not_added_to(read):
    part = document_of(
        skills_reading(read(field={"occupation": "29-1141.00"}, target_role={"required_skills": ["telehealth"]}))
    )
    assert (part["from"], part["preferred"], part["sources"]) == ("named", [], [])
