"""What is listed as held and by its own title is not: it counts as that, for the licence, the posting and the degree."""

from dataclasses import replace
from datetime import date

import pytest

from services.recommender.decision.facts.holdings.licence import is_taken_to_hold_licence, licence_held
from services.recommender.learner import Education, Experience, Field, HeldCredential, HeldSkill, Profile, TargetRole
from services.recommender.scales import EducationStatus, Goal, HeldStatus, Proof
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

KNOWLEDGE = shipped.knowledge()
TODAY = date(2026, 11, 29)
NURSE, DRIVER, ACCOUNTANT, TEACHER, PLUMBER = "29-1141.00", "53-3032.00", "13-2011.00", "25-2031.00", "47-2152.00"


def situation(occupation, country, *titles, asks=(), **members):
    profile = Profile(
        learner_id="L-1",
        field=Field(occupation=occupation),
        goal=Goal.FILL_SKILL_GAP,
        country=country,
        experience=Experience(years_in_field=3),
        target_role=TargetRole(required_skills=asks),
        credentials_held=tuple(HeldCredential(title=title) for title in titles),
    )
    return read_situation(replace(profile, **members), KNOWLEDGE, TODAY)


@pytest.mark.parametrize(
    ("occupation", "country", "title", "asked", "status"),
    [
        (NURSE, "GB", "NMC CBT passed, OSCE pending", "NMC registration", HeldStatus.IN_PROGRESS),
        (NURSE, "GB", "NMC registration lapsed 2021", "NMC registration", HeldStatus.EXPIRED),
        (NURSE, "GB", "NMC registration", "NMC registration", HeldStatus.VALID),
        (NURSE, "US", "NCLEX-RN failed, retake in May", "RN license", HeldStatus.IN_PROGRESS),
        (NURSE, "CA", "NCLEX-RN passed, CNO registration pending", "CNO registration", HeldStatus.IN_PROGRESS),
        (PLUMBER, "GB", "Gas Safe registration applied for", "Gas Safe registered", HeldStatus.IN_PROGRESS),
        (DRIVER, "GB", "Cat C theory test passed", "Cat C licence", HeldStatus.IN_PROGRESS),
        (DRIVER, "FR", "permis C en cours", "permis C", HeldStatus.IN_PROGRESS),
        (DRIVER, "ES", "permiso C en trámite", "permiso C", HeldStatus.IN_PROGRESS),
        (DRIVER, "ES", "permiso C en vigor", "permiso C", HeldStatus.VALID),
        (TEACHER, "GB", "QTS - in training, PGCE year", "QTS", HeldStatus.IN_PROGRESS),
        (ACCOUNTANT, "IN", "CA Intermediate (ICAI)", "CA", HeldStatus.IN_PROGRESS),
        (ACCOUNTANT, "IN", "CA Intermediate (ICAI)", "CA Intermediate", HeldStatus.VALID),
        (ACCOUNTANT, "FR", "DCG 6 UE sur 13 validées", "DCG", HeldStatus.IN_PROGRESS),
    ],
)
def test_what_a_posting_asks_for_counts_as_its_title_says(occupation, country, title, asked, status):
    found = situation(occupation, country, title, asks=(asked,))
    assert {one.held for one in found.asked_credentials} == {status}


@pytest.mark.parametrize("title", ["NMC registration refused", "NMC registration (planned)"])
def test_a_licence_never_had_is_neither_held_nor_assumed(title):
    found = situation(NURSE, "GB", title)
    assert (licence_held(found), is_taken_to_hold_licence(found)) == ("not_named", False)
    assert found.profile.credentials_held[0].status_on(TODAY) is None


def test_the_reason_is_given_and_what_was_sent_stays_as_it_was():
    found = situation(NURSE, "GB", "NMC registration lapsed 2021")
    assert found.profile.credentials_held[0].why == "Its title says that it is over, so it counts as expired."
    assert found.sent.credentials_held[0].why is None


def test_what_an_issuer_signed_is_not_read_for_such_words():
    signed = HeldCredential(title="Pending orders clerk", proof=Proof.VERIFIED)
    found = situation(ACCOUNTANT, "GB", credentials_held=(signed,))
    assert found.profile.credentials_held == (signed,)


def test_a_part_of_a_master_craftsman_is_no_completed_education():
    found = situation("47-2111.00", "DE", "Meister Teil III und IV bestanden", asks=("Meisterbrief",))
    assert found.asked_credentials[0].held is HeldStatus.IN_PROGRESS


def test_a_skill_named_like_a_credential_is_not_held_either_while_it_is_studied():
    found = situation("13-1082.00", "GB", asks=("PMP",), skills=(HeldSkill(name="PMP (in progress)"),))
    assert found.asked_credentials[0].missing


@pytest.mark.parametrize(
    ("qualification", "country", "status"),
    [
        ("DCG, 6 UE sur 13 validées", "FR", EducationStatus.IN_PROGRESS),
        ("Ausbildung zum Elektroniker, Prüfung nicht bestanden", "DE", EducationStatus.LEFT),
        ("Laurea in Economia", "IT", EducationStatus.COMPLETED),
    ],
)
def test_education_stands_as_its_name_says(qualification, country, status):
    education = Education(qualification=qualification, country=country)
    found = situation(ACCOUNTANT, country, education=(education,))
    assert found.profile.education[0].status is status
