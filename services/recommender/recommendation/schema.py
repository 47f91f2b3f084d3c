"""What may a recommendation hold, said so that programs can check it? JSON Schema, derived from the types."""

import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from msgspec import Struct
from msgspec.json import schema_components

from services.recommender.recommendation.document import SCHEMA_VERSION, Recommendation

#: The address that the schema of this major version goes by; it names the schema and need not answer.
ADDRESS = f"urn:credwise:recommendation:{SCHEMA_VERSION.partition('.')[0]}"


def recommendation_schema() -> dict[str, Any]:
    """Return the schema as one document of JSON Schema 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "A recommendation of Credwise",
        "$comment": f"Version {SCHEMA_VERSION}. Members are only ever added within one major version.",
        "$ref": "#/$defs/Recommendation",
        "$defs": recommendation_components("#/$defs/{name}"),
    }


def recommendation_components(ref_template: str) -> Mapping[str, Any]:
    """Return the schema of each part by its name; they refer to each other as `ref_template` ("{name}") says."""
    return components_of(Recommendation, ref_template=ref_template)


def components_of(type_: type[Struct], *, ref_template: str) -> Mapping[str, Any]:
    """Return the schema of a type and of each of its parts by its name, as above."""
    _, components = schema_components((type_,), ref_template=ref_template)
    return {name: schema | _described(schema) for name, schema in components.items()}


def _described(schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the description in paragraphs of one line each, in the words of JSON."""
    said = cleandoc(schema.get("description", ""))
    paragraphs = (" ".join(paragraph.split()) for paragraph in said.split("\n\n"))
    words = "\n\n".join(paragraphs)
    return {"description": re.sub(r"\bNone\b", "null", words)} if said else {}
