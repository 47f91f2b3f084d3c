"""Does one reason count twice, or does one rule take back what another gave?

Where one weight always comes with another on the same target, the rule says how the two go together: `instead_of`, so
that only its own points count; or `adds_to`, since it is a reason of its own. What takes back is always `instead_of`.
On another dimension, a weight that looks at a fact more is a reason of its own without saying so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, permutations

from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.files.checks.what_follows import Consequences
from services.recommender.rulebook.files.satisfiability import implies, possible
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Branch, Comparison, Condition, Effect, GradedPoints, Rule, Stage, Weigh
from services.recommender.rulebook.vocabulary import FactField, Group, Kind


@dataclass(frozen=True, kw_only=True)
class _Weight:
    """One weight of a rule: where it comes, as its own branches and as all that holds in each way to come there."""

    rule: Rule
    weigh: Weigh
    branches: tuple[Branch, ...]
    ways: tuple[Branch, ...]

    @property
    def gives(self) -> bool:
        points = self.weigh.points
        return (points.steps[0].points if isinstance(points, GradedPoints) else points) > 0

    @cached_property
    def needed(self) -> tuple[tuple[frozenset[str], Branch], ...]:
        """Its branches, each with the facts that it looks at."""
        return tuple((_facts_in(branch), branch) for branch in self.branches)

    @cached_property
    def known(self) -> tuple[tuple[frozenset[str], Branch], ...]:
        """Its ways, each with the facts that it says something of."""
        return tuple((_facts_in(way), way) for way in self.ways)

    def looks_further_than(self, other: "_Weight") -> bool:
        """Say whether it looks at a fact that `other` does not: on another dimension that is a reason of its own."""
        return not _facts_in(tuple(self.rule.conditions())) <= _facts_in(tuple(other.rule.conditions()))

    def always_comes_with(self, other: "_Weight") -> bool:
        """Say whether `other` comes wherever this does; one that never comes is found elsewhere."""
        return bool(self.ways) and all(
            any(facts <= known and implies(way, branch) for facts, branch in other.needed) for known, way in self.known
        )


def check_weights(
    rules: Sequence[Rule], consequences: Consequences, new: Collection[str] | None = None
) -> Iterator[Problem]:
    """Yield a problem per pair of weights for one reason, with both rules named.

    Where `new` is given, only those that concern one of these rules, and there.
    """
    settled = _settled(rules)
    told: set[frozenset[str]] = set()
    for one, other in _pairs(rules, consequences):
        pair = frozenset({one.rule.id, other.rule.id})
        reported = [each for each in (one, other) if new is None or each.rule.id in new]
        if not reported or pair in told:
            continue
        takes_back = one.gives is not other.gives
        if one.weigh.dimension is not other.weigh.dimension and (takes_back or one.looks_further_than(other)):
            continue
        if pair in settled["instead_of"] or (pair in settled["adds_to"] and not takes_back):
            continue
        if _without_points(one.rule) == _without_points(other.rule) and _are_one(one, other):
            continue
        if one.always_comes_with(other):
            told.add(pair)
            yield _problem(reported[0].rule, _sentence(one, other, reported[0]))
        elif one.weigh.dimension is other.weigh.dimension and not takes_back and (fact := _steps_of(one, other)):
            told.add(pair)
            named = other if reported[0] is one else one
            sentence = (
                f"never comes with {named.rule.id}, which differs in {fact.full_name} only; make one table of points"
            )
            yield _problem(reported[0].rule, sentence)
    for rule in rules:
        if new is None or rule.id in new:
            yield from _under_two_dimensions(rule)


def check_additions(looked_at: Iterable[Rule], rules: Iterable[Rule], consequences: Consequences) -> Iterator[Problem]:
    """Yield a problem per `adds_to` that names a rule with which its own weights do not always come."""
    looked_at = tuple(looked_at)
    named = {frozenset({rule.id, name}) for rule in looked_at for name in rule.adds_to}
    said = ((a, b) for a, b in _pairs(rules, consequences) if frozenset({a.rule.id, b.rule.id}) in named)
    come = {frozenset({a.rule.id, b.rule.id}) for a, b in said if a.always_comes_with(b)}
    for rule in looked_at:
        for index, name in enumerate(rule.adds_to):
            if frozenset({rule.id, name}) not in come:
                sentence = f"none of its weights always comes with one of {name}; remove it"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=f"adds_to.{index}", sentence=sentence)


def _settled(rules: Iterable[Rule]) -> Mapping[str, frozenset[frozenset[str]]]:
    rules = tuple(rules)
    return {
        "instead_of": frozenset(
            frozenset({rule, other}) for rule, others in stand_ins(rules).items() for other in others
        ),
        "adds_to": frozenset(frozenset({rule.id, other}) for rule in rules for other in rule.adds_to),
    }


def _pairs(rules: Iterable[Rule], consequences: Consequences) -> Iterator[tuple[_Weight, _Weight]]:
    """Yield every two weights that can fall on one target, in both orders."""
    kind = consequences.vocabulary[f"{Group.PATH}.kind"]
    weights: dict[Stage, list[_Weight]] = {}
    for rule in rules:
        for weigh in rule.weighs():
            target = (
                ()
                if weigh.path is None
                else (Condition(field=kind, comparison=Comparison.EQUALS, literal=weigh.path.value),)
            )
            ways = (way + target for branch in rule.branches for way in consequences.ways(branch))
            weights.setdefault(rule.stage, []).append(
                _Weight(
                    rule=rule,
                    weigh=weigh,
                    branches=tuple(branch + target for branch in rule.branches),
                    ways=tuple(way for way in ways if possible(way)),
                )
            )
    for of_stage in weights.values():
        yield from ((one, other) for one, other in permutations(of_stage, 2) if one.rule is not other.rule)


def _facts_in(branch: Branch) -> frozenset[str]:
    return frozenset(condition.field.full_name for condition in branch)


def _are_one(one: _Weight, other: _Weight) -> bool:
    """Say whether two weights always come together; of rules that do nothing else either, that is said elsewhere."""
    return one.always_comes_with(other) and other.always_comes_with(one)


def _steps_of(one: _Weight, other: _Weight) -> FactField | None:
    """Return the number by which alone two weights differ that never come together: they are steps of one scale."""
    does_alike = _without_points(one.rule) == _without_points(other.rule)
    if len(one.branches) != 1 or len(other.branches) != 1 or not does_alike:
        return None
    (mine,), (its,) = one.branches, other.branches
    differing = {condition.field for condition in frozenset(mine) ^ frozenset(its)}
    field = differing.pop() if len(differing) == 1 else None
    together = possible(mine + its)
    return field if field is not None and field.kind is Kind.NUMBER and not together else None


def _without_points(rule: Rule) -> frozenset[Effect]:
    return frozenset(replace(one, points=0) if isinstance(one, Weigh) else one for one in rule.effects)


def _under_two_dimensions(rule: Rule) -> Iterator[Problem]:
    for one, other in combinations(rule.weighs(), 2):
        if one.path == other.path and one.dimension is not other.dimension:
            sentence = f"counts one reason for {one.dimension} and for {other.dimension}; keep one, with all the points"
            yield _problem(rule, sentence)


def _sentence(one: _Weight, other: _Weight, reported: _Weight) -> str:
    subject, named = (f"{one.rule.id} ", one.rule.id) if reported is other else ("", other.rule.id)
    said = f"{subject}always comes with {other.rule.id}"
    where = "for " + " and for ".join(sorted({one.weigh.dimension, other.weigh.dimension}))
    if one.gives is not other.gives:
        return f"{said} and takes back what it gives {where}; say instead_of: [{named}], with what is left"
    return (
        f"{said}, and both count {where}; for one reason say instead_of: [{named}], with all the points, or make one "
        f"table of points; for two say adds_to: [{named}]"
    )


def _problem(rule: Rule, sentence: str) -> Problem:
    return Problem(file=rule.file, line=0, rule=rule.id, member="then", sentence=sentence)
