"""Run rules on durable_rules, inside the subset that was measured to be safe.

The engine is a C library that crashes the process when driven naively. What keeps it sound is kept here and nowhere
else: each pattern tests one typed fact against literals joined by `$and`; there are no references between facts, no
`$or`, `$nex`, events, negations or actions; facts hold nothing but whole numbers and words from the vocabulary; every
fact has its own id and matches a catch-all rule; one session at a time per ruleset, deleted afterwards.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from types import TracebackType
from typing import Any, Self

import durable_rules_engine

from services.recommender.rulebook.plain import FactSheet, shared_part, subject_part
from services.recommender.rulebook.rule import Branch, Comparison, Condition, Firing, Rule
from services.recommender.rulebook.vocabulary import UNKNOWN, FactField, Kind, Subject, Value

#: durable_rules gives up beyond this many rules in one ruleset (its error 106); a branch of `any` counts as a rule.
MOST_BRANCHES = 4_000

#: The one session a ruleset ever has; it is deleted when its facts have been judged.
SESSION = "1"

#: Every fact matches this rule: a fact that matches none makes the engine drop the rest of its batch.
CATCH_ALL = "every fact"

#: The pattern's name for the candidate's or path's fact within a rule.
OWN = "own"

SIZE_OPERATORS = {
    Comparison.AT_LEAST: "$gte",
    Comparison.AT_MOST: "$lte",
    Comparison.MORE_THAN: "$gt",
    Comparison.LESS_THAN: "$lt",
}

Pattern = dict[str, Any]


class EngineError(Exception):
    """The engine refused a ruleset or a batch of facts: a fault in this module, since both were checked before."""


class Engine:
    """One ruleset, compiled once and run as often as wanted; safe between threads, usable in forked children."""

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        definitions, self._fields = _compile(rules)
        if len(definitions) > MOST_BRANCHES:
            raise EngineError(
                f"{name}: {len(definitions)} branches; the engine takes {MOST_BRANCHES}. Split the stage."
            )
        self._lock = Lock()
        self._handle = durable_rules_engine.create_ruleset(name, json.dumps(definitions))

    def fire(self, sheet: FactSheet) -> tuple[Firing, ...]:
        """Return every firing on `sheet`, sorted; a rule fires once per subject however many of its branches hold."""
        facts = [self._fact(group, group, sheet.shared) for group in self._fields if group != OWN]
        facts += [self._fact(OWN, subject, own) for subject, own in sheet.subjects.items() if OWN in self._fields]
        if not facts:
            return ()
        with self._lock:
            return tuple(sorted(set(self._run(json.dumps(facts)))))

    def _run(self, facts: str) -> Iterable[Firing]:
        status, state = durable_rules_engine.assert_facts(self._handle, facts)
        try:
            if status != 0:
                raise EngineError(f"the engine answered {status} to a batch of facts")
            first = durable_rules_engine.start_action_for_state(self._handle, state)
            message = first[1] if first else None
            while message:
                for name, matched in json.loads(message).items():
                    if name != CATCH_ALL:
                        yield Firing(rule=name.partition("#")[0], subject=matched[OWN]["id"] if OWN in matched else "")
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
        finally:
            durable_rules_engine.delete_state(self._handle, SESSION)

    def _fact(self, group: str, identity: str, values: Mapping[str, Value]) -> dict[str, int | str]:
        fact: dict[str, int | str] = {"id": identity, "sid": SESSION, "t": group}
        for field in self._fields[group]:
            fact.update(_encode(field, values.get(field.full_name, field.blank)))
        return fact

    def close(self) -> None:
        """Give the compiled ruleset back; the engine must not be used afterwards."""
        durable_rules_engine.delete_ruleset(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _compile(rules: Sequence[Rule]) -> tuple[dict[str, Any], dict[str, tuple[FactField, ...]]]:
    """Return the engine's definitions, and per engine fact the fields that any rule looks at."""
    definitions: dict[str, Any] = {CATCH_ALL: {"all": [{"any": {"$ex": {"t": 1}}}]}}
    fields: dict[str, dict[str, FactField]] = {}
    for rule in rules:
        for number, branch in enumerate(rule.branches):
            definitions[f"{rule.id}#{number}"] = {"all": _patterns(branch)}
            for condition in branch:
                fields.setdefault(_engine_group(condition.field), {})[condition.field.full_name] = condition.field
    return definitions, {group: tuple(named[name] for name in sorted(named)) for group, named in sorted(fields.items())}


def _patterns(branch: Branch) -> list[Pattern]:
    """Return one pattern per engine fact that the branch tests, the candidate's or path's last."""
    tested: dict[str, list[Pattern]] = {}
    for condition in (*shared_part(branch), *subject_part(branch)):
        tested.setdefault(_engine_group(condition.field), []).extend(_tests(condition))
    return [{group: {"$and": [{"t": group}, *tests]}} for group, tests in tested.items()]


def _engine_group(field: FactField) -> str:
    return field.group.value if field.subject is Subject.DECISION else OWN


def _tests(condition: Condition) -> list[Pattern]:
    """Return the engine's tests for one condition, all of which must hold."""
    field, literal = condition.field, condition.literal
    name = _key(field)
    if field.kind is Kind.NUMBER:
        if condition.comparison is Comparison.KNOWN:
            return [{f"{name}_known": int(bool(literal))}]
        known: Pattern = {f"{name}_known": 1}
        if condition.comparison is Comparison.EQUALS:
            return [known, {name: literal}]
        if condition.comparison is Comparison.NOT_EQUALS:
            return [known, {"$neq": {name: literal}}]
        return [known, {SIZE_OPERATORS[condition.comparison]: {name: literal}}]
    if condition.comparison is Comparison.EQUALS:
        return [{name: literal}]
    # A choice has few words, so "one of these" is said as "none of the others": no `$or`, which would fire twice.
    return [{"$neq": {name: word}} for word in (*field.allowed, UNKNOWN) if not _admits(condition, word)]


def _admits(condition: Condition, word: str) -> bool:
    match condition.comparison, condition.literal:
        case Comparison.KNOWN, bool(known):
            return known is not (word == UNKNOWN)
        case _ if word == UNKNOWN:
            return False
        case Comparison.NOT_EQUALS, literal:
            return word != literal
        case Comparison.ANY_OF, tuple(words):
            return word in words
        case Comparison.NONE_OF, tuple(words):
            return word not in words
    raise EngineError(f"a choice cannot be compared by {condition}")


def _encode(field: FactField, value: Value) -> dict[str, int | str]:
    """Return the members that carry `value`. An unknown number is 0 beside a mark that no comparison overlooks."""
    if fault := field.fault_in(value):
        raise EngineError(f"{field.full_name} {fault}; no fact outside the vocabulary may reach the engine")
    name = _key(field)
    if value is None:
        return {name: 0, f"{name}_known": 0}
    if isinstance(value, int):
        return {name: value, f"{name}_known": 1}
    return {name: value}


def _key(field: FactField) -> str:
    return f"{field.group}_{field.name}"
