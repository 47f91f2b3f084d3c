"""Loose numbers: one counts only alone or with a unit that can be turned into the column's; everything else is none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from services.importing.values.credentials.credential_words import modes_called
from services.importing.values.money.prices import read_price
from services.importing.values.quantities import CREDITS, HOURS, MONTHS, WEEKS, YEARS, read_quantity
from services.importing.values.times.days import day_said
from services.importing.values.times.workloads import read_workload


@pytest.mark.parametrize(
    ("text", "unit", "whole"),
    [
        ("20", HOURS, 20),
        ("20 h", HOURS, 20),
        ("20 Std.", HOURS, 20),
        ("60 UE", HOURS, 45),
        ("120 ore", HOURS, 120),
        ("2 años", MONTHS, 24),
        ("1,5", HOURS, 2),
        ("1,200", HOURS, 1200),
        ("1.200,00", HOURS, 1200),
        ("1 200", HOURS, 1200),
        ("130 minutes", HOURS, 3),
        ("PT1H30M", HOURS, 2),
        ("6 months", WEEKS, 26),
        ("1 year", WEEKS, 52),
        ("10 days", WEEKS, 2),
        ("3 years", MONTHS, 36),
        ("18 months", YEARS, 2),
        ("7,5 ECTS", CREDITS, 7),
    ],
)
def test_a_quantity_is_taken_in_the_unit_of_its_column(text, unit, whole):
    assert read_quantity(text, unit).whole(unit) == whole


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *((text, HOURS) for text in ("6-18 hours per week", "6\u201318 hours per week", "4 years", "8 weeks", "1 day")),
        *((text, HOURS) for text in ("about 20", "10+ hours", "10-20", "up to 20", "-5", "\u22125", "20 %", "12k")),
        *(
            (text, HOURS)
            for text in ("3 hours/day", "40h per week for 12 weeks", "P6M", "P1DT2H", "1.200", "007", "1:30")
        ),
        *((text, WEEKS) for text in ("4-6 weeks", "20 hours", "PT20H", "P1WT3H", "soon")),
        *((text, MONTHS) for text in ("104 weeks", "90 days", "PT5H")),
        *((text, YEARS) for text in ("5-7 years", "5+ years", "52 weeks")),
        *((text, CREDITS) for text in ("120 hours", "5 of 10", "3 years")),
    ],
)
def test_a_number_with_words_of_another_quantity_is_none(text, unit):
    assert read_quantity(text, unit) is None


@pytest.mark.parametrize(
    ("text", "column", "amount", "currency"),
    [
        ("49", "EUR", "49", "EUR"),
        ("$49", None, "49", "USD"),
        ("$49", "CAD", "49", "CAD"),
        ("199,90 \u20ac", "", "199.90", "EUR"),
        ("42.000,00", "EUR", "42000.00", "EUR"),
        ("1,199", "USD", "1199.0", "USD"),
        ("1,00,000", "INR", "100000.0", "INR"),
        ("CHF 1'200.50", None, "1200.50", "CHF"),
        ("49,-", "EUR", "49", "EUR"),
        ("12k", "USD", "12000", "USD"),
        ("49 kr", "SEK", "49", "SEK"),
        ("49 kr", None, "49", None),
        ("Kostenlos", "EUR", "0", "EUR"),
        ("€ 1.099", None, "1099", "EUR"),
        ("1.099 CHF", None, "1099", "CHF"),
        ("690 € TTC", None, "690", "EUR"),
        ("1.200,00 € IVA incluido", None, "1200.00", "EUR"),
    ],
)
def test_a_price_is_read_in_the_currency_that_all_words_agree_on(text, column, amount, currency):
    said = read_price(text, column)
    assert (said.amount, said.currency, said.why) == (Decimal(amount), currency, None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "49/month",
            "49 per month",
            "100 \u20ac/Monat",
            "49 + 20",
            "~49",
            "<49",
        ),
        *(
            "49 per",
            "49 %",
            "-10",
            "49*",
            "1.200",
            "000",
            "Contact us",
            "none",
            "Free to audit",
            "free trial",
            "49 USD + tax",
        ),
        "49\u20ac or 59$",
        "$1,234.50 $999",
        "from 49",
    ],
)
def test_what_is_not_plainly_one_price_is_none_and_says_why(text):
    said = read_price(text, "USD")
    assert said.amount is None
    assert said.why


def test_a_sign_that_contradicts_the_currency_column_leaves_the_price_out():
    assert read_price("$49", "EUR").why == "says two currencies, $ and EUR"
    assert read_price("\u20ac49", "GBP").amount is None


@pytest.mark.parametrize(
    ("text", "most", "least", "currency"),
    [
        ("from 100 to 200", 200, 100, "USD"),
        ("$100 \u2013 $200", 200, 100, "USD"),
        ("3 x 499", 1497, None, "USD"),
        ("12 instalments of $49", 588, None, "USD"),
        ("FREE-Add a Verified Certificate for $49 USD", 49, None, "USD"),
        ("$99 incl. VAT", 99, None, "USD"),
    ],
)
def test_a_range_and_payments_are_a_price_in_all(text, most, least, currency):
    said = read_price(text, "USD")
    assert (said.amount, said.least, said.currency) == (most, least, currency)


@pytest.mark.parametrize(
    ("text", "hours", "least", "days"),
    [
        ("6 months at 10 hours per week", 260, None, 182),
        ("12 weeks long, 6\u201318 hours a week", 216, 72, 84),
        ("40h per week for 12 weeks", 480, None, 84),
        ("Approx. 21 hours to complete", 21, None, None),
        ("8 hours per day for 5 days", 40, None, 5),
        ("Less Than 2 Hours", 2, None, None),
        ("1 - 3 Months", None, None, Fraction(364, 12)),
        ("22.5 total hours", 23, None, None),
        ("2h 30m", 3, None, None),
        ("6-18 hours per week", None, None, None),
        ("20+ hours", None, None, None),
    ],
)
def test_a_workload_is_read_whole(text, hours, least, days):
    read = read_workload(text)
    assert (read.most_hours, read.least_hours, read.least_days) == (hours, least, days)


@pytest.mark.parametrize(
    "text",
    ["10-20", "3 hours a day", "full-time", "8 weeks x 3 hours", "6 weeks (with 2 weeks off)", "P1M2DT3H", "a" * 500],
)
def test_a_workload_that_is_not_understood_whole_is_none(text):
    assert read_workload(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-01T10:00:00Z", date(2026, 6, 1)),
        ("31 December 2025", date(2025, 12, 31)),
        ("Sept 30, 2023", date(2023, 9, 30)),
        ("1. M\u00e4rz 2026", date(2026, 3, 1)),
        ("31/12/2025", date(2025, 12, 31)),
        ("12/31/2025", date(2025, 12, 31)),
        ("03/04/2026", None),
        ("31.04.2026", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_people_write_it_where_it_is_one_day(text, day):
    assert day_said(text) == day


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        *((text, "in_person") for text in ("Präsenz", "Présentiel", "presencial", "Vor Ort", "in presenza")),
        *((text, "online") for text in ("Fernstudium", "à distance", "en línea", "distanciel", "E-Learning", "FOAD")),
        *((text, "blended") for text in ("hybride", "semipresencial", "Blended (online and classroom)")),
        *((text, "any") for text in ("onsite and online", "Präsenz oder online", "présentiel et distanciel")),
        ("Teilzeit", None),
    ],
)
def test_how_one_takes_part_is_read_in_four_languages(text, mode):
    assert modes_called([text]) == mode
