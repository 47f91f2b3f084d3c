"""When was it? Dates as they stand in résumés: "2012-06", "June 2016", "07/2025", "2012 - 2016", "Present".

Months are read by their names and short forms in English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.intake.members import EARLIEST_YEAR, LATEST_YEAR

#: Words for an end that has not come.
STILL = (
    r"(?:present[eo]?|now|current(?:ly)?|today|on-?going|to date|till date|heute|laufend|andauernd"
    r"|actualidad|actualmente|actual|hoy|la fecha|actuel(?:lement)?|aujourd[\u2019']hui|ce jour"
    r"|en cours|en curso|oggi|attuale|in corso|atual|atualmente|o momento|heden)"
)
_STILL = re.compile(rf"\b{STILL}\b", re.IGNORECASE)

#: Words that say of a certificate that it is over, where no day stands behind them.
OVER = re.compile(
    r"\b(?:expired|lapsed|no longer valid|abgelaufen|ung\u00fcltig|expir\u00e9e?|p\u00e9rim\u00e9e?|caducad[oa]"
    r"|vencid[oa]|scadut[oa]|verlopen)\b(?!\W*\d)",
    re.IGNORECASE,
)

#: The names of the months from the first on; every beginning of one, from three letters, is its short form.
_MONTHS = (
    "january januar jänner janvier enero janeiro gennaio januari",
    "february februar février fevrier febrero fevereiro febbraio februari",
    "march märz maerz mrz mars marzo março marco maart mrt",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august août aout agosto augustus",
    "september septembre septiembre setembro settembre setiembre",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dezembro dicembre",
)
_MONTH_OF = {
    name[:length]: number
    for number, names in enumerate(_MONTHS, start=1)
    for name in names.split()
    for length in range(3, len(name) + 1)
    # "mar" is March and "jui" nobody's; "mai" and "mar" differ in every language.
    if name[:length] != "jui"
}

#: Every name and short form of a month.
MONTH_NAMES = frozenset(_MONTH_OF)

_BY_NUMBER = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?\s*(?:$|T)")
_NUMBERS_ONLY = re.compile(r"\s*\d[\d./-]*\s*(?:$|T)")
_MONTH_AND_YEAR = re.compile(r"\s*(\d{1,2})[-/.](\d{4})\s*$")
_DAY_MONTH_YEAR = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})\s*$")
_BY_NAME = re.compile(
    r"(?:\b(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?)?\b([^\W\d_]{3,10})\.?,?\s+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+|del?\s+)?(\d{4})\b"
)
_A_YEAR = re.compile(r"\b(\d{4})\b")

#: What stands between the two ends of a range. A hyphen alone parts two years only: "2012-06" is a month.
_RANGE = re.compile(
    r".*\d{4}.*?"
    r"(?:\s(?:-+|to|until|till|through|thru|bis|al?|à|au|hasta|até|tot)\s|\s*[\u2010-\u2015\u2192]\s*|(?<=\d{4})[-/](?=\d{4}\s*$))"
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


def last_day(text: str) -> date | None:
    """Return the last day that `text` can mean: "2025-03" is the last of March."""
    told = read_date(text)
    numbers = len(re.findall(r"\d+", text)) + (_month_named(text) is not None)
    if told.day is None or numbers > 2:  # noqa: PLR2004 - a year, a month, and a day
        return told.day
    after = told.day.year * 12 + told.day.month - 1 + (12 if told.year_only else 1)
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _by_number(text: str) -> date | None:
    if found := _BY_NUMBER.match(text):
        return _day(found[1], found[2], found[3])
    if found := _MONTH_AND_YEAR.match(text):
        return _day(found[2], found[1], None)
    if found := _DAY_MONTH_YEAR.match(text):
        return _day_month_year(found)
    return None


def _day_month_year(found: re.Match[str]) -> date | None:
    """Return "31.12.2019" and "12/31/2019" as they stand; "03/04/2019" may be March or April, so it is not read."""
    first, second, year = found[1], found[3], found[4]
    if found[2] == "." or int(first) > len(_MONTHS) or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > len(_MONTHS) else None


def _by_name(text: str) -> date | None:
    if found := _month_named(text):
        return _day(found[4], str(_MONTH_OF[found[2]]), found[1] or found[3])
    years = set(_A_YEAR.findall(text))
    return _day(years.pop(), None, None) if len(years) == 1 else None


def _month_named(text: str) -> re.Match[str] | None:
    return next((found for found in _BY_NAME.finditer(text.casefold()) if found[2] in _MONTH_OF), None)


def _day(year: str, month: str | None, day: str | None) -> date | None:
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
