"""Which rules fire, said as plainly as possible: the yardstick that the engine is held against.

Slow and obvious on purpose. The differential tests run every rule file and thousands of random ones through this module
and through the engine, and accept no difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.recommender.rulebook.rule import Branch, Comparison, Condition, Firing, Rule
from services.recommender.rulebook.vocabulary import UNKNOWN, Subject, Value, words_in


@dataclass(frozen=True, kw_only=True)
class FactSheet:
    """Everything the rules of one stage may look at, by full name.

    `shared` holds the facts of the decision (learner, field, role, finding); `subjects` those of each candidate or
    path, by its id. A fact that is missing is unknown.
    """

    shared: Mapping[str, Value]
    subjects: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


def holds(condition: Condition, value: Value) -> bool:
    """Say whether `condition` matches `value`; the unknown matches nothing but `equals: unknown` and `known: false`.

    Of a fact that is several words at once each is looked at: one that is asked for has to be among them.
    """
    unknown = value is None or value == UNKNOWN
    literal = condition.literal
    match condition.comparison:
        case Comparison.KNOWN:
            return unknown is not literal
        case Comparison.EQUALS:
            return value == literal or literal in words_in(value)
        case _ if unknown:
            return False
        case Comparison.NOT_EQUALS:
            return value != literal and literal not in words_in(value)
        case Comparison.ANY_OF:
            return not set(_words(literal)).isdisjoint(words_in(value))
        case Comparison.NONE_OF:
            return set(_words(literal)).isdisjoint(words_in(value))
    return _compares(condition.comparison, _whole(value), _whole(literal))


def _compares(comparison: Comparison, value: int, literal: int) -> bool:
    match comparison:
        case Comparison.AT_LEAST:
            return value >= literal
        case Comparison.AT_MOST:
            return value <= literal
        case Comparison.MORE_THAN:
            return value > literal
        case Comparison.LESS_THAN:
            return value < literal
    raise AssertionError(f"{comparison} does not compare sizes")


def fire(rules: Iterable[Rule], sheet: FactSheet) -> tuple[Firing, ...]:
    """Return every firing of `rules` on `sheet` that counts, sorted; a rule fires once per subject.

    Those do not count that another rule stands in for on the same subject.
    """
    rules = tuple(rules)
    silent = replaced(rules, sheet)
    return tuple(firing for firing in all_firings(rules, sheet) if firing not in silent)


def all_firings(rules: Iterable[Rule], sheet: FactSheet) -> tuple[Firing, ...]:
    """Return every firing, sorted, also those that another rule stands in for."""
    return tuple(sorted({firing for rule in rules for firing in _firings(rule, sheet)}))


def replaced(rules: Iterable[Rule], sheet: FactSheet) -> dict[Firing, str]:
    """Return the firings that do not count, each with the first rule that stands in for it on the same subject."""
    by_id = {rule.id: rule for rule in rules}
    firings = all_firings(by_id.values(), sheet)
    speaking = [firing for firing in firings if by_id[firing.rule].instead_of]
    silent: dict[Firing, str] = {}
    for firing in firings:
        for other in speaking:
            on_it = other.subject in {firing.subject, ""}
            if on_it and _stands_in(other.rule, firing.rule, by_id, frozenset()):
                silent.setdefault(firing, other.rule)
    return silent


def _stands_in(rule: str, other: str, by_id: Mapping[str, Rule], passed: frozenset[str]) -> bool:
    """Say whether `rule` stands in for `other`, itself or through rules that it stands in for."""
    named = [name for name in by_id[rule].instead_of if name in by_id and name not in passed]
    return rule != other and any(name == other or _stands_in(name, other, by_id, passed | {rule}) for name in named)


def _firings(rule: Rule, sheet: FactSheet) -> Iterable[Firing]:
    for branch in rule.branches:
        if all(holds(c, sheet.shared.get(c.field.full_name, c.field.blank)) for c in shared_part(branch)):
            own = subject_part(branch)
            if not own:
                yield Firing(rule=rule.id)
            for subject, facts in sheet.subjects.items() if own else ():
                if all(holds(c, facts.get(c.field.full_name, c.field.blank)) for c in own):
                    yield Firing(rule=rule.id, subject=subject)


def shared_part(branch: Branch) -> Branch:
    """Return the conditions on facts of the decision."""
    return tuple(c for c in branch if c.field.subject is Subject.DECISION)


def subject_part(branch: Branch) -> Branch:
    """Return the conditions on facts of a candidate or path."""
    return tuple(c for c in branch if c.field.subject is not Subject.DECISION)


def _words(literal: object) -> tuple[str, ...]:
    if not isinstance(literal, tuple):
        raise TypeError("any_of and none_of compare with a list of words; the reader admits nothing else")
    return literal


def _whole(number: object) -> int:
    if not isinstance(number, int):
        raise TypeError("sizes are compared between whole numbers; the reader admits nothing else")
    return number
