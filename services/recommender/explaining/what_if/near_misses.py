"""Which rules fired, and which were one condition away? What a rule author wants to see of one decision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.recommender.rulebook.engine.plain import FactSheet, holds, subject_part
from services.recommender.rulebook.rule import Condition, Rule
from services.recommender.rulebook.vocabulary import Value


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """A rule that would have fired on `subject` had `condition` held; `value` is what the fact was."""

    rule: Rule
    subject: str
    condition: Condition
    value: Value


def near_misses(rules: Iterable[Rule], sheet: FactSheet) -> Iterator[NearMiss]:
    """Yield every rule, subject and condition where exactly one condition of a branch failed and no branch held."""
    for rule in rules:
        per_subject = any(subject_part(branch) for branch in rule.branches)
        for subject, own in sheet.subjects.items() if per_subject else [("", {})]:
            facts = {**sheet.shared, **own}
            failed = [
                [c for c in branch if not holds(c, facts.get(c.field.full_name, c.field.blank))]
                for branch in rule.branches
            ]
            if all(failed):
                for (condition,) in (branch for branch in failed if len(branch) == 1):
                    value = facts.get(condition.field.full_name, condition.field.blank)
                    yield NearMiss(rule=rule, subject=subject, condition=condition, value=value)
