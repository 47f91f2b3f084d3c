"""How are facts and conditions said to the engine? In whole numbers and short names.

The engine copies a fact's whole text into every firing, so the text is most of what a firing costs: a field's name
becomes two or three letters, a word its place in the vocabulary, a number its place among those that rules name.
A fact that may be several words at once is not said itself, but for each set of words that some rule asks for, whether
one of these is among it.
The facts of the decision (learner, field, role, finding) are one fact to the engine, and each candidate or path is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from operator import getitem
from typing import NamedTuple

from services.recommender.rulebook.engine.codes import Codes, getter
from services.recommender.rulebook.engine.number_places import NumberPlaces
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.rule import Branch, Comparison, Condition, Rule
from services.recommender.rulebook.vocabulary import UNKNOWN, FactField, Kind, Subject, Value, words_in

#: The engine's fact has room for 254 members and drops, without a word, whatever follows one that has more.
MOST_FIELDS = 250


class EngineError(Exception):
    """The engine was asked for something outside its limits: a fault in the rulebook's size or in these modules."""


class Side(StrEnum):
    """The two kinds of fact that rules test."""

    SHARED = "s"
    OWN = "o"


#: The member by which the engine tells the kinds of fact apart, and its value for each.
TYPE = "t"
TYPE_OF = {Side.SHARED: 1, Side.OWN: 2}

#: The one session a ruleset ever has.
SESSION = "1"


def fact(number: int, text: str) -> str:
    """Return the fact as a JSON object under its id."""
    return f'{{"id":"{number}",{text}}}'


class Test(NamedTuple):
    """One of the engine's tests of one fact: `operator` is its word for it, "" for equality."""

    operator: str
    key: str
    literal: int

    def said(self) -> dict[str, object]:
        return {self.operator: {self.key: self.literal}} if self.operator else {self.key: self.literal}


class Encoding:
    """The short names of the fields that some rules look at, and how their values are written. Immutable."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        asked: dict[_Column, list[Condition]] = defaultdict(list)
        for condition in (condition for rule in rules for condition in rule.conditions()):
            asked[_Column.of(condition)].append(condition)
        self._places = {
            column: NumberPlaces.of(conditions)
            for column, conditions in asked.items()
            if column.field.kind is Kind.NUMBER
        }
        self._sides = {
            side: _Columns(
                side, sorted((one for one in asked if _side(one.field) is side), key=_Column.order), self._places
            )
            for side in Side
        }

    def patterns(self, branch: Branch) -> dict[Side, frozenset[Test]]:
        """Return what must hold of each kind of fact for `branch` to fire; a kind it does not look at is left out."""
        tests: dict[Side, frozenset[Test]] = {}
        for side in Side:
            said = [self._tests(condition) for condition in branch if _side(condition.field) is side]
            if said:
                tests[side] = frozenset[Test]().union(*said)
        return tests

    def texts(self, sheet: FactSheet) -> tuple[str, dict[str, str]]:
        """Return what the engine is told of the decision and of each subject; "" and nothing where no rule asks.

        A text is all that the rules can tell of a fact: what fired on a fact fires on any of the same text. Raises
        EngineError.
        """
        shared, own = self._sides[Side.SHARED], self._sides[Side.OWN]
        return (
            shared.text(sheet.shared) if shared else "",
            {subject: own.text(facts) for subject, facts in sheet.subjects.items()} if own else {},
        )

    def _tests(self, condition: Condition) -> Iterable[Test]:
        column = _Column.of(condition)
        key = self._sides[_side(condition.field)].keys[column]
        if condition.field.several:
            return [Test("", key, _AMONG[condition.comparison, condition.literal in {UNKNOWN, False}])]
        if condition.field.kind is Kind.NUMBER:
            return [Test(operator, key, place) for operator, place in self._places[column].tests(condition)]
        return _choice_tests(key, condition)


class _Column(NamedTuple):
    """What is said of a fact: its value, or where it may be several words, whether one of `words` is among them."""

    field: FactField
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, condition: Condition) -> "_Column":
        """Return the column that a condition looks at."""
        if not condition.field.several:
            return cls(condition.field)
        asked = condition.literal if isinstance(condition.literal, tuple) else words_in(condition.literal)
        return cls(condition.field, frozenset(asked) - {UNKNOWN})

    def order(self) -> tuple[str, list[str]]:
        return self.field.full_name, sorted(self.words)


class _Columns:
    """The columns of one kind of fact, in the order in which its text names them."""

    def __init__(self, side: Side, columns: Sequence[_Column], places: Mapping[_Column, NumberPlaces]) -> None:
        if len(columns) > MOST_FIELDS:
            raise EngineError(f"the rules look at {len(columns)} fields of one fact; the engine takes {MOST_FIELDS}")
        self.keys = {column: f"{side}{number}" for number, column in enumerate(columns)}
        self._fields = {column.field.full_name: column.field for column in columns}
        self._codes = [Codes(places[column].place) if column in places else _codes(column) for column in columns]
        self._names = [column.field.full_name for column in columns]
        self._values = getter(self._names)
        members = "".join(f',"{key}":%d' for key in self.keys.values())
        self._template = f'"sid":"{SESSION}","{TYPE}":{TYPE_OF[side]}{members}'

    def __len__(self) -> int:
        return len(self._codes)

    def text(self, values: Mapping[str, Value]) -> str:
        """Return the members of the engine's fact but its id, by which one is known from others of the same text."""
        try:
            return self._template % tuple(map(getitem, self._codes, self._values(values)))
        except (KeyError, TypeError, ValueError):
            told = zip(self._names, self._codes, strict=True)
            return self._template % tuple([self._careful(name, codes, values) for name, codes in told])

    def _careful(self, name: str, codes: Mapping[Value, int], values: Mapping[str, Value]) -> int:
        """Encode as above where a value is missing, which is its blank, or wrong, which is said."""
        field = self._fields[name]
        value = values.get(name, field.blank)
        if fault := field.fault_in(value):
            raise EngineError(f"{name} {fault}; no fact outside the vocabulary may reach the engine")
        return codes[value]


