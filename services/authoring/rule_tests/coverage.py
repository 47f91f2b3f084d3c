"""Which rules, values and boundaries do the rule tests never reach?

A comparison counts as tried with a value only where every other condition of its branch holds: otherwise the case is
decided by something else, and the comparison could say anything without a test noticing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.gate.testing import Case
from services.recommender.rulebook.rule import NEGATIONS, Branch, Comparison, Condition, GradedPoints, Rule
from services.recommender.rulebook.vocabulary import Kind, Value, words_in

#: For each comparison of sizes, how far from the literal the values lie that the boundary runs between.
BOUNDARY = {
    Comparison.AT_LEAST: (0, -1),
    Comparison.AT_MOST: (0, 1),
    Comparison.MORE_THAN: (1, 0),
    Comparison.LESS_THAN: (-1, 0),
}


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One thing that a rule's tests should try. `member` is the condition's fact, or the alternative of `any`."""

    rule: Rule
    member: str
    sentence: str
    reached: bool


def cover(rules: Iterable[Rule], cases: Iterable[Case]) -> list[Demand]:
    """Return every demand on the tests of `rules`, in their order, each with whether `cases` meet it."""
    by_rule: dict[str, list[Case]] = {}
    for case in cases:
        by_rule.setdefault(case.rule.id, []).append(case)
    return [demand for rule in rules for demand in _of(rule, by_rule.get(rule.id, []))]


def _of(rule: Rule, cases: list[Case]) -> Iterator[Demand]:
    if len(rule.branches) > 1:
        for number, branch in enumerate(rule.branches):
            words = " and ".join(str(condition) for condition in branch)
            reached = any(_all_hold(branch, case) for case in cases)
            yield Demand(
                rule=rule,
                member=f"any.{number}",
                sentence=f"alternative {number} never fires ({words})",
                reached=reached,
            )
    for condition in dict.fromkeys(rule.conditions()):
        tried = {
            _value(condition, case)
            for branch in rule.branches
            if condition in branch
            for case in cases
            if _all_hold(tuple(other for other in branch if not _is_aside(other, condition)), case)
        }
        for sentence, reached in _demands_on(condition, tried):
            where = f"{condition}: never tried with {sentence} where everything else holds"
            yield Demand(rule=rule, member=condition.field.full_name, sentence=where, reached=reached)

    for weigh in rule.weighs():
        if isinstance(weigh.points, GradedPoints):
            yield from _demands_on_steps(rule, weigh.points, cases)


def _demands_on_steps(rule: Rule, table: GradedPoints, cases: list[Case]) -> Iterator[Demand]:
    """Yield both sides of every boundary between steps, and one value of each, with what the rule gives there."""
    name = table.by.full_name
    tried = {case.facts.get(name) for case in cases if case.points is not None}
    for before, step in zip((None, *table.steps), table.steps, strict=False):
        sides = (step.start,) if before is None else (step.start - 1, step.start)
        for value in sides:
            reached = value in tried
            if before is None and not reached:
                # Where the first step begins below what the conditions let through, any value on it will do.
                reached = any(isinstance(one, int) and table.at(one) == step.points for one in tried)
            sentence = f"{name}: never tried with {value} in a case that says its points"
            yield Demand(rule=rule, member=name, sentence=sentence, reached=reached)


def _is_aside(other: Condition, condition: Condition) -> bool:
    """Say whether `other` is left aside when `condition` is tried: itself, and a negation beside a plain `known`."""
    beside = condition.comparison is Comparison.KNOWN and other.comparison in NEGATIONS
    return other == condition or (beside and other.field == condition.field)


def _demands_on(condition: Condition, tried: set[Value]) -> Iterator[tuple[str, bool]]:
    """Yield what a condition should be tried with, in words, and whether it was."""
    field, literal = condition.field, condition.literal
    if condition.comparison is Comparison.KNOWN:
        yield "a value that is known", any(holds(condition, value) is literal for value in tried)
        yield "the unknown", any(holds(condition, value) is not literal for value in tried)
    elif field.kind is Kind.NUMBER and isinstance(literal, int):
        if steps := BOUNDARY.get(condition.comparison):
            for step in steps:
                yield f"{literal + step}", literal + step in tried
        else:
            yield f"{literal}", literal in tried
            yield f"{literal - 1} or {literal + 1}", bool({literal - 1, literal + 1} & tried)
    else:
        named = literal if isinstance(literal, tuple) else (literal,)
        for word in named:
            yield f"{word}", any(value == word or word in words_in(value) for value in tried)
        if condition.comparison in {Comparison.EQUALS, Comparison.ANY_OF}:
            yield "another word", any(not holds(condition, value) for value in tried)
        else:
            yield "another word", any(holds(condition, value) for value in tried)


def _all_hold(branch: Branch, case: Case) -> bool:
    return all(holds(condition, _value(condition, case)) for condition in branch)


def _value(condition: Condition, case: Case) -> Value:
    return case.facts.get(condition.field.full_name, condition.field.blank)


@dataclass(frozen=True, kw_only=True)
class Share:
    """How much of what a chapter's tests should try is tried."""

    chapter: str
    rules: int
    reached: int
    demanded: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means everything."""
        return 100 * self.reached // self.demanded if self.demanded else 100


def by_chapter(demands: Iterable[Demand]) -> list[Share]:
    """Return one share per chapter, by name, and last the one of all chapters together, called "all"."""
    demands = list(demands)
    chapters = sorted({demand.rule.chapter for demand in demands})
    return [
        Share(
            chapter=name,
            rules=len({demand.rule.id for demand in own}),
            reached=sum(demand.reached for demand in own),
            demanded=len(own),
        )
        for name, own in [
            *((name, [demand for demand in demands if demand.rule.chapter == name]) for name in chapters),
            ("all", demands),
        ]
    ]
