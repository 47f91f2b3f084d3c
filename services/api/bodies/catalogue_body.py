"""How is a catalogue sent? Its types, its own limit, and what the query may say of its source."""

from typing import Any

from flask import Request, request

from services.api.bodies.sent_file import read_sent_file
from services.api.dry_run import asked_yes, query_dry_run
from services.api.ports import ports, settings
from services.api.problems import INVALID_REQUEST, NOT_A_CATALOGUE, Problem
from services.api.schemas.examples import CATALOGUES
from services.api.schemas.members import query
from services.importing.drafts import Provenance
from services.importing.known_formats import MEDIA_TYPES, names_of
from services.importing.values.plain_values import read_address

#: The licence of a source when nobody says it.
LICENCE_UNSAID = "as the client says; not stated when it was posted"

#: The longest text of a query about the source.
LONGEST = 200

#: What a body is to a client: a value that its JSON library writes, or lines of text.
_ONE_VALUE = {"type": ["object", "array"]}
_LINES = {"type": "string"}

BODY: dict[str, Any] = {
    "description": f"{names_of()}; UTF-8.",
    "required": True,
    "content": {
        media_type: {"schema": _ONE_VALUE if media_type.endswith(("/json", "+json")) else _LINES}
        | ({"examples": CATALOGUES[media_type]} if media_type in CATALOGUES else {})
        for media_type in MEDIA_TYPES
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


def read_catalogue_body(asked: Request) -> bytes:
    """Return the body's bytes; raise Problem where it has no length, is too long, or is not declared as a catalogue."""
    longest = settings().max_catalogue_bytes
    return read_sent_file(asked, longest=longest, media_types=MEDIA_TYPES, otherwise=NOT_A_CATALOGUE)


def asked_courses() -> bool:
    """Say whether the query asks for courses that award nothing; raise Problem."""
    return asked_yes("courses")


def asked_provenance(client: str) -> Provenance:
    """Return what the query says of the source; raise Problem."""
    address = request.args.get("address")
    if address is not None and read_address(address) is None:
        raise Problem(INVALID_REQUEST, "address must begin with https:// or http://.")
    return Provenance(
        title=_words("title", f"Catalogue of {client}"),
        licence=_words("licence", LICENCE_UNSAID),
        read_on=ports().today(),
        address=address,
    )


def _words(name: str, otherwise: str) -> str:
    text = " ".join(request.args.get(name, otherwise).split())
    if not 0 < len(text) <= LONGEST:
        raise Problem(INVALID_REQUEST, f"{name} must be a text of 1 to {LONGEST} characters.")
    return text
