"""Days, numbers and money as the reader's country writes them, and the locale as a part of the document."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recommender.wording import formats
from services.recommender.wording.messages import as_stored, say, say_again

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("country", "day", "own", "dollars", "number"),
    [
        ("GB", "29 November 2026", ("GBP", "£150,000"), "US$150,000", "1,500,000"),
        ("US", "November 29, 2026", ("USD", "$150,000"), "$150,000", "1,500,000"),
        ("CA", "November 29, 2026", ("CAD", "$150,000"), "US$150,000", "1,500,000"),
        ("AU", "29 November 2026", ("AUD", "$150,000"), "USD 150,000", "1,500,000"),
        ("IN", "29 November 2026", ("INR", "₹1,50,000"), "$1,50,000", "15,00,000"),
        ("DE", "29 November 2026", ("EUR", "150.000\xa0€"), "150.000\xa0US$", "1.500.000"),
        ("ZA", "29 November 2026", ("ZAR", "R 150 000"), "US$150 000", "1 500 000"),
        ("CH", "29 November 2026", ("CHF", "CHF 150'000"), "US$ 150'000", "1'500'000"),
        ("BR", "29 November 2026", ("BRL", "R$ 150.000"), "US$ 150.000", "1.500.000"),
        (None, "29 November 2026", ("EUR", "EUR\xa0150,000"), "USD\xa0150,000", "1,500,000"),
    ],
)
def test_a_country_writes_its_own_way(country, day, own, dollars, number):
    with formats.written_in(formats.locale_of(country)):
        assert formats.day(DAY) == day
        assert formats.money(150_000, own[0]).replace("\xa0", " ") == own[1].replace("\xa0", " ")
        assert formats.money(150_000, "USD").replace("\xa0", " ") == dollars.replace("\xa0", " ")
        assert formats.number(1_500_000).replace("\xa0", " ") == number


def test_the_region_of_the_language_counts_where_no_country_is_given():
    assert formats.locale_of(None, "en-US") == "en-US"
    assert formats.locale_of("GB", "en-US") == "en-GB"
    assert formats.locale_of(None, "en") == formats.locale_of("ZZ", "x-weird") == formats.INTERNATIONAL


def test_a_locale_that_is_not_known_is_written_as_for_readers_anywhere():
    with formats.written_in("tlh-QQ"):
        assert formats.money(1500, "USD").replace("\xa0", " ") == "USD 1,500"


@settings(deadline=None)  # the first of a locale reads its data
@given(
    st.sampled_from(["GB", "US", "IN", "AU", "CA", "DE", "FR", "ES", "IT", "NL", "PL", "PT", "SE", None]), st.dates()
)
def test_what_is_stored_is_said_again_in_any_locale_by_id_and_parameters(country, day):
    message = say("when.by", day=day)
    with formats.written_in(formats.locale_of(country)):
        stored = {name: as_stored(value) for name, value in message.parameters.items()}
        assert say_again(message.id, stored) == say("when.by", day=day)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["GB", "US", "IN", "AU", "CA", "DE", "SE", None]))
def test_no_digit_of_an_amount_is_lost(amount, country):
    with formats.written_in(formats.locale_of(country)):
        assert "".join(filter(str.isdigit, formats.money(amount, "EUR"))) == str(amount)
