"""In which order do the rules run? Findings in layers, since one may build on another; then candidates; then paths."""

from collections.abc import Iterable, Sequence

from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule, Stage


def layers_of_findings(rules: Iterable[Rule]) -> tuple[tuple[tuple[Rule, ...], ...], list[Problem]]:
    """Split the findings stage into layers: a rule runs after every rule that concludes a finding it looks at.

    Return the layers, first to last, and a problem per rule whose findings wait for one another in a circle.
    """
    waiting = sorted((rule for rule in rules if rule.stage is Stage.FINDINGS), key=lambda rule: rule.id)
    layers: list[tuple[Rule, ...]] = []
    while waiting:
        pending = frozenset[str]().union(*(rule.findings_concluded() for rule in waiting))
        ready = tuple(rule for rule in waiting if not rule.findings_used() & pending)
        if not ready:
            return tuple(layers), [_circle(rule, pending) for rule in waiting]
        layers.append(ready)
        waiting = [rule for rule in waiting if rule not in ready]
    return tuple(layers), []


def _circle(rule: Rule, pending: frozenset[str]) -> Problem:
    waits_for = ", ".join(sorted(rule.findings_used() & pending))
    sentence = f"waits for {waits_for}, which is concluded only by rules that wait in the same circle; break it"
    return Problem(file=rule.file, line=1, rule=rule.id, member="when", sentence=sentence)


def at_stage(rules: Sequence[Rule], stage: Stage) -> tuple[Rule, ...]:
    """Return the rules of one stage in the order of their ids."""
    return tuple(sorted((rule for rule in rules if rule.stage is stage), key=lambda rule: rule.id))
