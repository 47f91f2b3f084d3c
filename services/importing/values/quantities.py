"""How much does a loose value say in the unit of its column? What it says in another unit is converted, or left out.

A number counts only where it stands alone, or with words for a unit that can be turned into the wanted one exactly:
"90 minutes" is an hour and a half. "6-18 hours per week", "about 20" and "4 years" are no number of hours, whatever
digits they hold.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from services.importing.values.plain_values import LARGEST_NUMBER, read_number, tidy_text
from services.importing.values.times.durations import Duration, read_duration
from services.recommender.knowledge.files.entries import Json


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number in the wanted unit, and whether it was converted from another."""

    number: Fraction
    converted: bool = False

    def whole(self, unit: "Unit") -> int | None:
        """Return it in whole units, rounded to the safe side; None where `unit` has no parts and there are some."""
        if unit is COUNT:
            return int(self.number) if self.number.denominator == 1 else None
        return floor(self.number) if unit is CREDITS else ceil(self.number)

    def shown(self) -> str:
        """Return the number as a note shows it, with at most two decimals."""
        return f"{float(self.number):.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What a column is counted in: its name, an example in other words, and how a duration or a word is turned into it.

    `of` returns None for a duration that cannot be turned into the unit exactly.
    """

    name: str
    like: str
    of: Callable[[Duration], Fraction | None] = lambda _: None
    words: frozenset[str] = frozenset()

    @property
    def wanted(self) -> str:
        """What a cell must hold, in words."""
        return f"a number of {self.name}" if self.name else "a whole number"


def _hours(found: Duration) -> Fraction | None:
    return found.hours if not (found.days or found.months) else None


def _weeks(found: Duration) -> Fraction | None:
    return found.days / 7 + found.months * Fraction(52, 12) if not found.hours else None


def _months(found: Duration) -> Fraction | None:
    return found.months if not (found.hours or found.days) else None


def _years(found: Duration) -> Fraction | None:
    return found.months / 12 if not (found.hours or found.days) else None


HOURS = Unit(name="hours", like='20, "90 minutes" or PT20H', of=_hours)
WEEKS = Unit(name="weeks", like='12, "3 months" or P12W', of=_weeks)
MONTHS = Unit(name="months", like='36 or "3 years"', of=_months)
YEARS = Unit(name="years", like='2 or "18 months"', of=_years)
CREDITS = Unit(
    name="credits",
    like='5 or "5 ECTS"',
    words=frozenset({"credit", "credits", "credit points", "cr", "cp", "ects", "lp"}),
)
COUNT = Unit(name="", like="3")


def read_quantity(value: Json, unit: Unit) -> Quantity | None:
    """Return how much `value` says in `unit`; None where it says nothing, or anything beside it."""
    number = read_number(value)
    if number is None and isinstance(value, str):
        text = (tidy_text(value) or "").casefold()
        bare = next((text.removesuffix(word) for word in unit.words if text.endswith(f" {word}")), None)
        number = read_number(bare) if bare is not None else None
        if number is None:
            return _converted(text, unit)
    return None if number is None else Quantity(number=Fraction(number))


def _converted(text: str, unit: Unit) -> Quantity | None:
    found = read_duration(text)
    number = unit.of(found) if found is not None else None
    if number is None or number > LARGEST_NUMBER:
        return None
    same_word = read_number(text.rstrip("abcdefghijklmnopqrstuvwxyz. "))
    return Quantity(number=number, converted=same_word is None or Fraction(Decimal(same_word)) != number)