def _side(field: FactField) -> Side:
    return Side.SHARED if field.subject is Subject.DECISION else Side.OWN


def _codes(column: _Column) -> Mapping[Value, int]:
    """Return what turns a word, or several, into a whole number; it raises for any that is not one of the field's.

    Of a fact that may be several, the number says whether one of the column's words is among them.
    """
    field, words = column
    if field.several:
        return Codes(lambda value: _among(field, words, value))
    return {word: code for code, word in enumerate(field.allowed)}


#: Whether words are among a fact that may be several, as the engine reads it.
_NOT_AMONG, _IS_AMONG, _NOT_KNOWN = 0, 1, 2

#: What that must be for a comparison to hold; of two of them, the second is the one with the unknown.
_AMONG = {
    (Comparison.EQUALS, False): _IS_AMONG,
    (Comparison.EQUALS, True): _NOT_KNOWN,
    (Comparison.KNOWN, False): _NOT_AMONG,
    (Comparison.KNOWN, True): _NOT_KNOWN,
    (Comparison.ANY_OF, False): _IS_AMONG,
    (Comparison.NONE_OF, False): _NOT_AMONG,
    (Comparison.NOT_EQUALS, False): _NOT_AMONG,
}


def _among(field: FactField, words: frozenset[str], value: Value) -> int:
    if field.fault_in(value):
        raise ValueError(value)
    if value == UNKNOWN:
        return _NOT_KNOWN
    return _NOT_AMONG if words.isdisjoint(words_in(value)) else _IS_AMONG


def _choice_tests(key: str, condition: Condition) -> list[Test]:
    """Return the fewest tests that let the admitted words through: no `$or`, which would fire twice."""
    words = condition.field.allowed
    admitted = [code for code, word in enumerate(words) if _admits(condition, word)]
    if len(admitted) == 1:
        return [Test("", key, admitted[0])]
    others = [Test("$neq", key, code) for code in range(len(words)) if code not in admitted]
    if admitted and admitted[-1] - admitted[0] + 1 == len(admitted):
        bounds = [Test("$gte", key, admitted[0])] if admitted[0] > 0 else []
        bounds += [Test("$lte", key, admitted[-1])] if admitted[-1] < len(words) - 1 else []
        return min(bounds, others, key=len)
    return others


def _admits(condition: Condition, word: str) -> bool:
    match condition.comparison, condition.literal:
        case Comparison.KNOWN, bool(known):
            return known is not (word == UNKNOWN)
        case Comparison.EQUALS, literal:
            return word == literal
        case _ if word == UNKNOWN:
            return False
        case Comparison.NOT_EQUALS, literal:
            return word != literal
        case Comparison.ANY_OF, tuple(words):
            return word in words
        case Comparison.NONE_OF, tuple(words):
            return word not in words
    raise EngineError(f"a choice cannot be compared by {condition}")
