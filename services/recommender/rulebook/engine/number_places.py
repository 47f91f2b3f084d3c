"""Between which of the numbers that rules name does a number stand? More of it no rule can tell.

A rule that asks for at least 10 hours tells 9 from 10 and not 10 from 400. So a number is said to the engine by the
place in which it stands among all at which some rule's answer turns: facts that no rule tells apart have one text.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from services.recommender.rulebook.rule import Comparison, Condition
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, Value

_OPERATORS = {
    Comparison.EQUALS: "",
    Comparison.NOT_EQUALS: "$neq",
    Comparison.AT_LEAST: "$gte",
    Comparison.AT_MOST: "$lte",
    Comparison.MORE_THAN: "$gt",
    Comparison.LESS_THAN: "$lt",
}

#: Those that begin, or cease, to hold at their number; and those that do behind it.
_TURNS_AT = {Comparison.AT_LEAST, Comparison.LESS_THAN, Comparison.EQUALS, Comparison.NOT_EQUALS}
_TURNS_BEHIND = {Comparison.AT_MOST, Comparison.MORE_THAN, Comparison.EQUALS, Comparison.NOT_EQUALS}

#: Those that hold for large numbers, which must keep the unknown out.
_OPEN_ABOVE = {Comparison.NOT_EQUALS, Comparison.AT_LEAST, Comparison.MORE_THAN}


@dataclass(frozen=True)
class NumberPlaces:
    """The places of one fact: `turns` are the first numbers of each but the lowest. The unknown stands above all."""

    turns: tuple[int, ...]

    @classmethod
    def of(cls, conditions: Iterable[Condition]) -> "NumberPlaces":
        """Return the places that `conditions` on one number tell apart."""
        turns: set[int] = set()
        for one in conditions:
            turns |= {int(one.literal)} if one.comparison in _TURNS_AT else set()  # type: ignore[arg-type]
            turns |= {int(one.literal) + 1} if one.comparison in _TURNS_BEHIND else set()  # type: ignore[arg-type]
        return cls(tuple(sorted(turns)))

    @property
    def unknown(self) -> int:
        """The place of what is not known: above all others, so no comparison from below ever meets it."""
        return len(self.turns) + 1

    def place(self, value: Value) -> int:
        """Return where `value` stands; raise ValueError for what is no number that a fact may be."""
        if value is None:
            return len(self.turns) + 1
        if type(value) is int and -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
            return bisect_right(self.turns, value)
        raise ValueError(value)

    def tests(self, condition: Condition) -> list[tuple[str, int]]:
        """Return the engine's tests of the place, each an operator and a literal, for one of the conditions."""
        known = ("$lte", len(self.turns))
        if condition.comparison is Comparison.KNOWN:
            return [known] if condition.literal else [("", self.unknown)]
        place = bisect_right(self.turns, int(condition.literal))  # type: ignore[arg-type] # a whole number, or a bool
        test = (_OPERATORS[condition.comparison], place)
        return [test, known] if condition.comparison in _OPEN_ABOVE else [test]
