"""/v1/catalogues: which credentials of its own does a client add to the shared ones, and which did it add before?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import jsonify, request
from marshmallow.fields import Field

from services.api.bodies.catalogue_body import (
    BODY,
    COURSES,
    DRY_RUN,
    SOURCE,
    asked_courses,
    asked_provenance,
    asked_source,
    read_catalogue_body,
    read_catalogue_bytes,
    sent_catalogue,
)
from services.api.bodies.catalogue_reading import read_catalogue, shown
from services.api.bodies.dry_run import asked_dry_run
from services.api.edge.links import of_import
from services.api.edge.resource import Answer, Resource
from services.api.edge.waiting import PREFER_LATER, PREFER_WAIT, prefers_later, when_settled
from services.api.ports import ports, settings
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import (
    INCOMPLETE_BODY,
    INVALID_REQUEST,
    LENGTH_REQUIRED,
    NOT_FOUND,
    OVER_LIMIT,
    TOO_LARGE,
    TOO_SLOW,
)
from services.api.problems.resource_kinds import CATALOGUE_REFUSED, NOT_A_CATALOGUE, ONE_AT_A_TIME, TOO_MANY
from services.api.problems.service_kinds import BUSY_READING, LEDGER_FULL
from services.api.schemas.catalogue_answers import CatalogueImportSchema, CataloguesSchema, ImportedCatalogueSchema
from services.api.schemas.examples import ACTIVE_CATALOGUES
from services.intake.members import Code
from services.intake.strict_schema import StrictSchema
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.imports.imports import Import, ImportState

catalogues = Resource("Catalogues", "A client's own credentials, which only its own learners are offered.")


@dataclass(frozen=True, kw_only=True)
class WantedCatalogue:
    """The hash of the version to decide with; None for the shared catalogue alone."""

    version: str | None


class WantedCatalogueSchema(StrictSchema):
    """Which version is to be active."""

    value_type = WantedCatalogue

    version = Code(
        "The hash of a version that was posted; null for the shared catalogue alone.",
        "sha256:" + "0" * 64,
        pattern="sha256:[0-9a-f]{64}",
        right="the hash of a version, or null",
    )

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        """Take null, but only where it is said: to do without a catalogue is nothing to be left to an empty body."""
        super().on_bind_field(field_name, field_obj)
        field_obj.allow_none = True


@catalogues.operation(
    "POST",
    "/v1/catalogues",
    takes_long=True,
    needs=Scope.WRITE_CATALOGUES,
    body=BODY,
    parameters=(DRY_RUN, COURSES, *SOURCE, PREFER_LATER),
    answers={
        201: Answer(description="Kept as a version, not active yet.", schema=ImportedCatalogueSchema),
        200: Answer(description="With dry_run: read and reported, not kept.", schema=ImportedCatalogueSchema),
        202: Answer(
            description="It is long, or Prefer says respond-async: it will be read.",
            schema=CatalogueImportSchema,
            headers={"Location": "Where to ask how far it is."},
            leads_to=of_import(),
        ),
    },
    refuses=(
        CATALOGUE_REFUSED,
        INVALID_REQUEST,
        INCOMPLETE_BODY,
        TOO_SLOW,
        LENGTH_REQUIRED,
        TOO_LARGE,
        NOT_A_CATALOGUE,
        BUSY_READING,
        LEDGER_FULL,
        ONE_AT_A_TIME,
        OVER_LIMIT,
        TOO_MANY,
    ),
)
def post_catalogue(*, caller: Caller) -> Any:
    """Read a catalogue and keep it as a version of the client's own."""
    dry_run, provenance, courses = asked_dry_run(), asked_provenance(caller.client), asked_courses()
    if prefers_later() or (request.content_length or 0) > settings().max_catalogue_bytes:
        return _begin(caller.client, dry_run=dry_run, courses=courses)
    shared = ports().advisor.knowledge_with(None)
    sent, most_seconds = read_catalogue_body(request), settings().catalogue_work.total_seconds()
    read = read_catalogue(sent, caller.client, provenance, shared, most_seconds=most_seconds, courses=courses)
    if dry_run:
        return shown(read), 200
    ports().catalogues.put(
        caller.client,
        read.additions.content_hash,
        read.text,
        credentials=len(read.additions.credentials),
        stacks=len(read.additions.stacks),
    )
    return shown(read)


