"""CLIPS (clipspy): a Rete engine in C. A template per kind of fact, a rule per branch, a reset per learner.

Facts are asserted through templates: clipspy's `load_facts` with all facts as one text was measured at eight times
that. Firings are collected in a CLIPS global as one text; a Python function, a multifield or facts took longer.
"""

from collections.abc import Sequence

import clips

from engines import Firings, admitted, columns, fields_of, name_of
from services.recommender.rulebook.engine.plain import FactSheet, shared_part, subject_part
from services.recommender.rulebook.rule import Branch, Comparison, Condition, Rule
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, FactField, Kind, Value

#: Stands for a number that is not known; a symbol would make every comparison check for it first.
UNKNOWN_NUMBER = 2 * LARGEST_NUMBER


class InClips:
    name = "CLIPS (clipspy)"

    def __init__(self, rules: Sequence[Rule]) -> None:
        shared, own = fields_of(rules)
        self._shared, self._own = columns(shared), columns(own)
        self._environment = clips.Environment()
        self._environment.build('(defglobal ?*fired* = "")')
        for template, fields in (("shared", shared), ("own", own)):
            slots = " ".join(f"(slot {name_of(field)})" for field in fields)
            self._environment.build(f"(deftemplate {template} (slot number) {slots})")
        self._rules = [(rule.id, branch) for rule in rules for branch in rule.branches]
        for number, (_, branch) in enumerate(self._rules):
            self._environment.build(_defrule(number, branch))
        self._templates = [self._environment.find_template(name) for name in ("shared", "own")]
        self._symbols = {word: clips.Symbol(word) for field in (*shared, *own) for word in field.allowed}

    def fire(self, sheet: FactSheet) -> Firings:
        shared, own = self._templates
        self._environment.reset()
        shared.assert_fact(number=0, **{name: self._value(sheet.shared[fact]) for fact, name in self._shared})
        for number, facts in enumerate(sheet.subjects.values(), 1):
            own.assert_fact(number=number, **{name: self._value(facts[fact]) for fact, name in self._own})
        self._environment.run()
        named = ("", *sheet.subjects)
        fired = (firing.split() for firing in self._environment.find_global("fired").value.split(";")[:-1])
        return tuple(sorted({(self._rules[int(rule)][0], named[int(subject)]) for rule, subject in fired}))

    def _value(self, value: Value) -> object:
        if value is None:
            return UNKNOWN_NUMBER
        return self._symbols[value] if isinstance(value, str) else value


def _defrule(number: int, branch: Branch) -> str:
    own = subject_part(branch)
    patterns = [_pattern("shared", "", shared_part(branch))] if shared_part(branch) else []
    patterns += [_pattern("own", "(number ?subject)", own)] if own else []
    return f"(defrule rule-{number} {' '.join(patterns)} => {_collect(number, '?subject' if own else '0')})"


def _collect(number: int, subject: str) -> str:
    return f'(bind ?*fired* (str-cat ?*fired* "{number} " {subject} ";"))'


def _pattern(template: str, slot: str, conditions: Sequence[Condition]) -> str:
    by_field: dict[FactField, list[Condition]] = {}
    for condition in conditions:
        by_field.setdefault(condition.field, []).append(condition)
    slots = " ".join(f"({name_of(field)} {_constraint(field, asked)})" for field, asked in by_field.items())
    return f"({template} {slot} {slots})"


def _constraint(field: FactField, conditions: Sequence[Condition]) -> str:
    if field.kind is Kind.CHOICE:
        return "|".join(word for word in field.allowed if all(word in admitted(c) for c in conditions))
    tests = [_number_test(f"?{name_of(field)}", condition) for condition in conditions]
    return "&".join([f"?{name_of(field)}", *tests] if any(test.startswith(":") for test in tests) else tests)


def _number_test(variable: str, condition: Condition) -> str:
    literal = condition.literal
    match condition.comparison:
        case Comparison.KNOWN:
            return f"~{UNKNOWN_NUMBER}" if literal else str(UNKNOWN_NUMBER)
        case Comparison.EQUALS:
            return str(literal)
        case Comparison.NOT_EQUALS:
            return f"~{literal}&~{UNKNOWN_NUMBER}"
        case Comparison.AT_LEAST:
            return f":(<= {literal} {variable} {LARGEST_NUMBER})"
        case Comparison.MORE_THAN:
            return f":(< {literal} {variable} {UNKNOWN_NUMBER})"
        case Comparison.AT_MOST:
            return f":(<= {variable} {literal})"
    return f":(< {variable} {literal})"
