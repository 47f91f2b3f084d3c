"""Licences and qualifications of other countries among what is held: read as what they are, and as theirs."""

from datetime import date

import pytest

from services.recommender.decision.facts.holdings.licence import licence_country, licence_held
from services.recommender.explaining.as_read.held_readings import held_readings
from services.recommender.learner import Experience, Field, HeldCredential, Profile, TargetRole
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
        ("Registered Nurse, Nursing Council of Kenya", "GB", "elsewhere", "KE"),
        ("Nursing and Midwifery Council of Nigeria registration", "GB", "elsewhere", "NG"),
        ("PRC Registered Nurse licence (Philippines)", "GB", "elsewhere", "PH"),
        ("Registered Nurse, Kerala Nurses and Midwives Council", "GB", "elsewhere", "IN"),
        ("RN (Australia)", "GB", "elsewhere", "AU"),
        ("Kenyan registered nurse", "GB", "elsewhere", "KE"),
        ("BIG-registratie", "NL", HeldStatus.VALID, None),
        ("BIG-registratie verlopen", "NL", HeldStatus.EXPIRED, None),
        ("legitimation ansökt", "SE", HeldStatus.IN_PROGRESS, None),
        ("prawo wykonywania zawodu - złożony wniosek", "PL", HeldStatus.IN_PROGRESS, None),
        ("Enfermera registrada (Filipinas), Registered Nurse", "GB", "elsewhere", "PH"),
        ("RN license (Ohio)", "GB", "elsewhere", "US"),
        ("RN license (Ohio)", "US", HeldStatus.VALID, None),
        ("NMC registration, trained in India", "GB", HeldStatus.VALID, None),
        ("COREN-SP ativo", "PT", "elsewhere", "BR"),
        ("Registered nurse", "DE", "elsewhere", None),
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
        ("Driver CPC", "DE", "licence", None),
        ("Driver CPC", "IE", "licence", "IE"),
        ("HGV category C", "GB", "licence", "GB"),
        ("Approbation", "GB", "licence", "DE"),
        ("Red Seal", "CA", "qualification", "CA"),
        ("RN license (Ohio)", "US", "licence", "US"),
        ("RN license (Ohio)", "GB", "licence", "US"),
        ("Journeyman electrician license (Texas)", "DE", "licence", "US"),
        ("Registered Nurse, Kenya", "GB", "licence", "KE"),
        ("RN (Australia)", "GB", "licence", "AU"),
        ("COREN-SP ativo", "PT", "licence", "BR"),
        ("Registered nurse licence", "CA", "licence", "CA"),
        ("Registered nurse licence", "FR", "licence", None),
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
    assert bool(reading.authorities) == (read_as == "licence" and of in KNOWLEDGE.countries.known())


def test_a_vocational_qualification_held_is_completed_training_and_no_degree():
    levels = {one.level for one in completed(situation("Gesellenbrief", country="DE").profile, TODAY)}
    assert levels == {EducationLevel.VOCATIONAL}


@pytest.mark.parametrize("title", ["RN (Australia)", "Registered Nurse, Kenya", "NMC registration (Ghana)"])
def test_a_licence_of_another_country_is_not_what_a_posting_asks_for_here(title):
    profile = Profile(
        learner_id="L-1",
        field=Field(occupation=NURSE),
        goal=Goal.FILL_SKILL_GAP,
        country="GB",
        target_role=TargetRole(required_skills=("NMC registration",)),
        credentials_held=(HeldCredential(title=title),),
    )
    found = read_situation(profile, KNOWLEDGE, TODAY)
    assert [one.missing for one in found.asked_credentials] == [True]
    assert licence_held(found) == "elsewhere"


def test_what_is_read_and_what_counts_say_the_same_country():
    found = situation("PRC Registered Nurse licence (Philippines)", country="DE")
    reading = held_readings(found, KNOWLEDGE)[0]
    assert (reading.country, reading.authorities) == (licence_country(found), []) == ("PH", [])
    assert reading.why == "A licence of the Philippines: ask the authority what it counts for in Germany."
