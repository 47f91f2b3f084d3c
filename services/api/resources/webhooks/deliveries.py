"""/v1/deliveries: which webhooks went to an endpoint, what came of each attempt, and may they be sent again?"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import request

from services.api.edge.auth import require
from services.api.edge.links import of_delivery, of_endpoint
from services.api.edge.resource import Answer, Resource
from services.api.lists.cursors import CURSOR, asked_place, cursor_of
from services.api.lists.expanding import EXPAND_RECOMMENDATION, asked_to_expand, whole_recommendations
from services.api.ports import ports
from services.api.problems.request_kinds import INVALID_REQUEST, MISSING_SCOPE, NOT_FOUND
from services.api.problems.resource_kinds import CANNOT_BE_AGAIN
from services.api.problems.service_kinds import ARCHIVE_AWAY, LEDGER_FULL
from services.api.schemas.answers import DeliverySchema
from services.api.schemas.delivery_answers import DeliveriesSchema, ResendingSchema
from services.api.schemas.members import LIMIT, Moment, YesNo, asked_limit, asked_moment, query
from services.intake.members import OneOf, WholeNumber
from services.intake.strict_schema import StrictSchema
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.resend_batches import PER_SECOND, Selection
from services.ledger.work.jobs import JobState

deliveries = Resource("Deliveries", "The webhooks that were sent, what came of each attempt, and sending them again.")


class Sendable(StrEnum):
    """The states in which a delivery can be sent again."""

    COMPLETED = "completed"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class WantedResending:
    """Which of an endpoint's deliveries a client wants sent again, and whether it wants them counted only."""

    since: datetime | None = None
    until: datetime | None = None
    state: Sendable | None = None
    per_second: int | None = None
    dry_run: bool = True


class WantedResendingSchema(StrictSchema):
    """Which deliveries of the endpoint to send again: by default it is only counted how many there are."""

    value_type = WantedResending

    since = Moment("Deliveries that became pending at this moment or later; from the first when left out.")
    until = Moment("Deliveries that became pending at this moment or before; to the last when left out.")
    state = OneOf(Sendable, "Only those that arrived (completed), or that were given up (dead); both when left out.")
    per_second = WholeNumber("How many to send a second; 10 when left out.", 10, low=1, high=1000)
    dry_run = YesNo("true: count only. Send false to have them sent. true when left out.")


@deliveries.operation(
    "GET",
    "/v1/deliveries",
    needs=Scope.READ_DELIVERIES,
    parameters=[
        query("endpoint", "The endpoint's id; all endpoints when left out.", minLength=1),
        query("since", "Those that became pending at this moment or later.", format="date-time"),
        query("until", "Those that became pending at this moment or before.", format="date-time"),
        EXPAND_RECOMMENDATION,
        CURSOR,
        LIMIT,
    ],
    answers={
        200: Answer(
            description="The deliveries, the newest first.",
            schema=DeliveriesSchema,
            leads_to=of_delivery("deliveries/0/id") | of_endpoint("deliveries/0/endpoint"),
        )
    },
    refuses=(INVALID_REQUEST, NOT_FOUND, ARCHIVE_AWAY, MISSING_SCOPE),
    takes_long=lambda asked: "expand" in asked.args,
)
def list_deliveries(*, caller: Caller) -> Any:
    """List an endpoint's deliveries, or those of all endpoints that there are.

    With `expand=recommendation` each tells what it is about whole, for a key that may read recommendations too.
    Such a page may hold fewer than there are, where they are long: go on while `next` is not null.
    """
    expands = asked_to_expand()
    if expands:
        require(caller, Scope.READ_RECOMMENDATIONS)
    limit, since, until, place = asked_limit(), asked_moment("since"), asked_moment("until"), asked_place()
    parts = [replace(_history(caller, one, since, until), before=place) for one in _asked_endpoints(caller)]
    found = ports().upkeep.deliveries.list_together(parts, limit + 1)
    page, more = found[:limit], len(found) > limit
    shown: list[Any] = list(page)
    if expands:
        whole = whole_recommendations(caller.client, page, lambda one: one.about)
        page, more = page[: len(whole)], more or len(whole) < len(page)
        shown = [{**vars(one), "recommendation": made} for one, made in zip(page, whole, strict=True)]
    return {"deliveries": shown, "next": cursor_of((page[-1].created_at, page[-1].id) if more else None)}


