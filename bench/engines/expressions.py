"""How zen-engine and rule-engine, whose expressions look alike, are told a condition."""

from collections.abc import Sequence

from engines import admitted, name_of
from services.recommender.rulebook.rule import Comparison, Condition
from services.recommender.rulebook.vocabulary import Kind

OPERATORS = {
    Comparison.AT_LEAST: ">=",
    Comparison.AT_MOST: "<=",
    Comparison.MORE_THAN: ">",
    Comparison.LESS_THAN: "<",
    Comparison.EQUALS: "==",
    Comparison.NOT_EQUALS: "!=",
}


def all_of(conditions: Sequence[Condition], prefix: str) -> str:
    """Return the expression that says whether all `conditions` hold; facts are named `prefix` and their name."""
    return " and ".join(said(condition, f"{prefix}{name_of(condition.field)}") for condition in conditions) or "true"


def said(condition: Condition, fact: str) -> str:
    if condition.field.kind is Kind.NUMBER:
        if condition.comparison is Comparison.KNOWN:
            return f"{fact} {'!=' if condition.literal else '=='} null"
        return f"{fact} != null and {fact} {OPERATORS[condition.comparison]} {condition.literal}"
    words = admitted(condition)
    if len(words) == 1:
        return f"{fact} == '{words[0]}'"
    return f"{fact} in [{', '.join(repr(word) for word in words)}]"
