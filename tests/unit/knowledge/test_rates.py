"""Rates are those of one day, and the margin that is kept grows with their age."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from exchanges import EXCHANGE, RATES, RATES_DAY

from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.rates import MARGINS, NO_RATES, RATES_FILE, load_rates

ROOT = Path(__file__).resolve().parents[3]


def written(folder, text):
    (folder / "rates").mkdir()
    (folder / RATES_FILE).write_text(text, encoding="utf-8")
    return folder


def test_the_rates_of_the_repository_are_of_one_day_and_name_their_source():
    known = load_rates(ROOT / "data")
    assert {"EUR", "USD", "GBP", "INR"} <= known.per_euro.keys()
    assert known.day is not None
    assert known.content_hash is not None
    assert "European Central Bank" in known.attribution
    assert known.day.isoformat() in (ROOT / "data" / "rates" / "SOURCE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("days", "margin"), [(0, 5), (31, 5), (32, 10), (92, 10), (93, 20), (366, 20), (367, None), (-1, 5), (-400, None)]
)
def test_the_margin_grows_with_the_age_of_the_rates_until_they_say_nothing(days, margin):
    exchange = RATES.on(RATES_DAY + timedelta(days=days))
    assert exchange.margin == margin
    assert (exchange.unit("USD", "EUR") is None) is (margin is None)


def test_margins_grow():
    assert list(MARGINS) == sorted(MARGINS)


def test_a_unit_goes_through_the_euro_and_back():
    assert EXCHANGE.unit("USD", "GBP") == Fraction(16, 25)
    assert EXCHANGE.unit("GBP", "USD") == Fraction(25, 16)
    assert EXCHANGE.within_margin("USD", "GBP") == (
        Fraction(16, 25) * Fraction(95, 100),
        Fraction(16, 25) * Fraction(105, 100),
    )


def test_one_currency_needs_no_rate_and_no_margin():
    assert EXCHANGE.within_margin("XDR", "XDR") == (1, 1)
    assert NO_RATES.on(RATES_DAY).within_margin("USD", "USD") == (1, 1)
    assert NO_RATES.on(RATES_DAY).unit("USD", "EUR") is None
    assert EXCHANGE.unit("XDR", "EUR") is None


def test_a_data_folder_from_before_has_no_rates(tmp_path):
    assert load_rates(tmp_path) == NO_RATES


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("day,currency\n", "the heading must be day, currency, per_euro"),
        ("day,currency,per_euro\n2026-10-30,USD,much\n", "'much' must be a number like 1.1172"),
        ("day,currency,per_euro\n2026-10-30,USD,0\n", "'0' must be above 0"),
        ("day,currency,per_euro\n2026-10-30,USD,NaN\n", "'NaN' must be above 0"),
        ("day,currency,per_euro\n2026-10-30,USD,1.1\n2026-10-30,USD,1.2\n", "USD must stand once"),
        ("day,currency,per_euro\n2026-10-30,USD,1.1\n2026-10-29,JPY,170\n", "all rates must be of one day"),
        ("day,currency,per_euro\n30.10.2026,USD,1.1\n", "must be a date like 2026-11-22"),
    ],
)
def test_damaged_rates_are_refused_at_their_line(rows, said, tmp_path):
    with pytest.raises(DataFileError, match=r"reference_rates\.csv, line") as refusal:
        load_rates(written(tmp_path, rows))
    assert said in str(refusal.value)