@deliveries.operation(
    "GET",
    "/v1/deliveries/<string:delivery_id>",
    needs=Scope.READ_DELIVERIES,
    answers={
        200: Answer(
            description="The delivery with its last attempts.",
            schema=DeliverySchema,
            leads_to=of_delivery() | of_endpoint("endpoint"),
        )
    },
    refuses=(NOT_FOUND,),
)
def get_delivery(*, delivery_id: str, caller: Caller) -> Any:
    """Look at a delivery and its attempts."""
    return ports().upkeep.deliveries.get(caller.client, delivery_id)


@deliveries.operation(
    "POST",
    "/v1/deliveries/<string:delivery_id>/send-again",
    needs=Scope.SEND_DELIVERIES,
    answers={
        202: Answer(
            description="Pending once more, under the same webhook-id.",
            schema=DeliverySchema,
            leads_to=of_delivery() | of_endpoint("endpoint"),
        )
    },
    refuses=(NOT_FOUND, CANNOT_BE_AGAIN),
)
def send_again(*, delivery_id: str, caller: Caller) -> Any:
    """Send one delivery again."""
    ports().upkeep.deliveries.send_again(caller.client, delivery_id)
    return ports().upkeep.deliveries.get(caller.client, delivery_id)


@deliveries.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/send-again",
    needs=Scope.SEND_DELIVERIES,
    takes=WantedResendingSchema,
    examples={
        "count": {"summary": "Count what would be sent again", "value": {"since": "2026-11-22T08:00:00Z"}},
        "send": {
            "summary": "Send again what was given up, slowly",
            "value": {"state": "dead", "per_second": 2, "dry_run": False},
        },
    },
    answers={
        202: Answer(
            description="It will be done, even if a process crashes; the same request again is the same resending.",
            schema=ResendingSchema,
            headers={"Location": "Where to ask how far it is."},
            leads_to={"get-resending": {"resending_id": "id"}},
        ),
        200: Answer(description="A dry run: how many there are.", schema=ResendingSchema),
    },
    refuses=(NOT_FOUND, LEDGER_FULL),
)
def send_range_again(wanted: WantedResending, *, endpoint_id: str, caller: Caller) -> Any:
    """Send an endpoint's deliveries of a range of time again."""
    ports().endpoints.get(caller.client, endpoint_id)
    part = _history(caller, endpoint_id, wanted.since, wanted.until)
    pace = float(wanted.per_second or PER_SECOND)
    if wanted.dry_run:
        counts = ports().upkeep.deliveries.count_by_state(part)
        chosen = {state: n for state, n in counts.items() if wanted.state in {None, state}}
        return {"id": None, "selected": sum(chosen.values()), "counts": chosen, "per_second": pace}, 200
    selection = Selection(history=part, state=JobState(wanted.state) if wanted.state else None, client=caller.client)
    started, selected = ports().upkeep.resendings.start(selection, pace)
    headers = {"Location": f"/v1/resendings/{started}"} if started else {}
    return {"id": started, "selected": selected, "counts": {}, "per_second": pace}, 202, headers


@deliveries.operation(
    "GET",
    "/v1/resendings/<string:resending_id>",
    needs=Scope.READ_DELIVERIES,
    answers={200: Answer(description="How far it is.", schema=ResendingSchema)},
    refuses=(NOT_FOUND,),
)
def get_resending(*, resending_id: str, caller: Caller) -> Any:
    """Ask how far a resending is."""
    found = ports().upkeep.resendings.get(caller.client, resending_id)
    return {**vars(found), "counts": found.done}


def _asked_endpoints(caller: Caller) -> list[str]:
    """Return the endpoint that is asked about, or all of the client's; raise NotFound."""
    if (asked := request.args.get("endpoint")) is not None:
        return [ports().endpoints.get(caller.client, asked).id]
    return [endpoint.id for endpoint in ports().endpoints.list(caller.client)]


def _history(caller: Caller, endpoint: str, since: datetime | None, until: datetime | None) -> History:
    return replace(History(client=caller.client, endpoint=endpoint), start=since, end=until)
