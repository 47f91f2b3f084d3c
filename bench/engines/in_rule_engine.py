"""rule-engine (PyPI): expressions in pure Python. The learner's half of each rule comes first."""

from collections.abc import Sequence

import rule_engine

from engines import Firings, columns, fields_of
from engines.expressions import all_of
from services.recommender.rulebook.engine.plain import FactSheet, shared_part, subject_part
from services.recommender.rulebook.rule import Rule


class InRuleEngine:
    name = "rule-engine"

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._shared, self._own = (columns(fields) for fields in fields_of(rules))
        self._rules = [
            (
                rule.id,
                rule_engine.Rule(all_of(shared_part(branch), "")),
                rule_engine.Rule(all_of(subject_part(branch), "")) if subject_part(branch) else None,
            )
            for rule in rules
            for branch in rule.branches
        ]

    def fire(self, sheet: FactSheet) -> Firings:
        learner = {name: sheet.shared[fact] for fact, name in self._shared}
        alive = [(identity, own) for identity, shared, own in self._rules if shared.matches(learner)]
        fired = {(identity, "") for identity, own in alive if own is None}
        judged = [(identity, own) for identity, own in alive if own is not None]
        for subject, facts in sheet.subjects.items():
            candidate = {name: facts[fact] for fact, name in self._own}
            fired.update((identity, subject) for identity, own in judged if own.matches(candidate))
        return tuple(sorted(fired))
