"""Which rules fire, looked up: for a decision that is tried again and again with one thing changed.

Every way for a rule to fire, a branch, has a bit of its own. Each value of each fact lets some branches through: those
whose conditions on that fact hold, and those with none. What every fact lets through fires. So facts that did not
change need not be looked at again, and a changed one is looked up: nothing is compared twice.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from services.recommender.rulebook.engine.encoding import EngineError
from services.recommender.rulebook.engine.plain import holds, subject_part
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.rule import Condition, Rule
from services.recommender.rulebook.vocabulary import FactField, Value, words_joined

#: Sets of branches of which the rules are remembered, for as long as the rulebook is in force.
MOST_REMEMBERED = 65_536

#: Values of one fact that are remembered; of words there are few, of numbers many.
MOST_VALUES = 4_096

#: What a fact may be as its record has it: several words at once are a set there.
Held = Value | frozenset[str]


class Column(dict[Held, int]):
    """The branches that each value of one fact lets through; looked up as in a dictionary. Raises EngineError."""

    def __init__(self, field: FactField, conditions: Sequence[tuple[int, Condition]], every: int) -> None:
        """Take the conditions on the field, each with the bit of its branch, and the bits of all branches."""
        super().__init__()
        self.field, self._conditions, self._every = field, conditions, every

    def __missing__(self, value: Held) -> int:
        if len(self) >= MOST_VALUES:
            self.clear()
        found = self[value] = self._letting_through(words_joined(value) if isinstance(value, frozenset) else value)
        return found

    def _letting_through(self, value: Value) -> int:
        if fault := self.field.fault_in(value):
            raise EngineError(f"{self.field.full_name} {fault}; no fact outside the vocabulary may reach the rules")
        stopped = 0
        for bit, condition in self._conditions:
            if not holds(condition, value):
                stopped |= bit
        return self._every & ~stopped


class Lookup:
    """Some rules, looked up instead of run; it fires what the engine and the plain evaluator fire."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        branches = [(rule, branch) for rule in rules for branch in rule.branches]
        self.every = (1 << len(branches)) - 1
        self._rules = tuple(rule.id for rule, _ in branches)
        self._stand_ins = stand_ins(rules)
        self._of_subjects = sum(1 << place for place, (_, branch) in enumerate(branches) if subject_part(branch))
        asked: defaultdict[FactField, list[tuple[int, Condition]]] = defaultdict(list)
        for place, (_, branch) in enumerate(branches):
            for condition in branch:
                asked[condition.field].append((1 << place, condition))
        self.columns = {field.full_name: Column(field, on_it, self.every) for field, on_it in asked.items()}
        self._counting = lru_cache(MOST_REMEMBERED)(self._count)

    def rules_on(self, shared: int, subjects: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
        """Return the rules that count by subject, on the decision under "", as the engine's `rules_on` does.

        `shared` are the branches that the facts of the decision let through, `subjects` those that each subject's do.
        """
        on_decision, on_subjects = shared & ~self._of_subjects, shared & self._of_subjects
        found = {"": self._counting(on_decision, 0)}
        for subject, own in subjects.items():
            found[subject] = self._counting(on_subjects & own, on_decision)
        return found

    def let_through(self, facts: Mapping[str, Value]) -> int:
        """Return the branches that `facts` let through; what is missing of them lets all through."""
        through = self.every
        for name, column in self.columns.items():
            if name in facts:
                through &= column[facts[name]]
        return through

    def _count(self, fired: int, beside: int) -> tuple[str, ...]:
        """Return the rules of branches that `fired`, sorted, but for those that others stand in for.

        `beside` are the branches that fired on the whole decision: they stand in on every subject.
        """
        rules = self._rules_of(fired)
        replaced = frozenset[str]().union(
            *(self._stand_ins.get(rule, frozenset()) for rule in rules | self._rules_of(beside))
        )
        return tuple(sorted(rules - replaced))

    def _rules_of(self, branches: int) -> frozenset[str]:
        return frozenset(rule for place, rule in enumerate(self._rules) if branches >> place & 1)
