"""What does a client say of an endpoint: where webhooks go, of which events, and how fast?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError

from services.api.ports import settings
from services.api.schemas.members import YesNo
from services.intake.members import OneOf, Several, Text, WholeNumber
from services.intake.problems import FieldProblem
from services.intake.strict_schema import StrictSchema, as_a_whole
from services.learner_links import MOST_HOURS, USUAL_HOURS
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.events import CHOSEN_EVENTS, USUAL_EVENTS
from services.webhook_address import AddressRefused, check_url, read_networks

#: The types an endpoint may ask for; test events come to every endpoint that is tested.
Choosable = StrEnum("Choosable", {event.name: event.value for event in CHOSEN_EVENTS})  # type: ignore[misc] # by purpose


@dataclass(frozen=True, kw_only=True)
class WantedEndpoint:
    """What a client asks an endpoint to be."""

    address: str
    mode: EndpointMode = EndpointMode.FULL
    events: tuple[str, ...] = USUAL_EVENTS
    in_flight: int | None = None
    requests_per_second: int | None = None
    link_hours: int | None = None
    cloudevents: bool = False


class WantedEndpointSchema(StrictSchema):
    """Where to send webhooks, of which events, how much they hold, and how fast they may come."""

    value_type = WantedEndpoint

    address = Text(
        "Where to post webhooks: https, and a public address.", "https://lms.example.org/hooks/credwise", longest=2048
    )
    mode = OneOf(
        EndpointMode,
        "full: the whole recommendation; summary: what a learner reads first, in whole sentences; thin: its id and "
        "address only. full when left out.",
    )
    events = Several(
        OneOf(
            Choosable,
            " ".join(f"{event}: sent when {event.declaration.when}." for event in CHOSEN_EVENTS),
        ),
        f"The events to send, at least one; {', '.join(USUAL_EVENTS)} when left out.",
        most=len(CHOSEN_EVENTS),
        least=1,
    )
    in_flight = WholeNumber(
        "The most webhooks at once, within the client's limit; the installation's own when left out.", 2, low=1, high=64
    )
    requests_per_second = WholeNumber("The most webhooks a second; no limit when left out.", 20, low=1, high=1000)
    link_hours = WholeNumber(
        "Put a link for the learner into recommendation.completed, good for so many hours; no link when left out.",
        USUAL_HOURS,
        low=1,
        high=MOST_HOURS,
    )
    cloudevents = YesNo(
        "Whether webhooks have the headers of a CloudEvent too (ce-id, ce-type, ...); the body is the same. false when "
        "left out."
    )

    @as_a_whole
    def require_an_event(self, _members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        if sent.get("events") == []:
            raise ValidationError({"events": ["is empty; name at least one type, or leave the member out"]})

    def further(self, read: Mapping[str, Any]) -> Iterable[FieldProblem]:
        return problems_of_address(read["address"]) if "address" in read else ()


def problems_of_address(address: str) -> list[FieldProblem]:
    """Refuse at once what can be refused without asking a name server; names are judged before each attempt."""
    try:
        check_url(address, read_networks(settings().webhook_allow))
    except AddressRefused as refused:
        return [FieldProblem(pointer="/address", detail=refused.detail)]
    return []
