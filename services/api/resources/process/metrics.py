"""GET /metrics: how does the ledger stand, in Prometheus's words? Read from Redis at each scrape, so always exact."""

from typing import Any

from flask import Response
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from services.api.edge.auth import authenticate
from services.api.edge.resource import Answer, Resource
from services.api.metrics.collector import LedgerCollector, LedgerStanding, OwnState
from services.api.ports import ports, settings
from services.api.problems.problem import Problem
from services.ledger.accounts.clients import Scope
from services.ledger.store.errors import LedgerError, LedgerUnavailable

metrics = Resource(
    "Metrics",
    "For Prometheus; a key with the scope ops:read unless the operator made it public. While the ledger is away no key "
    "can be checked, and anybody is told that it is, as by /readyz.",
)


@metrics.operation(
    "GET",
    "/metrics",
    may_need=Scope.READ_OPERATIONS,
    answers={200: Answer(description="Metrics, as text.", schema={"type": "string"}, media_type="text/plain")},
)
def get_metrics() -> Any:
    """Read the metrics. A ledger that is away is a metric, not a failure: the alert on it reads this."""
    registry = CollectorRegistry(auto_describe=False)
    own = OwnState(files=ports().files_state(), rules=tuple(ports().rules()))
    registry.register(LedgerCollector(_standing(), shed_above_percent=settings().shed_above_percent, own=own))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _standing() -> LedgerStanding | None:
    """Look at the ledger for whoever may know; None where it does not answer, which anybody may know."""
    try:
        if not settings().metrics_public:
            _authenticate()
        return LedgerStanding(snapshot=ports().snapshot(), accepting=_is_accepting())
    except LedgerUnavailable:
        return None


def _authenticate() -> None:
    """Raise Problem for whoever may not read this while the ledger answers, LedgerUnavailable while it does not.

    A request without a key, or with one that is malformed, is refused without the ledger; so the ledger is asked
    whether it answers before the key is missed. Reading is tried only where no work is taken.
    """
    try:
        authenticate(Scope.READ_OPERATIONS)
    except Problem:
        if not _is_accepting():
            ports().snapshot()
        raise


def _is_accepting() -> bool:
    """Tell whether new work would be taken now."""
    try:
        ports().ping()
    except LedgerError:
        return False
    return True
