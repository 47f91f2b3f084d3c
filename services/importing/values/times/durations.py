"""How many hours of learning, and how many weeks on the calendar, does a duration say: in ISO 8601, or in words?"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from services.importing.values.numerals import read_numeral

#: PnYnMnWnDTnHnMnS; each part may be left out, and each number may have a fraction. Lower case is common and taken.
_DURATION = re.compile(
    r"P(?:(?P<years>[\d.,]+)Y)?(?:(?P<months>[\d.,]+)M)?(?:(?P<weeks>[\d.,]+)W)?(?:(?P<days>[\d.,]+)D)?"
    r"(?:T(?:(?P<hours>[\d.,]+)H)?(?:(?P<minutes>[\d.,]+)M)?(?:(?P<seconds>[\d.,]+)S)?)?",
    re.IGNORECASE | re.ASCII,
)

#: What one of each is worth: months and years in months, the other calendar parts in days, clock parts in hours.
_MONTHS = {"years": Fraction(12), "months": Fraction(1)}
_DAYS = {"weeks": Fraction(7), "days": Fraction(1)}
_HOURS = {
    "hours": Fraction(1),
    "lessons": Fraction(3, 4),
    "minutes": Fraction(1, 60),
    "seconds": Fraction(1, 3600),
}

#: A year has 52 weeks, as courses count them: six months are 26 weeks.
_WEEKS_OF_A_MONTH = Fraction(52, 12)
_DAYS_OF_A_MONTH = Fraction(1461, 48)

#: Words for each part, in the languages that tables come in. "m" alone may be minutes or months, and says neither.
_WORDS = {
    "years": "y yr yrs year years jahr jahre jahren an ans a\u00f1o a\u00f1os anno anni",
    "months": "mo mos mth mths month months monat monate monaten mois mes meses mese mesi",
    "weeks": "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane",
    "days": "d day days tag tage tagen jour jours d\u00eda d\u00edas dia dias giorno giorni",
    "hours": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore",
    "minutes": "min mins minute minutes minuten minuto minutos minuti",
    "seconds": "s sec secs second seconds sekunden",
    # Lessons of 45 minutes, in which German courses are counted.
    "lessons": "ue ustd unterrichtseinheit unterrichtseinheiten unterrichtsstunde unterrichtsstunden",
}
PART_OF = {word: part for part, words in _WORDS.items() for word in words.split()}

#: A number and its word, once or several times: "90 minutes", "1 h 30 min", "2 years and 6 months". Nothing else may
#: stand beside them: "6 hours per week" is another quantity.
_IN_WORDS = re.compile(r"(\d[\d.,' ]{0,20}?) ?([a-z\u00e0-\u00ff]{1,20})\.?(?: and | und | et | y | e |, | |$)")

#: A number of more digits is a mistake, not a duration.
_MOST_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Duration:
    """What a duration says: `hours` from its clock part (PT20H is effort), the rest from its calendar part (P4Y).

    0 where it has no such part. `days` are those of weeks and days, `months` those of months and years.
    """

    hours: Fraction
    days: Fraction
    months: Fraction

    @property
    def whole_hours(self) -> int | None:
        """The hours of learning, rounded up; None where the duration has no clock part."""
        return -(-self.hours.numerator // self.hours.denominator) or None

    @property
    def whole_weeks(self) -> int | None:
        """The weeks on the calendar, rounded up; None where the duration has no calendar part."""
        weeks = self.calendar_days / 7
        return -(-weeks.numerator // weeks.denominator) or None

    @property
    def calendar_days(self) -> Fraction:
        """The days of the calendar part, of which a year has 52 weeks."""
        return self.days + self.months * _WEEKS_OF_A_MONTH * 7

    @property
    def odd_days(self) -> int | None:
        """The days of the calendar part where they are no whole number of weeks; else None."""
        return odd_days(self.calendar_days)

    @property
    def whole_months(self) -> int | None:
        """The months on the calendar, to the nearest; None where that is none."""
        return round(self.months + self.days / _DAYS_OF_A_MONTH) or None


def odd_days(days: Fraction) -> int | None:
    """Return `days`, rounded down but to one at least, where weeks rounded up would say more; else None."""
    return max(1, floor(days)) if days and days % 7 else None


def read_duration(text: str) -> Duration | None:
    """Return what `text` says; None where it is neither an ISO 8601 duration nor numbers with words for time alone."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return _in_words(text)
    parts = {name: _number(number) for name, number in found.groupdict().items() if number is not None}
    if not parts or None in parts.values():
        return None
    return _of_parts({name: value for name, value in parts.items() if value is not None})


def _in_words(text: str) -> Duration | None:
    left = " ".join(text.casefold().split())
    parts: dict[str, Fraction] = {}
    while left:
        found = _IN_WORDS.match(left)
        number = read_numeral(found[1]) if found else None
        part = PART_OF.get(found[2]) if found else None
        if found is None or number is None or part is None or part in parts:
            return None
        parts[part] = Fraction(number)
        left = left[found.end() :]
    return _of_parts(parts) if parts else None


def _of_parts(parts: dict[str, Fraction]) -> Duration:
    def worth(table: dict[str, Fraction]) -> Fraction:
        return sum((value * table[name] for name, value in parts.items() if name in table), Fraction(0))

    return Duration(hours=worth(_HOURS), days=worth(_DAYS), months=worth(_MONTHS))


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.replace(",", ".")) if len(text) <= _MOST_DIGITS else None
    except ValueError:
        return None
