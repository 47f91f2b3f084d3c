"""When was it? Dates as they stand in résumés: "2012-06", "June 2016", "07/2025", "2012 - 2016", "Present"."""

import re
from dataclasses import dataclass
from datetime import date

from services.intake.members import EARLIEST_YEAR, LATEST_YEAR

#: Words for an end that has not come.
_STILL = re.compile(
    r"\b(?:present|now|current(?:ly)?|today|on-?going|to date|heute|actualidad|actuel)\b", re.IGNORECASE
)

#: The first three letters of a month's English name.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_BY_NUMBER = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?\s*(?:$|T)")
_NUMBERS_ONLY = re.compile(r"\s*\d[\d./-]*\s*(?:$|T)")
_MONTH_AND_YEAR = re.compile(r"\s*(\d{1,2})[-/.](\d{4})\s*$")
_BY_NAME = re.compile(
    r"(?:\b(\d{1,2})(?:st|nd|rd|th)?\s+)?\b([a-z]{3,9})\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b"
)
_A_YEAR = re.compile(r"\b(\d{4})\b")

#: What stands between the two ends of a range. A hyphen alone parts two years only: "2012-06" is a month.
_RANGE = re.compile(
    r".*\d{4}.*?"
    r"(?:\s(?:-+|to|until|till|through|thru|bis)\s|\s*[\u2010-\u2015\u2192]\s*|(?<=\d{4})[-/](?=\d{4}\s*$))"
    r"(.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """What a date says: a day (the first it can mean), that it has not come yet, or neither where it cannot be read.

    `year_only` says that the day is known by its year alone.
    """

    day: date | None = None
    still: bool = False
    year_only: bool = False


def read_date(text: str) -> Told:
    """Return what `text` says, in any precision from a year on; years out of belief are not read."""
    if _STILL.search(text):
        return Told(still=True)
    day = _by_number(text) if _NUMBERS_ONLY.match(text) else _by_name(text)
    if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return Told()
    return Told(day=day, year_only=re.findall(r"\d+", text) == [str(day.year)] and _month_named(text) is None)


def read_end(text: str) -> Told:
    """Return the end that `text` says. Where it is a range its end counts: "2012 - 2016" is 2016."""
    ends = _RANGE.match(text)
    return read_date(ends[1] if ends else text)


def _by_number(text: str) -> date | None:
    if found := _BY_NUMBER.match(text):
        return _day(found[1], found[2], found[3])
    if found := _MONTH_AND_YEAR.match(text):
        return _day(found[2], found[1], None)
    return None


def _by_name(text: str) -> date | None:
    if found := _month_named(text):
        return _day(found[4], str(_MONTHS.index(found[2][:3]) + 1), found[1] or found[3])
    years = set(_A_YEAR.findall(text))
    return _day(years.pop(), None, None) if len(years) == 1 else None


def _month_named(text: str) -> re.Match[str] | None:
    found = _BY_NAME.search(text.casefold())
    return found if found and found[2][:3] in _MONTHS else None


def _day(year: str, month: str | None, day: str | None) -> date | None:
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
