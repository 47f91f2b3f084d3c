"""Which day does a loose value say? One that could be two days, like 03/04/2026, is none."""

import re
from datetime import date

from services.importing.values.plain_values import read_day

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero", "february feb februar février febrero", "march mar märz mars marzo",
            "april apr avril abril", "may mai mayo", "june jun juni juin junio", "july jul juli juillet julio",
            "august aug août agosto", "september sep sept septembre septiembre", "october oct oktober okt octobre",
            "november nov novembre noviembre", "december dec dezember dez décembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? ([^\W\d]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_LONGEST = 40
_MONTHS_OF_A_YEAR = 12


def day_said(text: str | None) -> date | None:
    """Return the day that `text` says, in ISO 8601 or as people write it; None for none, or for one of two."""
    if text is None or len(text) > _LONGEST:
        return None
    if (found := read_day(text)) is not None:
        return found
    plain = " ".join(text.casefold().split())
    if said := _DAY_FIRST.fullmatch(plain):
        return _day(said[3], _MONTHS.get(said[2]), said[1])
    if said := _MONTH_FIRST.fullmatch(plain):
        return _day(said[3], _MONTHS.get(said[1]), said[2])
    if said := _NUMBERS.fullmatch(plain):
        first, second = int(said[1]), int(said[3])
        if said[2] == "." or first > _MONTHS_OF_A_YEAR or first == second:
            return _day(said[4], second, said[1])
        return _day(said[4], first, said[3]) if second > _MONTHS_OF_A_YEAR else None
    return None


def _day(year: str, month: int | None, day: str) -> date | None:
    try:
        return date(int(year), month, int(day)) if month is not None else None
    except ValueError:
        return None
