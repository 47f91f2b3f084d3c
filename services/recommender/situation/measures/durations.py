"""How long does something take, and until when? Counted in days and dates, and turned into weeks only to be shown."""

from calendar import monthrange
from datetime import date
from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential

DAYS_A_WEEK = 7
MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365

#: The fewest days that 0, 1, ... 11 months can have, from whichever day of a common year they are counted.
_FEWEST_DAYS = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)

#: Whether something fits before the deadline.
InTime = Literal["no_deadline", "yes", "no", "unknown"]


def least_days(credential: Credential) -> int:
    """Return the fewest calendar days it can take; 0 where nothing is said of them."""
    days = credential.days_minimum
    return (credential.weeks_minimum or 0) * DAYS_A_WEEK if days is None else days


def days_to_learn(credential: Credential, hours_per_week: int | None) -> int | None:
    """Return the days of learning, or None where hours or hours a week are not known.

    Hours divided by hours a week, rounded up to a whole day, and no less than the minimum duration.
    """
    return _days_of_learning(credential, credential.hours, hours_per_week)


def fewest_days_to_learn(credential: Credential, hours_per_week: int | None) -> int | None:
    """Return the same with the least of the hours that it may take."""
    return _days_of_learning(credential, credential.hours_from or credential.hours, hours_per_week)


def days_needed(credential: Credential, hours_per_week: int | None) -> int | None:
    """Return the days until `credential` is in hand: the learning, and the usual wait for an exam on top."""
    return _with_wait(credential, days_to_learn(credential, hours_per_week))


def fewest_days_needed(credential: Credential, hours_per_week: int | None) -> int | None:
    """Return the same with the least of the hours that it may take."""
    return _with_wait(credential, fewest_days_to_learn(credential, hours_per_week))


def _days_of_learning(credential: Credential, hours: int | None, hours_per_week: int | None) -> int | None:
    if hours is None or hours_per_week is None:
        return None
    return max(-(-hours * DAYS_A_WEEK // hours_per_week), least_days(credential))


def _with_wait(credential: Credential, learning: int | None) -> int | None:
    return None if learning is None else learning + (credential.exam_wait_weeks or 0) * DAYS_A_WEEK


def weeks_of(days: int | None) -> int | None:
    """Return `days` as the weeks that are shown: a week begun counts whole. Nothing is decided by them."""
    return None if days is None else -(-days // DAYS_A_WEEK)


def whole_weeks_of(days: int | None) -> int | None:
    """Return the whole weeks in `days`, for showing what is left: one that is begun does not count."""
    return None if days is None else days // DAYS_A_WEEK


def whole_years(since: date, on: date) -> int:
    """Return the whole years from `since` to `on`; 0 for a day that has not come."""
    return max(0, on.year - since.year - ((on.month, on.day) < (since.month, since.day)))


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of that month; no day is later than the last one."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def fewest_days_of(months: int) -> int:
    """Return the days that so many months have at least, from whichever day they are counted."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return years * _DAYS_A_YEAR + _FEWEST_DAYS[rest]


def day_after(first: date, days: int) -> date:
    """Return the date that lies `days` days after `first`, at most the last there is."""
    return date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))


def in_time(days: int | None, left: int | None) -> InTime:
    """Return whether `days` fit into those that are left."""
    if left is None:
        return "no_deadline"
    if days is None:
        return "unknown"
    return "yes" if days <= left else "no"