@catalogues.operation(
    "GET",
    "/v1/catalogues",
    needs=Scope.WRITE_CATALOGUES,
    answers={200: Answer(description="The versions, newest first.", schema=CataloguesSchema)},
)
def get_catalogues(*, caller: Caller) -> Any:
    """List the versions of the client's own catalogue."""
    return _versions(caller.client)


@catalogues.operation(
    "PUT",
    "/v1/catalogues/active",
    takes_long=True,
    needs=Scope.WRITE_CATALOGUES,
    takes=WantedCatalogueSchema,
    examples=ACTIVE_CATALOGUES,
    answers={
        200: Answer(description="Profiles accepted from now on are decided with it.", schema=CataloguesSchema),
    },
    refuses=(NOT_FOUND,),
)
def put_active_catalogue(wanted: WantedCatalogue, *, caller: Caller) -> Any:
    """Make a version the active one, bring an earlier one back, or do without."""
    ports().catalogues.activate(caller.client, wanted.version)
    return _versions(caller.client)


def _versions(client: str) -> Mapping[str, Any]:
    versions = ports().catalogues.versions(client)
    return {
        "active": next((version.content_hash for version in versions if version.is_active), None),
        "shared": ports().advisor.knowledge_with(None).catalogue.content_hash,
        "versions": [{"hash": version.content_hash, **vars(version)} for version in versions],
    }


#: What may stand before a JSON document: a byte order mark, and blanks.
_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"


def _begin(client: str, *, dry_run: bool, courses: bool) -> Any:
    raw, boundary = (
        read_catalogue_bytes(request, settings().max_import_bytes),
        request.mimetype_params.get("boundary", ""),
    )
    # What cannot be one is refused at once.
    sent_catalogue(raw, request.mimetype, boundary)
    if request.mimetype.endswith("json") and not raw.lstrip(_BEFORE_JSON).startswith((b"{", b"[")):
        raise Problem(CATALOGUE_REFUSED, "The body is neither a JSON object nor an array.")
    wanted = {
        "mimetype": request.mimetype,
        "boundary": boundary,
        "source": asked_source(client),
        "courses": courses,
        "dry_run": dry_run,
    }
    begun = ports().upkeep.imports.start(client, raw, wanted)
    # Ready-made: its schema is another than that of the first answer.
    answer = jsonify(CatalogueImportSchema().dump(_import(begun)))
    answer.status_code, answer.headers["Location"] = 202, f"/v1/catalogues/imports/{begun.id}"
    return answer


@catalogues.operation(
    "GET",
    "/v1/catalogues/imports/<string:import_id>",
    needs=Scope.WRITE_CATALOGUES,
    parameters=[PREFER_WAIT],
    answers={200: Answer(description="The import as it stands.", schema=CatalogueImportSchema)},
    refuses=(NOT_FOUND,),
)
def get_catalogue_import(*, import_id: str, caller: Caller) -> Any:
    """Ask how far the reading of a long catalogue is, and for its report."""
    return _import(
        when_settled(lambda: ports().upkeep.imports.get(caller.client, import_id), lambda one: one.result is not None)
    )


def _import(found: Import) -> dict[str, Any]:
    is_read = found.state is ImportState.COMPLETED
    return {
        **vars(found),
        "report": found.result if is_read else None,
        "problem": None if is_read else found.result,
        "address": f"{settings().public_url}/v1/catalogues/imports/{found.id}",
    }
