"""Which changes of a profile may be tried? Its members as a merge patch has them, described from the profile's schema.

In a merge patch (RFC 7396) no member is required, an object within one is changed member by member, and null leaves out
what may be left out. What holds of several members at once is not said: it turns on the profile that is changed.
"""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema
from marshmallow.fields import Field

from services.intake.members import Part
from services.intake.profile_schema import ProfileSchema
from services.reading.posted_question import Change

_NULL = {"type": "null"}


def describe_changes(spec: APISpec, converter: OpenAPIConverter) -> None:
    """Have members that are changes described as ones of the profile."""

    def described(_: object, field: Field[Any], **__: object) -> dict[str, object]:
        return {"$ref": _described(spec, converter, ProfileSchema(), "Profile")} if isinstance(field, Change) else {}

    converter.add_attribute_function(described)  # type: ignore[no-untyped-call] # apispec's own


def _described(spec: APISpec, converter: OpenAPIConverter, schema: Schema, name: str) -> str:
    """Describe the changes of an object, once, and return where."""
    name = f"{name}Change"
    if name not in spec.components.schemas:
        members = {member: _changed(spec, converter, field) for member, field in schema.fields.items()}
        changed = {"type": "object", "properties": members, "additionalProperties": False}
        spec.components.schema(name, changed | ({"minProperties": 1} if isinstance(schema, ProfileSchema) else {}))
    return f"#/components/schemas/{name}"


def _changed(spec: APISpec, converter: OpenAPIConverter, field: Field[Any]) -> dict[str, Any]:
    about = {"description": field.metadata["description"]}
    if isinstance(field, Part):
        part = field.schema
        described = {"$ref": _described(spec, converter, part, type(part).__name__.removesuffix("Schema"))}
    else:
        described = converter.field2property(field)
        if field.allow_none:
            return described
        described.pop("description")
    return about | (described if field.required else {"anyOf": [described, _NULL]})
