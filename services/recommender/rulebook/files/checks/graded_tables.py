"""Does a table of points have a step for every value that the rule lets through, and is every step reached?"""

from collections.abc import Iterable, Iterator

from services.recommender.rulebook.files.checks.what_follows import Consequences, may_be
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import GradedPoints, Rule, Weigh


def check_tables(rules: Iterable[Rule], consequences: Consequences) -> Iterator[Problem]:
    """Yield a problem per table with a gap, and per step that no value reaches."""
    for rule in rules:
        for index, effect in enumerate(rule.effects):
            if isinstance(effect, Weigh) and isinstance(effect.points, GradedPoints):
                for sentence in faults_in_table(effect.points, rule, consequences):
                    member = f"then.{index}.weigh.points"
                    yield Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=sentence)


def faults_in_table(table: GradedPoints, rule: Rule, consequences: Consequences) -> Iterator[str]:
    """Yield what is wrong between a table and the conditions of its rule, in words."""
    name, starts = table.by.full_name, [step.start for step in table.steps]
    values = [
        value
        for branch in rule.branches
        for way in consequences.ways(branch)
        for value in may_be(table.by, way, starts)
    ]
    numbers = sorted({value for value in values if isinstance(value, int)})
    if None in values:
        yield f"has no points where {name} is unknown; let when ask that it is known, or at least {starts[0]}"
    if numbers and numbers[0] < starts[0]:
        yield f"has no step for {name} below {starts[0]}, which when lets through; add one, or keep it out by when"
    for start, end in zip(starts, (*starts[1:], None), strict=True):
        if not any(start <= number and (end is None or number < end) for number in numbers):
            yield f"has a step from {start} that {name} never reaches where when holds; remove it"
