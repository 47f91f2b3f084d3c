"""What advisers name first, and the skills that stand beside an occupation's work, are data that can be held to account."""

from datetime import date
from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.entry.named_first import NAMED_FIRST_FILE, NamedFirst, named_in
from tests.builders import shipped
from tools.build_data.fields.named_first import table

DATA = Path(__file__).parents[3] / "data"
FACTS = Path(__file__).parents[4] / "shared" / "data" / "credential_facts"
OCCUPATIONS = shipped.knowledge().occupations


def named(country, credential, place=1):
    return NamedFirst(
        country=country, place=place, credential=credential, read=True, checked_on=date(2026, 11, 29), address="x"
    )


def test_every_credential_named_first_is_in_the_catalogue_and_counts_there():
    catalogue = shipped.knowledge().catalogue
    for occupation in OCCUPATIONS:
        for one in occupation.named_first:
            credential = catalogue.credentials[one.credential]
            assert one.country == "*" or credential.counts_in(one.country), one


def test_what_was_read_has_its_page_and_what_was_not_has_none():
    told = [one for occupation in OCCUPATIONS for one in occupation.named_first]
    assert {one.read for one in told} == {True, False}
    assert all(one.address.startswith("http") if one.read else one.address == "" for one in told)


def test_a_countrys_own_list_stands_in_for_that_of_any_country():
    both = (named("*", "a"), named("US", "b"), named("GB", "c"))
    assert list(named_in("US", both)) == ["b"]
    assert list(named_in("FR", both)) == ["a"]


def test_customer_service_stands_beside_the_work_of_a_mechanic_and_is_that_of_a_clerk():
    service = shipped.knowledge().skills.match("customer service").skill
    assert service in OCCUPATIONS.get("49-9021.00").side_skills
    assert service not in OCCUPATIONS.get("43-4051.00").side_skills


def test_every_side_skill_is_in_the_index():
    skills = shipped.knowledge().skills
    assert all(skills.label(one) for one in OCCUPATIONS.get("49-9021.00").side_skills)


@pytest.mark.skipif(not FACTS.is_dir(), reason=f"the credential facts do not lie beside this checkout ({FACTS})")
def test_the_committed_table_is_what_the_builder_makes():
    assert (DATA / NAMED_FIRST_FILE).read_text(encoding="utf-8") == table(FACTS, DATA, shipped.knowledge().catalogue)


@pytest.mark.parametrize(
    ("code", "country", "credential"),
    [
        ("31-1131.00", "IT", "it-oss"),
        ("31-1131.00", "PL", "pl-opiekun-medyczny"),
        ("43-3031.00", "NL", "nl-bkb-basiskennis-boekhouden"),
        ("13-2011.00", "PT", "pt-contabilista-certificado"),
        ("47-2111.00", "SE", "se-elektriker-ecy"),
        ("53-3032.00", "FR", "fr-permis-c"),
        ("13-1071.00", "ES", "es-cp-nominas"),
        ("13-2011.00", "KE", "ke-cpa"),
        ("29-1141.00", "DE", "de-pflegefachfrau"),
    ],
)
def test_what_advisers_of_other_countries_name_first_is_there(code, country, credential):
    first = min(named_in(country, OCCUPATIONS.get(code).named_first).values(), key=lambda one: one.place)
    assert first.credential == credential


def test_whoever_is_named_first_in_another_country_teaches_something_the_index_knows():
    catalogue = shipped.knowledge().catalogue
    named = {one.credential for occupation in OCCUPATIONS for one in occupation.named_first if one.country != "US"}
    assert sorted(one for one in named if not catalogue.credentials[one].skills) == []
