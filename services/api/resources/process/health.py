"""/healthz and /readyz: is this process up, and can it do its work?"""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound

from services.api.edge.edge_log import HEALTH_ONLY
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.service_kinds import LEDGER_AWAY
from services.api.schemas.answers import StateSchema
from services.ledger.store.errors import LedgerFull

health = Resource("Health", "For load balancers and orchestrators; no key needed. They have a port of their own too.")


def serve_health_only() -> None:
    """Refuse everything else on the port for health checks: whoever may reach that has no business here."""
    if HEALTH_ONLY in request.environ and request.blueprint != health.blueprint.name:
        raise NotFound


@health.operation("GET", "/healthz", answers={200: Answer(description="The process answers.", schema=StateSchema)})
def get_health() -> Any:
    """Ask whether the process is up."""
    return {"status": "up"}


@health.operation(
    "GET",
    "/readyz",
    answers={200: Answer(description="Knowledge and rules are loaded, the ledger answers.", schema=StateSchema)},
    refuses=(LEDGER_AWAY,),
)
def get_readiness() -> Any:
    """Ask whether requests can be served. The process does not start without its knowledge and rules.

    A ledger that is full takes no new profiles, and `intake` says so; what was accepted is worked off and read all the
    same, so requests are to be sent here.
    """
    intake = _intake()
    archive = ports().archive_state()
    # One that is behind holds nothing up: the ledger keeps what it is owed.
    standing = {} if archive is None else {"archive": archive.in_a_word, "archive_owed": str(archive.owed)}
    return {"status": "ready", **intake, **ports().files_state(), **standing}


def _intake() -> dict[str, str]:
    """Say whether new profiles are taken; raise LedgerUnavailable."""
    try:
        ports().ping()
    except LedgerFull as error:
        return {"intake": "full", "intake_detail": str(error)}
    return {"intake": "open"}
