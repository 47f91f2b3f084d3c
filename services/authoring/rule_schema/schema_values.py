"""Which values may stand in a rule file? JSON Schemas of texts, numbers, points, and of each fact's values."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.recommender.rulebook.files.parts.conditions import ADMITTED
from services.recommender.rulebook.files.parts.points import MOST_POINTS
from services.recommender.rulebook.files.rule_file import ID
from services.recommender.rulebook.rule import Comparison
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, UNKNOWN, FactField, Kind, Vocabulary

Schema = dict[str, Any]

#: YAML 1.1 reads a bare yes or no as a boolean; the reader takes both spellings, so the schema does.
SPELLINGS = {"yes": ["yes", True], "no": ["no", False]}


TEXT: Schema = {"type": "string", "minLength": 1, "pattern": r"\S"}


KNOWN: Schema = {"type": "boolean", "description": "true where the fact is known, false where it is unknown."}


#: Under which name the comparisons of numbers stand among a schema's definitions.
NUMBER = "number"


WHOLE: Schema = {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}


POINTS: Schema = {"type": "integer", "minimum": -MOST_POINTS, "maximum": MOST_POINTS, "not": {"const": 0}}


RULE_IDS: Schema = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {"type": "string", "pattern": f"^{ID.pattern}$"},
}


def condition_schema(field: FactField) -> Schema:
    if field.kind is Kind.NUMBER:
        return {"description": f"{field.doc} In {field.unit}.", "allOf": [{"$ref": f"#/definitions/{NUMBER}"}]}
    known = words_schema(word for word in field.allowed if word != UNKNOWN)
    literals: dict[Comparison, Schema] = {
        Comparison.EQUALS: words_schema(field.allowed),
        Comparison.NOT_EQUALS: known,
        Comparison.ANY_OF: {"type": "array", "minItems": 1, "items": known},
        Comparison.NONE_OF: {"type": "array", "minItems": 1, "items": known},
        Comparison.KNOWN: KNOWN,
    }
    return {
        "description": field.doc,
        **closed_schema("", {comparison: literals[comparison] for comparison in ADMITTED[Kind.CHOICE]}),
        "minProperties": 1,
    }


def number_schema() -> Schema:
    """Return what every number is compared with; each fact's own schema refers to it."""
    literals = {comparison.value: WHOLE for comparison in ADMITTED[Kind.NUMBER]}
    return {**closed_schema("", {**literals, Comparison.KNOWN: KNOWN}), "minProperties": 1}


def facts_schema(vocabulary: Vocabulary) -> Schema:
    return closed_schema(
        "", {field.full_name: {**value_schema(field), "description": field.doc} for field in vocabulary}
    )


def value_schema(field: FactField) -> Schema:
    if field.kind is Kind.NUMBER:
        return {"anyOf": [WHOLE, {"const": UNKNOWN}]}
    words = words_schema(field.allowed)
    if field.several:
        known = words_schema(word for word in field.allowed if word != UNKNOWN)
        return {"anyOf": [words, {"type": "array", "minItems": 1, "uniqueItems": True, "items": known}]}
    return {"type": "string"} if field.kind is Kind.TEXT else words


def words_schema(words: Iterable[str]) -> Schema:
    return {"enum": [spelling for word in words for spelling in SPELLINGS.get(word, [word])]}


def closed_schema(description: str, members: Mapping[str, Schema], *, required: Iterable[str] = ()) -> Schema:
    """Return the schema of a mapping with these members and no other."""
    schema: Schema = {"description": description} if description else {}
    schema |= {"type": "object", "additionalProperties": False, "properties": dict(members)}
    return schema | ({"required": list(required)} if required else {})
