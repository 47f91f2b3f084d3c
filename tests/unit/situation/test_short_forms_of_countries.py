"""A short form means what it means in the learner's country; another country's credential comes after its own."""

import re
from datetime import date

import pytest

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.learner import Field, HeldCredential, Profile, TargetRole
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.credentials.field_reader import FieldReader
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

KNOWLEDGE = shipped.knowledge()
KNOWN = KNOWLEDGE.catalogue.credentials
TODAY = date(2026, 11, 29)
ACCOUNTANT, NURSE, DRIVER, LABOURER, TRAINER = "13-2011.00", "29-1141.00", "53-3032.00", "47-2061.00", "39-9031.00"
BOOKKEEPER, HAIRDRESSER = "43-3031.00", "39-5012.00"
COUNTRIES = ("AU", "CA", "DE", "ES", "FR", "GB", "IN", "IT", "NL", "PL", "PT", "SE", "US")


def situation(occupation, country, *, asks=(), holds=()):
    profile = Profile(
        learner_id="L-1",
        field=Field(occupation=occupation),
        goal=Goal.FILL_SKILL_GAP,
        country=country,
        target_role=TargetRole(required_skills=asks),
        credentials_held=tuple(HeldCredential(title=title) for title in holds),
    )
    return read_situation(profile, KNOWLEDGE, TODAY)


@pytest.mark.parametrize(
    ("occupation", "country", "words", "meant"),
    [
        (NURSE, "CA", "RN", "ca-registered-nurse-registration-in-canada"),
        (NURSE, "US", "RN", "us-registered-nurse-licence"),
        (NURSE, "GB", "RN", None),
        (ACCOUNTANT, "CA", "CPA designation", "ca-cpa-professional-education-program-and-common-final-examination"),
        (ACCOUNTANT, "AU", "CPA", "au-cpa-program"),
        (ACCOUNTANT, "AU", "CA", "au-ca-anz-chartered-accountant"),
        (ACCOUNTANT, "IN", "CA", "in-chartered-accountant"),
        (ACCOUNTANT, "IN", "CMA", "in-icmai-cma"),
        (ACCOUNTANT, "IN", "CS", "in-icsi-cs"),
        (ACCOUNTANT, "US", "CPA", "us-cpa-licence"),
        (ACCOUNTANT, "US", "CMA", "ima-cma"),
        (LABOURER, "GB", "CSCS card", "gb-cscs-labourer-card"),
        (TRAINER, "US", "CSCS", "nsca-cscs"),
        (DRIVER, "GB", "CPC", "gb-lorry-or-bus-licence-with-driver-certificate-of-professional-competence"),
    ],
)
def test_a_posting_means_by_a_short_form_what_its_country_and_field_mean(occupation, country, words, meant):
    (asked,) = situation(occupation, country, asks=(words,)).asked_credentials
    assert asked.credential == meant


@pytest.mark.parametrize(
    ("occupation", "country", "words"),
    [
        # A tool is no certificate about it, a subject in a title's bracket no course, and a skill no course of a country.
        (BOOKKEEPER, "DE", "DATEV"),
        (ACCOUNTANT, "IN", "TDS"),
        (HAIRDRESSER, "IT", "colorimetria"),
        (HAIRDRESSER, "BR", "colorimetria"),
    ],
)
def test_a_posting_that_names_a_tool_or_a_subject_asks_for_no_credential(occupation, country, words):
    assert situation(occupation, country, asks=(words,)).asked_credentials == ()


@pytest.mark.parametrize(("country", "held"), [("AU", "au-cpa-program"), ("US", "us-cpa-licence")])
def test_who_holds_something_under_its_short_form_holds_the_one_of_the_country(country, held):
    assert situation(ACCOUNTANT, country, holds=("CPA",)).held == {held: HeldStatus.VALID}


def short_forms():
    """Every short form in capitals that is one of what counts in some countries only."""
    names = (name for one in KNOWN.values() if one.valid_in for name in (one.title, *one.also_called))
    return sorted({word for name in names for word in re.findall(r"(?<![\w-])[A-Z]{2,7}(?![\w-])", name)})


def test_no_short_form_is_taken_for_another_countrys_where_the_country_has_its_own():
    wrong = []
    for short in short_forms():
        named = [KNOWN[one] for one in KNOWLEDGE.catalogue.abbreviated(short)]
        for country in COUNTRIES:
            for own in (one for one in named if country in one.valid_in):
                code = min(own.occupations, default=None)
                reader = FieldReader(
                    knowledge=KNOWLEDGE, occupation=KNOWLEDGE.occupations.get(code) if code else None, place=country
                )
                found = reader.meant(short)
                if found is not None and not KNOWN[found].counts_in(country):
                    wrong.append((short, country, found))
    assert wrong == []


def test_no_foreign_permission_is_meant_where_the_work_needs_one_of_the_country():
    licences = [one for one in KNOWN.values() if one.kind is CredentialKind.LICENCE and one.valid_in]
    wrong = []
    for one in licences:
        for short in (name for name in one.also_called if re.fullmatch(r"[A-Z]{2,7}", name)):
            for country in COUNTRIES:
                code = min(one.occupations) if one.occupations else NURSE
                occupation = KNOWLEDGE.countries.occupation_in(KNOWLEDGE.occupations.get(code), country)
                needs = occupation.licence is not None and occupation.licence.work_needs_it
                found = FieldReader(knowledge=KNOWLEDGE, occupation=occupation, place=country).meant(short)
                if needs and found is not None and not KNOWN[found].counts_in(country):
                    wrong.append((short, country, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("country", "words", "meant"),
    [
        ("BR", "curso mopp", "br-curso-mopp"),
        ("IT", "curso mopp", None),
        ("IT", "Curso MOPP (movimentação operacional de produtos perigosos)", "br-curso-mopp"),
        ("ES", "carné adr", "es-adr"),
        ("PT", "carné adr", None),
    ],
)
def test_plain_words_name_no_credential_of_another_country(country, words, meant):
    """What is written as a title or a short form is one wherever it is from; other words are read in the country."""
    asked = [one.credential for one in situation(DRIVER, country, asks=(words,)).asked_credentials]
    assert [one for one in asked if one] == ([meant] if meant else [])
