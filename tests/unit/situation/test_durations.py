"""Time is counted in days and rounded once: what is shown in weeks never decides, and months end on their own day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stacks import credential

from services.recommender.situation.measures.durations import (
    day_after,
    days_needed,
    fewest_days_of,
    in_time,
    months_later,
    weeks_of,
    whole_weeks_of,
    whole_years,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
HOURS = st.integers(1, 2_000)
PACES = st.integers(1, 60)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
        (date(9999, 1, 1), 12, date.max),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_one_of_the_month(start, months, end):
    assert months_later(start, months) == end


@given(DAYS, st.integers(0, 600))
def test_no_months_are_shorter_than_their_fewest_days(start, months):
    assert (months_later(start, months) - start).days >= fewest_days_of(months)


@given(DAYS, DAYS)
def test_years_are_whole_once_their_day_has_come(since, on):
    years = whole_years(since, on)
    assert years == 0 if on < since else months_later(since, 12 * years) <= on or (since.month, since.day) == (2, 29)
    assert months_later(since, 12 * (years + 1)) > on or on < since or (on.month, on.day) == (2, 28)


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(2025, 12, 31), date(2026, 1, 1), 0),
        (date(2025, 12, 31), date(2026, 12, 31), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2027, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_new_year_makes_nothing_a_year_old(since, on, years):
    assert whole_years(since, on) == years


@given(HOURS, PACES, PACES)
def test_more_hours_a_week_never_take_longer(hours, one, other):
    less, more = sorted((one, other))
    assert days_needed(credential("a", hours=hours), more) <= days_needed(credential("a", hours=hours), less)


@given(HOURS, PACES, st.integers(0, 1_000), st.integers(0, 1_000))
def test_a_later_deadline_never_takes_anything_out(hours, pace, one, other):
    sooner, later = sorted((one, other))
    days = days_needed(credential("a", hours=hours), pace)
    assert in_time(days, later) == "yes" or in_time(days, sooner) == "no"


@given(HOURS, PACES, st.integers(0, 100), st.integers(0, 20))
def test_what_fits_is_decided_in_days_and_shown_in_weeks(hours, pace, weeks, wait):
    known = credential("a", hours=hours, weeks_minimum=weeks or None, exam_wait_weeks=wait)
    days = days_needed(known, pace)
    assert days >= hours * 7 / pace + wait * 7
    assert days - 1 < max(hours * 7 / pace, weeks * 7) + wait * 7
    assert weeks_of(days) * 7 - 7 < days <= weeks_of(days) * 7
    assert whole_weeks_of(days) * 7 <= days < whole_weeks_of(days) * 7 + 7


@given(st.lists(st.integers(0, 1_000), max_size=8))
def test_days_add_up_and_weeks_are_rounded_from_their_sum(days):
    start, now = date(2026, 11, 29), date(2026, 11, 29)
    for each in days:
        now = day_after(now, each)
    assert now == day_after(start, sum(days)) == start + timedelta(days=sum(days))
    assert weeks_of(sum(days)) <= sum(map(weeks_of, days))


def test_ten_days_are_ten_days():
    assert days_needed(credential("a", hours=1, weeks_minimum=2, days_minimum=10), 10) == 10


def test_no_day_is_beyond_the_calendar():
    assert day_after(date(9999, 12, 1), 1_000) == date.max
