"""Licences and qualifications of other countries among what is held: read as what they are, and as theirs."""

from datetime import date

import pytest

from services.recommender.decision.facts.licence import licence_country, licence_held
from services.recommender.explaining.as_read.held_readings import held_readings
from services.recommender.learner import Experience, Field, HeldCredential, Profile
from services.recommender.scales import EducationLevel, Goal, HeldStatus
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

KNOWLEDGE = shipped.knowledge()
TODAY = date(2026, 11, 29)
NURSE = "29-1141.00"


def situation(*titles, country, occupation=NURSE):
    profile = Profile(
        learner_id="L-1",
        field=Field(occupation=occupation),
        goal=Goal.FILL_SKILL_GAP,
        country=country,
        experience=Experience(years_in_field=4),
        credentials_held=tuple(HeldCredential(title=title) for title in titles),
    )
    return read_situation(profile, KNOWLEDGE, TODAY)


@pytest.mark.parametrize(
    ("title", "country", "standing", "of"),
    [
        ("KNMC registration", "AU", "elsewhere", "IN"),
        ("AHPRA registration", "GB", "elsewhere", "AU"),
        ("AHPRA registration", "AU", HeldStatus.VALID, None),
        ("Registered nurse (India)", "AU", "elsewhere", "IN"),
        ("KNMC registration", "IN", HeldStatus.VALID, None),
        ("KNMC registration exam preparation course", "AU", "not_named", None),
        ("Excel course", "AU", "not_named", None),
    ],
)
def test_a_licence_of_another_country_is_said_to_be_of_it(title, country, standing, of):
    found = situation(title, country=country)
    assert licence_held(found) == standing
    assert licence_country(found) == of


@pytest.mark.parametrize(
    ("title", "country", "read_as", "of"),
    [
        ("QTS", "GB", "licence", "GB"),
        ("Gas Safe registered", "GB", "licence", "GB"),
        ("SIA licence", "GB", "licence", "GB"),
        ("Driver CPC", "DE", "licence", "GB"),
        ("HGV category C", "GB", "licence", "GB"),
        ("Approbation", "GB", "licence", "DE"),
        ("Red Seal", "CA", "licence", "CA"),
        ("Gesellenbrief", "CA", "qualification", "DE"),
        ("NVQ Level 3 in Health", "GB", "qualification", "GB"),
        ("Certificate III in Individual Support", "AU", "qualification", "AU"),
        ("CAP", "US", "unknown", None),
        ("ACCA", "GB", "catalogue", None),
        ("A course nobody knows", "GB", "unknown", None),
    ],
)
def test_what_is_held_is_read_as_what_it_is(title, country, read_as, of):
    (reading,) = held_readings(situation(title, country=country), KNOWLEDGE)
    assert (reading.read_as, reading.country) == (read_as, of)
    assert bool(reading.authorities) == (read_as == "licence")


def test_a_vocational_qualification_held_is_completed_training_and_no_degree():
    levels = {one.level for one in completed(situation("Gesellenbrief", country="DE").profile, TODAY)}
    assert levels == {EducationLevel.VOCATIONAL}
