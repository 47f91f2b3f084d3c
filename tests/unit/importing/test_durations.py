"""Durations of ISO 8601, or in words: the clock part is effort, the calendar part is time."""

import pytest

from services.importing.values.times.durations import read_duration


@pytest.mark.parametrize(
    ("text", "hours", "weeks", "months"),
    [
        ("PT20H", 20, None, None),
        ("pt1h30m", 2, None, None),
        ("PT0.5H", 1, None, None),
        ("P2W", None, 2, None),
        ("P10D", None, 2, None),
        ("P1Y", None, 52, 12),
        ("P2Y6M", None, 130, 30),
        ("P1M", None, 5, 1),
        ("P1WT10H", 10, 1, None),
        (" PT36,5H ", 37, None, None),
        ("P0D", None, None, None),
        ("20H", 20, None, None),
        ("1 hour and 30 minutes", 2, None, None),
        ("6 months", None, 26, 6),
        ("2 years", None, 104, 24),
        ("6 Wochen", None, 6, None),
    ],
)
def test_a_duration_says_hours_weeks_and_months(text, hours, weeks, months):
    found = read_duration(text)
    assert (found.whole_hours, found.whole_weeks) == (hours, weeks)
    assert found.whole_months == months or months is None


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1H", "PT1Y", "-P1Y", "P1..5Y", "P" + "9" * 30 + "Y", "P1Y2", "5 h a day", "1-2 h", "4"]
)
def test_what_is_no_duration_is_none(text):
    assert read_duration(text) is None
