"""When was it? Dates as they stand in résumés: "2012-06", "2019-9-28", "June 2016", "07/2025", "Present"."""

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


@dataclass(frozen=True)
class Told:
    """What a date says: a day (the first it can mean), that it has not come yet, or neither where it cannot be read."""

    day: date | None = None
    still: bool = False


def read_date(text: str) -> Told:
    """Return what `text` says, in any precision from a year on; years out of belief are not read."""
    if _STILL.search(text):
        return Told(still=True)
    day = _by_number(text) if _NUMBERS_ONLY.match(text) else _by_name(text)
    return Told(day=day if day is not None and EARLIEST_YEAR <= day.year <= LATEST_YEAR else None)


def _by_number(text: str) -> date | None:
    if found := _BY_NUMBER.match(text):
        return _day(found[1], found[2], found[3])
    if found := _MONTH_AND_YEAR.match(text):
        return _day(found[2], found[1], None)
    return None


def _by_name(text: str) -> date | None:
    found = _BY_NAME.search(text.casefold())
    if found and found[2][:3] in _MONTHS:
        return _day(found[4], str(_MONTHS.index(found[2][:3]) + 1), found[1] or found[3])
    years = set(_A_YEAR.findall(text))
    return _day(years.pop(), None, None) if len(years) == 1 else None


def _day(year: str, month: str | None, day: str | None) -> date | None:
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
