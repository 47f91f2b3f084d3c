"""Random facts for given rules: mostly on the boundaries that the rules draw, where a mistake would show."""

import random
from itertools import combinations

from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, UNKNOWN, Kind, Subject, words_joined


class RandomSheets:
    """Makes sheets from a seed. Every number is near one that some rule compares with, or unknown, or extreme."""

    def __init__(self, rules, seed):
        conditions = [condition for rule in rules for condition in rule.conditions()]
        self._chance = random.Random(seed)  # noqa: S311 - facts to test with are no secret
        self._values = {}
        for field in {condition.field for condition in conditions}:
            if field.kind is Kind.NUMBER:
                near = {c.literal + step for c in conditions if c.field == field for step in (-1, 0, 1)}
                self._values[field] = [*sorted(near), None, None, 0, LARGEST_NUMBER, -LARGEST_NUMBER]
            else:
                together = [words_joined(pair) for pair in combinations(sorted(set(field.allowed) - {UNKNOWN}), 2)]
                self._values[field] = [*field.allowed, *(sorted(together) if field.several else ())]
        self._fields = sorted(self._values, key=lambda field: field.full_name)

    def sheet(self, subjects):
        own = [field for field in self._fields if field.subject is not Subject.DECISION]
        shared = [field for field in self._fields if field.subject is Subject.DECISION]
        return FactSheet(
            shared=self._facts(shared), subjects={f"subject {number}": self._facts(own) for number in range(subjects)}
        )

    def _facts(self, fields):
        """One fact in twenty is left out, and so is blank."""
        return {
            field.full_name: self._chance.choice(self._values[field]) for field in fields if self._chance.randrange(20)
        }
