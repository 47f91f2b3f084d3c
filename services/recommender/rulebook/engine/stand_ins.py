"""Which rules does each rule stand in for? Those it names in `instead_of`, and those that these stand in for."""

from collections.abc import Iterable, Mapping

from services.recommender.rulebook.rule import Rule


def stand_ins(rules: Iterable[Rule]) -> Mapping[str, frozenset[str]]:
    """Return all that each rule stands in for, itself left out; rules that stand in for none are left out too.

    A rule that is not among `rules` is passed over, and so is what it would stand in for.
    """
    named = {rule.id: rule.instead_of for rule in rules}
    return {identity: reached for identity in named if (reached := _reached_from(identity, named))}


def _reached_from(identity: str, named: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = list(named[identity])
    while waiting:
        one = waiting.pop()
        if one in named and one not in reached:
            reached.add(one)
            waiting += named[one]
    return frozenset(reached - {identity})
