"""What education is called elsewhere, read with the country: its level, and training told from degrees."""

from datetime import date
from pathlib import Path

import pytest

from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile, write_profile
from services.recommender.knowledge.qualifications import load_qualifications
from services.recommender.scales import DEGREE_LEVELS, EducationLevel, EducationStatus, HeldStatus
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.credentials.holdings import held_credentials
from services.recommender.situation.education_read import with_levels
from tests.builders import shipped

DATA = Path(__file__).parents[3] / "data"
KNOWN = load_qualifications(DATA)
FIELDS = shipped.knowledge().fields_of_study
KNOWLEDGE = shipped.knowledge()
ON = date(2026, 11, 29)


def asking(*education, country=None):
    more = {"country": country} if country else {}
    asked = {"learner_id": "L-1", "field": {"occupation": "Accountants"}, "goal": "fill_skill_gap"}
    return read_profile(asked | {"education": list(education)} | more)


def level(name, country=None):
    (read,) = with_levels(asking({"qualification": name}, country=country), KNOWN, FIELDS, ON.year).education
    return read.level.value


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("BSc (Hons) Nursing", "GB", "bachelor"),
        ("B.Com", "IN", "bachelor"),
        ("BTech in Computer Science", "IN", "bachelor"),
        ("ITI Electrician", "IN", "vocational"),
        ("PGDM", "IN", "master"),
        ("Licence en droit", "FR", "bachelor"),
        ("Bac pro", "FR", "vocational"),
        ("BTS", "FR", "associate"),
        ("Baccalauréat", "FR", "secondary"),
        ("Baccalauréat", "CA", "bachelor"),
        ("Maîtrise", "FR", "bachelor"),
        ("Maîtrise", "CA", "master"),
        ("Laurea in Economia", "IT", "bachelor"),
        ("Laurea magistrale in Ingegneria", "IT", "master"),
        ("Grado en Derecho", "ES", "bachelor"),
        ("Licenciatura", "ES", "master"),
        ("Licenciatura", "PT", "bachelor"),
        ("Licenciatura", None, "bachelor"),
        ("Diplom", "DE", "master"),
        ("Staatsexamen", "DE", "master"),
        ("Ausbildung zur Pflegefachfrau", "DE", "vocational"),
        ("Gesellenbrief", "DE", "vocational"),
        ("Gesellenbrief", "CA", "vocational"),
        ("Meister", "DE", "higher_vocational"),
        ("Tischlermeister", "DE", "higher_vocational"),
        ("Licencjat", "PL", "bachelor"),
        ("Magister", "PL", "master"),
        ("NVQ Level 3", "GB", "vocational"),
        ("HND", "GB", "associate"),
        ("PGCE", "GB", "bachelor"),
        ("Certificate III in Carpentry", "AU", "vocational"),
        ("Diploma", "AU", "higher_vocational"),
        ("Red Seal Endorsement", "CA", "vocational"),
        ("AAS", "US", "associate"),
        ("GED", "US", "secondary"),
        ("something nobody knows", "DE", "unknown"),
    ],
)
def test_a_name_is_read_as_its_country_means_it(name, country, expected):
    assert level(name, country) == expected


def test_the_country_that_awarded_it_counts_before_the_one_aimed_at():
    read = with_levels(asking({"qualification": "Licenciatura", "country": "ES"}, country="PT"), KNOWN, FIELDS, ON.year)
    assert read.education[0].level is EducationLevel.MASTER


def test_a_craft_is_of_the_country_that_awarded_it_where_two_know_it():
    for country in ("AT", "DE"):
        read = KNOWN.read_there("Tischlermeister", country)
        assert read is not None
        assert (read.country, read.level) == (country, EducationLevel.HIGHER_VOCATIONAL)
    assert KNOWN.read_there("Tischlermeister", "FR") is None


