"""What else must hold where a rule fires? What its findings were concluded from, and what its facts say of others."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from services.recommender.rulebook.files.checks.fact_laws import Law, can_ever_be, fact_laws
from services.recommender.rulebook.files.parts.conditions import finding_field
from services.recommender.rulebook.files.satisfiability import (
    admitted,
    conditions_on,
    fields_of,
    findings_waited_for,
    implies,
    possible,
)
from services.recommender.rulebook.rule import Branch, Comparison, Condition, Rule
from services.recommender.rulebook.vocabulary import FactField, Value, Vocabulary

#: How many ways in which one branch can come to hold are looked at; what is true of so many is taken to be true of all.
MOST_WAYS = 200


class Consequences:
    """What follows from the conditions of `rules`, which must be all rules of a book, and what their facts say."""

    def __init__(self, rules: Iterable[Rule], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._concluding: dict[str, list[Branch]] = {}
        for rule in rules:
            for finding in sorted(rule.findings_concluded()):
                self._concluding.setdefault(finding, []).extend(rule.branches)
        concluded = [
            Law(where=branch, follows=(_concluded(finding),))
            for finding, branches in self._concluding.items()
            for branch in branches
        ]
        self._laws = [(frozenset(fields_of(law.where)), law) for law in (*fact_laws(vocabulary), *concluded)]
        self._ways: dict[Branch, tuple[Branch, ...]] = {}

    def ways(self, branch: Branch) -> tuple[Branch, ...]:
        """Return every way in which `branch` can come to hold, each with all that holds then."""
        if branch not in self._ways:
            whole = (self._with_all_that_follows(way) for way in self._resolved(branch, frozenset()))
            self._ways[branch] = tuple(islice((way for way in whole if possible(way)), MOST_WAYS))
        return self._ways[branch]

    def _resolved(self, branch: Branch, seen: frozenset[str]) -> Iterator[Branch]:
        """Yield `branch` joined with each choice of what concludes the findings that it waits for."""
        if not possible(branch):
            return
        waited = [name for name in findings_waited_for(branch) if name not in seen]
        if not waited:
            yield branch
            return
        for chosen in product(*(self._concluding.get(name, []) for name in waited)):
            joined = branch + tuple(condition for part in chosen for condition in part)
            yield from self._resolved(tuple(dict.fromkeys(joined)), seen | frozenset(waited))

    def _with_all_that_follows(self, way: Branch) -> Branch:
        left = self._laws
        while True:
            known = frozenset(fields_of(way))
            met: list[tuple[frozenset[FactField], Law]] = []
            waiting: list[tuple[frozenset[FactField], Law]] = []
            for fields, law in left:
                (met if fields <= known and implies(way, law.where) else waiting).append((fields, law))
            # In the order in which they came, each once.
            longer = tuple(dict.fromkeys((*way, *(condition for _, law in met for condition in law.follows))))
            if longer == way:
                return way
            left, way = waiting, longer


def may_be(field: FactField, way: Branch, around: Iterable[int] = ()) -> frozenset[Value]:
    """Return the values that a fact may have in one of the ways that a branch can come to hold.

    Of numbers those are returned between which something changes, with the whole numbers `around` among them.
    """
    own = conditions_on(field, way)
    edges = (Condition(field=field, comparison=Comparison.EQUALS, literal=value) for value in around)
    return frozenset(value for value in admitted(field, own, (*own, *edges)) if can_ever_be(field, value))


def _concluded(finding: str) -> Condition:
    return Condition(field=finding_field(finding), comparison=Comparison.EQUALS, literal="yes")
