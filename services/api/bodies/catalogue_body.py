"""How is a catalogue sent? Its types and limit, what its columns mean, and what the query may say of its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from flask import Request, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import MultiPartParser

from services.api.bodies.dry_run import asked_yes, query_dry_run
from services.api.bodies.sent_file import read_sent_file
from services.api.ports import ports, settings
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.problems.resource_kinds import CATALOGUE_REFUSED, NOT_A_CATALOGUE
from services.api.schemas.examples import CATALOGUES
from services.api.schemas.members import query
from services.importing.column_mapping import LONGEST_MAPPING, ColumnMapping, read_mapping
from services.importing.drafts import Provenance
from services.importing.formats.csv.template import NAMES
from services.importing.import_report import ImportRejected
from services.importing.known_formats import MEDIA_TYPES, names_of
from services.importing.values.plain_values import read_address
from services.intake.problems import FieldProblem

#: The licence of a source when nobody says it.
LICENCE_UNSAID = "as the client says; not stated when it was posted"

#: The longest text of a query about the source.
LONGEST = 200

#: What a body is to a client: a value that its JSON library writes, or lines of text.
_ONE_VALUE = {"type": ["object", "array"], "items": {"type": "object"}}
#: Of no type: a text is not JSON, and what a generator makes of "no string" is a text again once it is sent.
_LINES: dict[str, Any] = {}

#: A form of more parts is none of ours.
_MOST_PARTS = 10

#: A body of two parts: the catalogue, and beside it what the columns of a sheet mean.
IN_PARTS = "multipart/form-data"

#: Names of the parts; there are no more.
CATALOGUE, COLUMNS = "catalogue", "columns"

_EXAMPLE = (
    '{"columns": {"Course name": "title", "Length (min)": {"column": "hours", "unit": "minutes"}, "Rating": null}, '
    '"always": {"issuer": "Example Academy"}}'
)

BODY: dict[str, Any] = {
    "description": f"{names_of()}; UTF-8. A sheet whose headings nobody knows is sent as {IN_PARTS}, with a second "
    "part that says what its columns mean.",
    "required": True,
    "content": {
        media_type: {"schema": _ONE_VALUE if media_type.endswith(("/json", "+json")) else _LINES}
        | ({"examples": CATALOGUES[media_type]} if media_type in CATALOGUES else {})
        for media_type in MEDIA_TYPES
    }
    | {
        IN_PARTS: {
            "schema": {
                "type": "object",
                "required": [CATALOGUE],
                "additionalProperties": False,
                "properties": {
                    CATALOGUE: {"type": "string", "format": "binary", "description": "The catalogue, as above."},
                    COLUMNS: {
                        "type": "string",
                        "maxLength": LONGEST_MAPPING,
                        "description": "What each heading of a sheet means, and what holds of every row, in JSON or "
                        "YAML: the columns of the template by heading (null: left out), `always` by column.",
                        "examples": [_EXAMPLE],
                    },
                },
            },
        }
    },
}

DRY_RUN = query_dry_run("true only reads and reports.")

#: Whether courses are taken that award nothing.
COURSES = query("courses", "true takes courses as well that award nothing.", enum=["true", "false"], default="false")

#: What may be said of the source of everything in the body.
SOURCE = (
    query("title", "What the source is called; learners read it.", maxLength=LONGEST),
    query("licence", "The licence of the source.", maxLength=LONGEST),
    query("address", "Where the catalogue is published; stands in for credentials without a page.", format="uri"),
)


@dataclass(frozen=True, kw_only=True)
class SentCatalogue:
    """The bytes of a catalogue, and what its columns mean where that was sent with it."""

    raw: bytes
    columns: ColumnMapping | None = None


def read_catalogue_body(asked: Request) -> SentCatalogue:
    """Return what was sent; raise Problem where it has no length, is too long, or is not declared as a catalogue."""
    raw = read_catalogue_bytes(asked, settings().max_catalogue_bytes)
    return sent_catalogue(raw, asked.mimetype, asked.mimetype_params.get("boundary", ""))


def read_catalogue_bytes(asked: Request, longest: int) -> bytes:
    """Return the bytes that were sent; raise Problem as above."""
    return read_sent_file(asked, longest=longest, media_types=(*MEDIA_TYPES, IN_PARTS), otherwise=NOT_A_CATALOGUE)


def sent_catalogue(raw: bytes, mimetype: str, boundary: str) -> SentCatalogue:
    """Return what bytes of a type are; raise Problem."""
    return _in_parts(raw, boundary) if mimetype == IN_PARTS else SentCatalogue(raw=raw)


def _in_parts(raw: bytes, boundary: str) -> SentCatalogue:
    # Nothing of it goes to a disk, as a form's files otherwise do.
    parser = MultiPartParser(lambda *_, **__: BytesIO(), max_form_memory_size=len(raw), max_form_parts=_MOST_PARTS)
    try:
        texts, files = parser.parse(BytesIO(raw), boundary.encode("latin-1", errors="replace"), len(raw))
    except (ValueError, RequestEntityTooLarge):
        raise Problem(INVALID_REQUEST, f"The body is no {IN_PARTS} of the parts {CATALOGUE} and {COLUMNS}.") from None
    sent = {name: text.encode() for name, text in texts.items()} | {name: one.read() for name, one in files.items()}
    unknown = sorted(sent.keys() - {CATALOGUE, COLUMNS})
    if CATALOGUE not in sent or unknown:
        there = ", ".join(sorted(sent))[:200] or "none"
        raise Problem(INVALID_REQUEST, f"The parts must be {CATALOGUE} and, for a sheet, {COLUMNS}; sent: {there}.")
    return SentCatalogue(raw=sent[CATALOGUE], columns=_columns(sent[COLUMNS]) if COLUMNS in sent else None)


def _columns(raw: bytes) -> ColumnMapping:
    try:
        return read_mapping(raw.decode(), f"the part {COLUMNS}", NAMES)
    except UnicodeDecodeError:
        raise Problem(CATALOGUE_REFUSED, f"The part {COLUMNS} is not UTF-8.") from None
    except ImportRejected as error:
        heading, *lines = str(error).splitlines()
        problems = [FieldProblem(pointer="", detail=line.strip()) for line in lines]
        raise Problem(
            CATALOGUE_REFUSED, f"{heading[0].upper()}{heading[1:].rstrip(':')}".rstrip(".") + ".", problems=problems
        ) from None


def asked_courses() -> bool:
    """Say whether the query asks for courses that award nothing; raise Problem."""
    return asked_yes("courses")


def asked_provenance(client: str) -> Provenance:
    """Return what the query says of the source; raise Problem."""
    return provenance_of(asked_source(client))


def asked_source(client: str) -> dict[str, str | None]:
    """Return what the query says of the source, JSON-ready; raise Problem."""
    address = request.args.get("address")
    if address is not None and read_address(address) is None:
        raise Problem(INVALID_REQUEST, "address must begin with https:// or http://.")
    return {
        "title": _words("title", f"Catalogue of {client}"),
        "licence": _words("licence", LICENCE_UNSAID),
        "read_on": ports().today().isoformat(),
        "address": address,
    }


def provenance_of(source: Mapping[str, str | None]) -> Provenance:
    """Return the source that was said."""
    return Provenance(
        title=str(source["title"]),
        licence=str(source["licence"]),
        read_on=date.fromisoformat(str(source["read_on"])),
        address=source["address"],
    )


def _words(name: str, otherwise: str) -> str:
    text = " ".join(request.args.get(name, otherwise).split())
    if not 0 < len(text) <= LONGEST:
        raise Problem(INVALID_REQUEST, f"{name} must be a text of 1 to {LONGEST} characters.")
    return text
