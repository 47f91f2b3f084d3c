"""/healthz and /readyz: is this process up, and can it do its work?"""

from typing import Any

from services.api.ports import ports
from services.api.problems import LEDGER_AWAY, LEDGER_FULL
from services.api.resource import Answer, Resource
from services.api.schemas.answers import StateSchema

health = Resource("Health", "For load balancers and orchestrators; no key needed.")


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
    return {"status": "ready", **ports().files_state()}
