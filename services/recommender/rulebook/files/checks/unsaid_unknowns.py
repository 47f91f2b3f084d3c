"""Does every rule that asks what a fact is not say what an unknown one means?

`none_of` and `not_equals` are silent on the unknown, and read as if they were not: "employers: none of academic" says
nothing of a learner who names no employer. So the rule says which it means: `known: true` beside it keeps the unknown
out, an alternative with `equals: unknown` (of a number: `known: false`) lets it in.
"""

from collections.abc import Iterable, Iterator

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.files.checks.fact_laws import can_ever_be
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import NEGATIONS, Branch, Condition, Rule
from services.recommender.rulebook.vocabulary import UNKNOWN, Kind, Value


def check_negations(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield a problem per negation on a fact that may be unknown, where the rule does not say what that means."""
    for rule in rules:
        for number, branch in enumerate(rule.branches):
            for condition in branch:
                if condition.comparison in NEGATIONS and not _is_said(condition, branch, rule):
                    yield _problem(rule, number, condition)


def _is_said(condition: Condition, branch: Branch, rule: Rule) -> bool:
    unknown = _unknown(condition)
    if unknown not in (None, *condition.field.allowed) or not can_ever_be(condition.field, unknown):
        return True
    others = [other for other in branch if other.field == condition.field and other.comparison not in NEGATIONS]
    if any(not holds(other, unknown) for other in others):
        return True
    return any(
        other.field == condition.field and other.comparison not in NEGATIONS and holds(other, unknown)
        for alternative in rule.branches
        for other in alternative
    )


def _unknown(condition: Condition) -> Value:
    return None if condition.field.kind is Kind.NUMBER else UNKNOWN


def _problem(rule: Rule, number: int, condition: Condition) -> Problem:
    name = condition.field.full_name
    place = f"when.any.{number}" if len(rule.branches) > 1 else "when"
    let_in = "known: false" if condition.field.kind is Kind.NUMBER else "equals: unknown"
    sentence = (
        f"{condition} is silent where it is unknown, and does not say so; add known: true to keep the unknown out, "
        f"or an alternative {{{name}: {{{let_in}}}}} in any to let it in"
    )
    return Problem(file=rule.file, line=0, rule=rule.id, member=f"{place}.{name}", sentence=sentence)
