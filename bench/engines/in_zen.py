"""zen-engine (Rust): three ways to ask it, since they differ tenfold.

A decision table with a row per rule is how zen-engine is meant to hold rules; it is asked once per candidate, or once
for all of them in its loop mode. The last way leaves the table out: all rules become one expression of some thousand
words that filters the list of candidates once per rule, compiled once. Nobody would maintain it, but it can be
generated, and it is the fastest there is.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import zen

from engines import Firings, columns, fields_of, name_of
from engines.expressions import all_of, said
from services.recommender.rulebook.engine.plain import FactSheet, shared_part, subject_part
from services.recommender.rulebook.rule import Branch, Rule
from services.recommender.rulebook.vocabulary import FactField


class _InZen:
    def __init__(self, rules: Sequence[Rule]) -> None:
        shared, own = fields_of(rules)
        self._fields = [*shared, *own]
        self._shared, self._own = columns(shared), columns(own)
        self._rules = [(rule.id, bool(subject_part(branch))) for rule in rules for branch in rule.branches]
        self._branches = [branch for rule in rules for branch in rule.branches]

    def _learner(self, sheet: FactSheet) -> dict[str, Any]:
        return {name: sheet.shared[fact] for fact, name in self._shared}

    def _candidate(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        return {name: facts[fact] for fact, name in self._own}

    def _named(self, row: int, subject: str) -> tuple[str, str]:
        identity, looks_at_candidates = self._rules[row]
        return identity, subject if looks_at_candidates else ""


class InZenTable(_InZen):
    name = "zen-engine, table, a call per candidate"

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__(rules)
        self._ask = _decision(_table(self._branches, self._fields))

    def fire(self, sheet: FactSheet) -> Firings:
        learner = self._learner(sheet)
        return tuple(
            sorted(
                {
                    self._named(int(hit["row"]), subject)
                    for subject, facts in sheet.subjects.items()
                    for hit in self._ask({**learner, **self._candidate(facts)})["result"]
                }
            )
        )


class InZenLoop(_InZen):
    name = "zen-engine, table, one call in loop mode"

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__(rules)
        loop = {"executionMode": "loop", "inputField": "candidates", "outputPath": "hits"}
        self._ask = _decision({**_table(self._branches, self._fields), **loop})

    def fire(self, sheet: FactSheet) -> Firings:
        learner = self._learner(sheet)
        candidates = [{**learner, **self._candidate(facts)} for facts in sheet.subjects.values()]
        hits = self._ask({"candidates": candidates})["result"]["hits"]
        return tuple(
            sorted(
                {
                    self._named(int(hit["row"]), subject)
                    for subject, own in zip(sheet.subjects, hits, strict=True)
                    for hit in own
                }
            )
        )


class InZenExpression(_InZen):
    name = "zen-engine, all rules as one expression"

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__(rules)
        self._expression = zen.compile_expression(f"[{', '.join(map(_filter, self._branches))}]")

    def fire(self, sheet: FactSheet) -> Firings:
        candidates = [
            {"number": number, **self._candidate(facts)} for number, facts in enumerate(sheet.subjects.values(), 1)
        ]
        found = self._expression.evaluate({"learner": self._learner(sheet), "candidates": candidates})
        named = ("", *sheet.subjects)
        return tuple(
            sorted(
                {(self._rules[row][0], named[int(number)]) for row, numbers in enumerate(found) for number in numbers}
            )
        )


def _filter(branch: Branch) -> str:
    own = subject_part(branch)
    numbers = f"map(filter(candidates, {all_of(own, '#.')}), #.number)" if own else "[0]"
    return f"({all_of(shared_part(branch), 'learner.')}) ? {numbers} : []"


def _table(branches: Sequence[Branch], fields: Sequence[FactField]) -> dict[str, Any]:
    """Return a decision table that collects the numbers of the rows that hold; the learner's columns come first."""
    return {
        "hitPolicy": "collect",
        "inputs": [{"id": f.full_name, "name": f.full_name, "field": name_of(f)} for f in fields],
        "outputs": [{"id": "row", "name": "row", "field": "row"}],
        "rules": [
            {"_id": str(row), "row": str(row), **{f.full_name: _cell(branch, f) for f in fields}}
            for row, branch in enumerate(branches)
        ],
    }


def _cell(branch: Branch, field: FactField) -> str:
    return " and ".join(said(condition, "$") for condition in branch if condition.field == field)


def _decision(table: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    """Return what asks the decision as the engine's static loader holds it, compiled once.

    `create_decision` and `get_decision` take twice as long and longer, since they compile at each call.
    """
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": place, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    content = {"rules": {"nodes": nodes, "edges": edges}}
    return partial(zen.ZenEngine({"loader": {"type": "static", "content": content}}).evaluate, "rules")
