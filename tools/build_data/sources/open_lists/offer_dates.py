"""Until when is an offer open? Reads the dates that the Free-Certifications list writes in many ways."""

import calendar
import re
from datetime import date

#: The months as the list begins them: "Sept 30, 2023", "31-Dec-2024", "October 2023".
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}

_DAY_FIRST = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9}) (\d{4})")


def last_day(text: str) -> date | None:
    """Return the last day that `text` names; None for "Unknown", "Unlimited", a bare year and whatever is no date.

    A month alone means its last day.
    """
    if found := _DAY_FIRST.search(text):
        return _day(found[3], found[2], found[1])
    if found := _MONTH_FIRST.search(text):
        return _day(found[3], found[1], found[2])
    if found := _SLASHES.search(text):
        return _valid(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_ONLY.search(text):
        month = _MONTHS.get(found[1][:3].casefold())
        return (month and date(int(found[2]), month, calendar.monthrange(int(found[2]), month)[1])) or None
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month[:3].casefold())
    return None if number is None else _valid(int(year), number, int(day))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
