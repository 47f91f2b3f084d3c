"""What do answers about a client's own catalogue look like? Schemas that write them and describe them for OpenAPI."""

from typing import Any

from marshmallow import Schema, fields

from services.api.schemas.answers import ProblemSchema, _moment
from services.ledger.imports.imports import ImportState

#: A hash as examples show it.
_HASH = "sha256:90ab"


def _text(description: str, example: str, **more: Any) -> fields.String:
    return fields.String(metadata={"description": description, "examples": [example]}, **more)


def _count(description: str) -> fields.Integer:
    return fields.Integer(metadata={"description": description, "examples": [12]})


class ImportNoteSchema(Schema):
    place = _text("Where it stands: the line, or the node.", "the body, line 7")
    what = _text("The title or value meant.", "Welding, basic")
    why = _text("What was done, and why.", "is no length of time; the duration is not known")


def _notes(description: str) -> fields.List[Any]:
    return fields.List(fields.Nested(ImportNoteSchema), metadata={"description": description})


class ImportCountsSchema(Schema):
    """How many notes there are, those that are not listed included."""

    taken = _count("Notes of what was taken.")
    mended = _count("Notes of what was repaired.")
    skipped = _count("Notes of what was left out.")


class ImportedCatalogueSchema(Schema):
    """What was read of a catalogue."""

    hash = _text("The hash of the version.", _HASH)
    credentials = _count("Credentials in it.")
    stacks = _count("Stacks in it.")
    counts = fields.Nested(ImportCountsSchema, metadata={"description": "How many notes the import made of each sort."})
    taken = _notes("What is in the catalogue now, up to 1,000.")
    mended = _notes("What was taken after a repair, or without a part that could not be read, up to 1,000.")
    skipped = _notes("What was left out, up to 1,000.")
    columns = _notes("What each column of a sheet became.")
    unused = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={
            "description": "Members of the documents that nothing was read from, and how often each stood there; "
            "the 200 most frequent.",
            "example": {"aggregateRating": 12},
        },
    )


class CatalogueVersionSchema(Schema):
    hash = _text("The hash of the version.", _HASH)
    credentials = _count("Credentials in it.")
    stacks = _count("Stacks in it.")
    put_at = fields.DateTime(format="iso", metadata={"description": "When it was last posted."})
    is_active = fields.Boolean(metadata={"description": "Whether it is the active one."})


class CataloguesSchema(Schema):
    """The versions of the client's own catalogue."""

    active = _text("The hash of the active version; null for the shared catalogue alone.", _HASH, allow_none=True)
    shared = _text("The hash of the shared catalogue, over which it lies.", "sha256:5f0c")
    versions = fields.List(
        fields.Nested(CatalogueVersionSchema), metadata={"description": "Those that can be made active, newest first."}
    )


class CatalogueImportSchema(Schema):
    """The reading of a long catalogue."""

    id = _text("The import's id.", "import_8c1e4c0b2f3a4d5e6f70")
    state = fields.Enum(
        ImportState,
        by_value=True,
        metadata={"description": "completed: it is a version of your own. failed: nothing of it was kept."},
    )
    created_at = _moment("When it was accepted.")
    started_at = _moment("When its reading began, for the last time; null before.")
    finished_at = _moment("When it was read; null before.")
    things = _count("How many rows, nodes and words were read so far.")
    report = fields.Nested(
        ImportedCatalogueSchema, allow_none=True, metadata={"description": "What was read, once it is completed."}
    )
    problem = fields.Nested(
        ProblemSchema, allow_none=True, metadata={"description": "Why nothing was kept, where it failed."}
    )
    address = _text("Where to ask for it.", "https://credwise.example.org/v1/catalogues/imports/import_8c1e4c0b")
