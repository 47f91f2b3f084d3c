"""How many hours of learning, and how many weeks on the calendar, does an ISO 8601 duration say?"""

import re
from dataclasses import dataclass
from fractions import Fraction

#: PnYnMnWnDTnHnMnS; each part may be left out, and each number may have a fraction. Lower case is common and taken.
_DURATION = re.compile(
    r"P(?:(?P<years>[\d.,]+)Y)?(?:(?P<months>[\d.,]+)M)?(?:(?P<weeks>[\d.,]+)W)?(?:(?P<days>[\d.,]+)D)?"
    r"(?:T(?:(?P<hours>[\d.,]+)H)?(?:(?P<minutes>[\d.,]+)M)?(?:(?P<seconds>[\d.,]+)S)?)?",
    re.IGNORECASE | re.ASCII,
)

#: What one of each is worth: calendar parts in days (a year of 365.25), clock parts in hours.
_DAYS = {"years": Fraction(1461, 4), "months": Fraction(1461, 48), "weeks": Fraction(7), "days": Fraction(1)}
_HOURS = {"hours": Fraction(1), "minutes": Fraction(1, 60), "seconds": Fraction(1, 3600)}

#: A number of more digits is a mistake, not a duration.
_MOST_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Duration:
    """What a duration says: `hours` from its clock part (PT20H is effort), `days` from its calendar part (P4Y is time).

    0 where it has no such part.
    """

    hours: Fraction
    days: Fraction

    @property
    def whole_hours(self) -> int | None:
        """The hours of learning, rounded up; None where the duration has no clock part."""
        return -(-self.hours.numerator // self.hours.denominator) or None

    @property
    def whole_weeks(self) -> int | None:
        """The weeks on the calendar, rounded up; None where the duration has no calendar part."""
        weeks = self.days / 7
        return -(-weeks.numerator // weeks.denominator) or None

    @property
    def whole_months(self) -> int | None:
        """The months on the calendar, to the nearest; None where that is none."""
        return round(self.days / _DAYS["months"]) or None


def read_duration(text: str) -> Duration | None:
    """Return what `text` says, or None where it is no ISO 8601 duration or has no part at all."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    parts = {name: _number(number) for name, number in found.groupdict().items() if number is not None}
    if not parts or None in parts.values():
        return None
    return Duration(
        hours=sum((value * _HOURS[name] for name, value in parts.items() if value and name in _HOURS), Fraction(0)),
        days=sum((value * _DAYS[name] for name, value in parts.items() if value and name in _DAYS), Fraction(0)),
    )


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.replace(",", ".")) if len(text) <= _MOST_DIGITS else None
    except ValueError:
        return None
