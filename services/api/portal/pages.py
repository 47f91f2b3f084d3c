"""What does whoever runs a receiver see? The endpoint, its webhooks, and what was answered to each attempt."""

from datetime import datetime
from typing import Any

from flask import Blueprint, request

from services.api.portal.guard import by_link, delivery_here, here, rendered
from services.api.ports import ports
from services.ledger.store.errors import NotFound
from services.ledger.waits.holds import wait_of_endpoint
from services.ledger.webhooks.deliveries import History

#: Webhooks of a page; older ones are a page away.
ROWS = 50


def add_to(portal: Blueprint) -> None:
    """Serve the pages."""
    portal.get("/<string:token>")(by_link(show_endpoint))
    portal.get("/<string:token>/webhooks/<string:delivery_id>")(by_link(show_webhook))
    portal.get("/<string:token>/tests/<string:test_id>")(by_link(show_test))


def show_endpoint(token: str) -> Any:
    """Show the endpoint and its newest webhooks, or those up to the moment `until`."""
    endpoint = ports().endpoints.get(here().client, here().endpoint)
    wanted = History(client=here().client, endpoint=here().endpoint, end=_until())
    deliveries = ports().upkeep.deliveries.list(wanted, ROWS + 1)
    standings = ports().upkeep.desk.snapshot().endpoints
    found = [one for one in standings if (one.client, one.endpoint) == (here().client, here().endpoint)]
    return rendered(
        "endpoint.html",
        token=token,
        portal=here(),
        endpoint=endpoint,
        standing=found[0] if found else None,
        wait=wait_of_endpoint(found[0]) if found else None,
        deliveries=deliveries[:ROWS],
        older=deliveries[ROWS] if len(deliveries) > ROWS else None,
        newest_first=_until() is None,
    )


def _until() -> datetime | None:
    try:
        until = datetime.fromisoformat(request.args.get("until", ""))
    except ValueError:
        return None
    return until if until.tzinfo else None


def show_webhook(token: str, delivery_id: str) -> Any:
    """Show one webhook with its attempts."""
    return rendered("webhook.html", token=token, portal=here(), delivery=delivery_here(delivery_id))


def show_test(token: str, test_id: str) -> Any:
    """Show what came of a test event; ask again while nothing has."""
    test = ports().upkeep.tests.result(test_id)
    if test is None or (test.client, test.endpoint) != (here().client, here().endpoint):
        raise NotFound(test_id)
    return rendered("test.html", token=token, portal=here(), attempt=test.attempts[-1] if test.attempts else None)
