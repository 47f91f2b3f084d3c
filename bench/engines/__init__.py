"""The engines that one would pick instead, each driven as fast as its documentation shows; one module per engine.

Each is made once from the same rules, and is then given facts as Python dictionaries and asked for firings as Python
tuples. Whatever an engine wants done in between (facts as its own objects, unknowns in its own form) counts.
"""

from collections.abc import Sequence

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.rule import Condition, Rule
from services.recommender.rulebook.vocabulary import FactField, Subject

#: (rule, subject) pairs in order; the subject of a rule that looks at no candidate is "".
Firings = tuple[tuple[str, str], ...]


def fields_of(rules: Sequence[Rule]) -> tuple[list[FactField], list[FactField]]:
    """Return the fields that `rules` look at: those of the decision, and those of a candidate or path."""
    fields = sorted({c.field for rule in rules for c in rule.conditions()}, key=lambda field: field.full_name)
    return (
        [field for field in fields if field.subject is Subject.DECISION],
        [field for field in fields if field.subject is not Subject.DECISION],
    )


def columns(fields: Sequence[FactField]) -> list[tuple[str, str]]:
    """Return for each field its name in our facts and in an engine's, put together once and not for every fact."""
    return [(field.full_name, name_of(field)) for field in fields]


def name_of(field: FactField) -> str:
    return field.full_name.replace(".", "_")


def admitted(condition: Condition) -> list[str]:
    """Return the words of a choice that `condition` lets through."""
    return [word for word in condition.field.allowed if holds(condition, word)]
