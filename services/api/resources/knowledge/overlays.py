"""/v1/overlay: what does a client change of the rulebook, and what did it change before?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields

from services.api.bodies.dry_run import asked_dry_run, query_dry_run
from services.api.bodies.overlay_problems import RuleProblem, rule_problems
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND, OVER_LIMIT
from services.api.problems.resource_kinds import OVERLAY_REFUSED
from services.api.problems.service_kinds import LEDGER_FULL
from services.api.schemas.examples import OVERLAYS
from services.api.schemas.rule_answers import OverlaySchema
from services.intake.members import Code
from services.intake.problems import FieldProblem
from services.intake.strict_schema import StrictSchema, as_a_whole, given
from services.ledger.accounts.clients import Caller, Scope
from services.recommender.rulebook.overlays.inspection import OverlayInspection, inspect_overlay
from services.recommender.rulebook.overlays.overlay import Overlay
from services.recommender.rulebook.overlays.reading import Files, hash_of_overlay, read_overlay
from services.recommender.rulebook.problems import RulebookError

overlays = Resource("Overlay", "What a client changes of the rulebook, for its own learners only.")

DRY_RUN = query_dry_run("true only checks and tests; what was active stays active.")

#: The most files of one overlay: as many as its rules and their tests can be.
MOST_FILES = 500


class TextFiles(fields.Field[Any]):
    """An object whose members are files: the name, and the text in it."""

    def _deserialize(self, value: Any, *_rest: Any, **_more: Any) -> Mapping[str, str]:
        if not isinstance(value, dict) or not value:
            raise ValidationError('must be an object of texts by file name, like {"overlay.yaml": "switch_off: [...]"}')
        if len(value) > MOST_FILES:
            raise ValidationError(f"has {len(value)} files; at most {MOST_FILES} are taken")
        wrong = {name: ["must be the file's text"] for name, text in value.items() if not isinstance(text, str)}
        if wrong:
            raise ValidationError(wrong)
        return value


@dataclass(frozen=True, kw_only=True)
class WantedOverlay:
    """The files of an overlay, or the hash of a version that was put before."""

    files: Mapping[str, str] | None = None
    version: str | None = None


class WantedOverlaySchema(StrictSchema):
    """The overlay to be active from now on: its files, or the version to bring back."""

    value_type = WantedOverlay
    rules = ({"oneOf": [given("files"), given("version")]},)

    files = TextFiles(
        metadata={
            "description": "The text of each file by its name, as in a folder: overlay.yaml, chapter/rule.yaml.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": MOST_FILES,
            "additionalProperties": {"type": "string"},
        }
    )
    version = Code(
        "The hash of a version that was put before, instead of files.",
        "sha256:" + "0" * 64,
        pattern="sha256:[0-9a-f]{64}",
        right="the hash of a version",
    )

    @as_a_whole
    def require_one_of_the_two(self, _members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        if (sent.get("files") is None) == (sent.get("version") is None):
            raise ValidationError("give either files or the version to bring back")

    def further(self, read: Mapping[str, Any]) -> Iterable[FieldProblem]:
        files = read.get("files")
        return _problems_of(_inspected(files)) if files else ()


@overlays.operation(
    "PUT",
    "/v1/overlay",
    needs=Scope.WRITE_RULES,
    takes=WantedOverlaySchema,
    examples=OVERLAYS,
    parameters=(DRY_RUN,),
    answers={
        200: Answer(
            description="Active: profiles accepted from now on are decided with it. With dry_run: it could be, and "
            "nothing was changed; the versions are those there are.",
            schema=OverlaySchema,
            leads_to={"get-overlay": {}, "delete-overlay": {}},
        )
    },
    refuses=(OVERLAY_REFUSED, INVALID_REQUEST, NOT_FOUND, LEDGER_FULL, OVER_LIMIT),
    takes_long=True,
)
def put_overlay(wanted: WantedOverlay, *, caller: Caller) -> Any:
    """Check and test an overlay and make it the active one, or bring an earlier one back."""
    dry_run = asked_dry_run()
    files = _files(wanted, caller.client)
    found = _inspected(files)
    overlay = found.overlay
    if overlay is None or found.problems:
        count = "one problem" if len(found.problems) == 1 else f"{len(found.problems)} problems"
        raise Problem(OVERLAY_REFUSED, f"The overlay has {count}; fix what is listed.", problems=_problems_of(found))
    if not dry_run:
        ports().overlays.put(caller.client, overlay.content_hash, files)
    return _shown(files, caller.client) | {"changes": _changes(overlay), "problems": []}


@overlays.operation(
    "GET",
    "/v1/overlay",
    needs=Scope.WRITE_RULES,
    answers={200: Answer(description="The active overlay, and the versions before it.", schema=OverlaySchema)},
)
def get_overlay(*, caller: Caller) -> Any:
    """Look at the client's overlay."""
    files = ports().overlays.active_files(caller.client)
    shown = _shown(files, caller.client)
    if files is None:
        return shown
    try:
        overlay = read_overlay(files, ports().advisor.rulebook_with(None))
    except RulebookError as error:
        return shown | {"problems": rule_problems(error)}
    return shown | {"changes": _changes(overlay)}


@overlays.operation(
    "DELETE",
    "/v1/overlay",
    needs=Scope.WRITE_RULES,
    answers={204: Answer(description="Profiles accepted from now on are decided by the rulebook as it is.")},
)
def delete_overlay(*, caller: Caller) -> Any:
    """Do without an overlay; what was accepted before is still decided with it."""
    ports().overlays.deactivate(caller.client)


def _inspected(files: Files) -> OverlayInspection:
    return inspect_overlay(files, ports().advisor.rulebook_with(None), today=ports().today())


def _problems_of(found: OverlayInspection) -> list[RuleProblem]:
    return rule_problems(RulebookError(found.problems, "overlay")) if found.problems else []


def _files(wanted: WantedOverlay, client: str) -> Files:
    if wanted.version is not None:
        return ports().overlays.files(client, wanted.version)
    return wanted.files or {}


def _shown(files: Files | None, client: str) -> dict[str, Any]:
    """Return the active files and the versions; what they change is another question."""
    versions = [
        {"hash": version.content_hash, "put_at": version.put_at, "is_active": version.is_active}
        for version in ports().overlays.versions(client)
    ]
    named = None if files is None else hash_of_overlay(files)
    return {"hash": named, "files": files or {}, "changes": None, "problems": [], "versions": versions}


def _changes(overlay: Overlay) -> dict[str, Any]:
    declaration = overlay.declaration
    return {
        "rules_added": [rule.id for rule in overlay.added],
        "rules_switched_off": sorted(declaration.switched_off),
        "rules_with_other_points": sorted(declaration.repointed),
        "rules_silenced": list(overlay.silenced),
        "cultures": {
            code: {"culture": said.culture.value, "source": said.source} for code, said in declaration.cultures.items()
        },
        "country": declaration.country,
    }
