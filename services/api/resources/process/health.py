"""/healthz and /readyz: is this process up, and can it do its work?"""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound

from services.api.edge.edge_log import HEALTH_ONLY
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems import LEDGER_AWAY, LEDGER_FULL
from services.api.schemas.answers import StateSchema

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
    answers={200: Answer(description="Knowledge and rules are loaded, the ledger takes new work.", schema=StateSchema)},
    refuses=(LEDGER_AWAY, LEDGER_FULL),
)
def get_readiness() -> Any:
    """Ask whether profiles can be taken. The process does not start without its knowledge and rules."""
    ports().ping()
    archive = ports().archive_state()
    # One that is behind holds nothing up: the ledger keeps what it is owed.
    standing = {} if archive is None else {"archive": archive.in_a_word, "archive_owed": str(archive.owed)}
    return {"status": "ready", **ports().files_state(), **standing}
