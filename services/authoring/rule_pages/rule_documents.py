"""What do rules and vocabulary look like as data, for programs that show or check them? JSON-ready documents."""

from typing import Any

from msgspec import to_builtins

from services.recommender.explaining.rests_on import source_told
from services.recommender.paths import PathKind
from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.parts.conditions import ADMITTED
from services.recommender.rulebook.files.parts.effects import READERS
from services.recommender.rulebook.rule import (
    Ask,
    Caution,
    Conclude,
    Condition,
    Dimension,
    Effect,
    GradedPoints,
    Rule,
    RuleOut,
    Weigh,
)
from services.recommender.rulebook.vocabulary import FactField, Vocabulary

Document = dict[str, Any]


def rule_document(rule: Rule, wording: Wording) -> Document:
    """Return a rule with its conditions and effects as data.

    `when` is a list of alternatives; the rule fires when all conditions of one of them hold.
    """
    return {
        "id": rule.id,
        "chapter": rule.chapter,
        "title": rule.title,
        "rationale": rule.rationale,
        "stage": rule.stage.value,
        "sources": [to_builtins(source_told(source)) for source in rule.sources],
        "when": [[_condition(condition) for condition in branch] for branch in rule.branches],
        "instead_of": list(rule.instead_of),
        "adds_to": list(rule.adds_to),
        "then": [_effect(effect, wording) for effect in rule.effects],
        "because": rule.because,
    }


def vocabulary_document(vocabulary: Vocabulary) -> Document:
    """Return every fact that rules may speak of, and the closed lists of dimensions, paths and effects."""
    return {
        "facts": [_fact(field) for field in vocabulary],
        "dimensions": [dimension.value for dimension in Dimension],
        "paths": [path.value for path in PathKind],
        "effects": list(READERS),
    }


def _condition(condition: Condition) -> Document:
    literal = condition.literal
    value = list(literal) if isinstance(literal, tuple) else literal
    return {"fact": condition.field.full_name, "comparison": condition.comparison.value, "value": value}


def _effect(effect: Effect, wording: Wording) -> Document:
    """Return the effect's members; those of a caution or question with the sentence that the learner reads."""
    match effect:
        case Conclude(finding=finding):
            return {"effect": "conclude", "finding": finding}
        case Weigh(dimension=dimension, points=points, path=path):
            return {"effect": "weigh", "path": path, "dimension": dimension, **_points(points)}
        case RuleOut(path=path):
            return {"effect": "rule_out", "path": path}
        case Caution(code=code, path=path):
            return {"effect": "caution", "path": path, "code": code, "text": wording.cautions[code]}
        case Ask(code=code, path=path):
            return {"effect": "ask", "path": path, "code": code, "text": wording.questions[code]}


def _points(points: int | GradedPoints) -> Document:
    """Return whole points, or none and the table by which they are graded."""
    if isinstance(points, int):
        return {"points": points}
    steps = [{"from": step.start, "points": step.points} for step in points.steps]
    return {"points": None, "graded_points": {"by": points.by.full_name, "steps": steps}}


def _fact(field: FactField) -> Document:
    return {
        "name": field.full_name,
        "about": field.subject.value,
        "kind": field.kind.value,
        "unit": field.unit or None,
        "decimals": field.decimals,
        "allowed": list(field.allowed),
        "may_be_unknown": field.may_be_unknown,
        "former_names": list(field.former_names),
        "comparisons": [comparison.value for comparison in ADMITTED[field.kind]],
        "meaning": field.doc,
    }