def test_a_meister_is_no_degree_even_where_one_is_stated_beside_it():
    read = with_levels(asking({"qualification": "Meister", "level": "bachelor"}, country="DE"), KNOWN, FIELDS, ON.year)
    assert {one.level for one in completed(read, ON)} == {EducationLevel.HIGHER_VOCATIONAL}
    assert EducationLevel.HIGHER_VOCATIONAL not in DEGREE_LEVELS


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({"qualification": "BSc Physics, final year"}, EducationStatus.IN_PROGRESS),
        ({"qualification": "Bachelor, abgebrochen"}, EducationStatus.LEFT),
        ({"qualification": "Gesellenbrief", "status": "in_progress"}, EducationStatus.IN_PROGRESS),
    ],
)
def test_what_is_not_completed_counts_for_nothing(entry, status):
    read = with_levels(asking(entry, country="DE"), KNOWN, FIELDS, ON.year)
    assert read.education[0].status is status
    assert completed(read, ON) == ()


def test_education_needs_a_level_or_a_name_and_is_stored_as_it_was_sent():
    with pytest.raises(ProfileRejected):
        asking({"field_of_study": "Law"})
    sent = asking({"qualification": "B.Com", "country": "India", "year": 2019})
    assert write_profile(sent)["education"] == [{"qualification": "B.Com", "country": "IN", "year": 2019}]
    assert read_profile(write_profile(sent)) == sent


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Graduado escolar", "ES", "none"),
        ("FP II Administrativo", "ES", "higher_vocational"),
        ("Diploma di geometra", "IT", "secondary"),
        ("Diploma di liceo artistico", "IT", "secondary"),
        ("Diploma", "AU", "higher_vocational"),
        ("Kauffrau für Büromanagement", "DE", "vocational"),
        ("Barn- och fritidsprogrammet", "SE", "vocational"),
        ("Liceum ogólnokształcące", "PL", "secondary"),
        ("City & Guilds 2365 Level 3", "GB", "vocational"),
        ("Ensino médio", "BR", "secondary"),
        ("Kauffrau für Büromanagement", "IT", "unknown"),
    ],
)
def test_a_country_with_names_of_its_own_is_read_by_them_alone(name, country, expected):
    awarded_there = {"qualification": name, "country": country}

    (read,) = with_levels(asking(awarded_there), KNOWN, FIELDS, ON.year).education

    assert read.level.value == expected


def test_of_a_country_without_names_here_a_name_says_its_level_and_nothing_of_frameworks():
    named = KNOWN.read_there("Diplom", "UA")

    assert (named.level, named.country, named.eqf, named.national_level) == (EducationLevel.MASTER, "UA", "", "")


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Diplôme d'État infirmier", "FR", "bachelor"),
        ("Diplôme d'aide-soignant", "FR", "vocational"),
        ("Level 3 NVQ Diploma", "GB", "vocational"),
        ("City & Guilds Level 2 Plumbing", "GB", "vocational"),
        ("Examinierte Altenpflegerin", "DE", "vocational"),
        ("Liceo scientifico", "IT", "secondary"),
        ("Pabo", "NL", "bachelor"),
        ("Liceum", "PL", "secondary"),
        ("Yrkeshögskola", "SE", "higher_vocational"),
        ("BScN", "CA", "bachelor"),
        ("Red Seal", "CA", "vocational"),
        ("D.El.Ed", "IN", "higher_vocational"),
    ],
)
def test_what_people_write_in_their_country_is_known_there(name, country, found):
    assert level(name, country) == found


def test_education_that_the_catalogue_lists_is_held():
    held = held_credentials(asking({"qualification": "BTS Comptabilité et gestion"}, country="FR"), KNOWLEDGE, ON)
    assert set(held.values()) == {HeldStatus.VALID}
    begun = asking({"qualification": "BTS Comptabilité et gestion", "status": "in_progress"}, country="FR")
    assert set(held_credentials(begun, KNOWLEDGE, ON).values()) == {HeldStatus.IN_PROGRESS}
