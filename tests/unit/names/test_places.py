"""Which country is named? One code for every way of calling it, in titles as in profiles."""

import pytest

from services.recommender.names.geography.countries import country_code
from services.recommender.names.geography.places import countries_in, speaks_of


@pytest.mark.parametrize(
    "names",
    [
        ("United States", "USA", "U.S.", "NCLEX"),
        ("United Kingdom", "UK", "England", "Wales", "Great Britain", "NMC"),
        ("Turkey", "TR"),
        ("Czech Republic", "Czechia", "CZ"),
        ("Hong Kong", "HK"),
        ("Trinidad and Tobago", "Trinidad & Tobago", "TT"),
    ],
)
def test_a_country_is_one_whatever_it_is_called(names):
    codes = [min(countries_in(f"nursing licence, {name}"), default=country_code(name)) for name in names]
    assert len(set(codes)) == 1
    assert codes[0] is not None


@pytest.mark.parametrize("country", ["Turkey", "Czech Republic", "Hong Kong", "Trinidad and Tobago", "United States"])
def test_a_title_speaks_of_the_country_that_it_names(country):
    assert speaks_of(f"Registered nurse ({country})", str(country_code(country)))
    assert not speaks_of(f"Registered nurse ({country})", "FR")


def test_a_title_without_a_country_may_speak_of_any():
    assert speaks_of("Registered nurse", "DE")
