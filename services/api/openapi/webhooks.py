"""What is posted to a client's endpoints? The webhooks of the OpenAPI document, each event's body a named component."""

from collections.abc import Iterable
from typing import Annotated, Any

from apispec import APISpec
from msgspec import UNSET, Meta, Struct, UnsetType

from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.events import DeclaredEvent, EventType
from services.presenting.short_form import ShortRecommendation
from services.recommender.recommendation.schema import components_of

#: The signature's three headers (Standard Webhooks).
_HEADERS = {
    "webhook-id": "The same for every attempt; what came before under it is a repetition.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970; refuse what is five minutes off.",
    "webhook-signature": 'One or more signatures separated by spaces, each like "v1,..."; one that fits is enough.',
}

#: The attributes of a CloudEvent, for endpoints that ask for them.
_ATTRIBUTES = {
    "ce-specversion": "1.0. This and the other ce- headers are there for endpoints that ask for cloudevents.",
    "ce-id": "The webhook-id.",
    "ce-source": "Where it comes from: the address of the installation.",
    "ce-type": "credwise, the event's type and the version of its form: credwise.recommendation.completed.v1.",
    "ce-time": "When it happened; the timestamp of the body.",
    "ce-dataschema": "The schema of this body, by its name in this document.",
    "ce-subject": "The evaluation that is told of, where it is of one.",
    "ce-sequence": "The sequence of the body, where there is one.",
}

#: The extension that says which of the bodies an endpoint of each mode gets; the request body's own schema is of all.
_BY_MODE = "x-body-by-mode"

#: Under which heading the documentation shows them.
_TAG = "Webhooks"

_REFERENCE = "#/components/schemas/{name}"

_ANSWERS = {
    "2XX": {"description": "It arrived."},
    "410": {"description": "Nothing is sent any more: the endpoint is disabled."},
    "default": {"description": "It is tried again, for some three days."},
}

#: When the examples happened, and what they tell of.
_MOMENT = "2026-11-22T08:30:15.125Z"
_SEQUENCE = 1795336215125417
_EVALUATION = {
    "id": "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s",
    "address": "https://credwise.example.org/v1/recommendations/rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s",
}


class LinkForLearner(Struct, frozen=True, kw_only=True):
    """A link by which the learner opens the page without a key."""

    url: Annotated[str, Meta(description="What the learner opens.")]
    expires_at: Annotated[str, Meta(description="From when on it opens nothing, in UTC.")]


class RecommendationAddress(Struct, frozen=True, kw_only=True):
    """Which recommendation an event tells of, and where to ask for it."""

    id: Annotated[str, Meta(description="Its id.")]
    address: Annotated[str, Meta(description="Where to ask for it.")]
    link: Annotated[
        LinkForLearner | UnsetType,
        Meta(description="For the learner, in recommendation.completed to an endpoint that asks for it (link_hours)."),
    ] = UNSET


def describe_webhooks(spec: APISpec, events: Iterable[DeclaredEvent] = EventType) -> None:
    """Add a webhook for each of the events, and the components that its body is made of."""
    spec.tag({"name": _TAG, "description": "What is posted to the endpoints of a client, signed."})
    spec.options["webhooks"] = {event.value: {"post": _operation(spec, event)} for event in events}


def example_of(event: DeclaredEvent) -> dict[str, Any]:
    """Return an example of the event's body."""
    about = _EVALUATION if event.declaration.of_evaluation else {}
    envelope = {"type": event.value, "version": event.declaration.version, "timestamp": _MOMENT}
    if event.declaration.of_evaluation:
        envelope["sequence"] = _SEQUENCE
    return {**envelope, "data": {**about, **event.declaration.example}}


def _operation(spec: APISpec, event: DeclaredEvent) -> dict[str, Any]:
    whole, by_mode = f"{event.component}Event", _data_by_mode(spec, event)
    spec.components.schema(whole, _body(event, _data(spec, event)))
    for mode, data in by_mode.items():
        spec.components.schema(event.component_for(mode), _body(event, data))
    return {
        "operationId": f"receive-{event.replace('.', '-')}",
        "summary": f"Sent when {event.declaration.when}.",
        "tags": [_TAG],
        "security": [],
        "parameters": [
            {
                "name": header,
                "in": "header",
                "required": header in _HEADERS,
                "description": says,
                "schema": {"type": "string"},
            }
            for header, says in (_HEADERS | _ATTRIBUTES).items()
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _reference(whole), "example": example_of(event)}},
        },
        "responses": _ANSWERS,
        **({_BY_MODE: {mode: _reference(event.component_for(mode)) for mode in by_mode}} if by_mode else {}),
    }


def _body(event: DeclaredEvent, data: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "object",
        "description": f"Sent when {event.declaration.when}.",
        # Those of an older release, which works beside this one for a while, do not say their version.
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "const": event.value, "description": "The event's type."},
            "version": {
                "type": "integer",
                "const": event.declaration.version,
                "description": "Of this form: it goes up when a member goes or changes its meaning.",
            },
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened, in UTC."},
            "data": {"description": "What it says.", **data},
        },
    }
    if event.declaration.of_evaluation:
        body["properties"]["sequence"] = {
            "type": "integer",
            "format": "int64",
            "description": "Orders what is told of one learner: what rests on a later profile has a greater one. Not "
            "there for what an older release accepted.",
        }
    return body


def _data(spec: APISpec, event: DeclaredEvent) -> dict[str, Any]:
    """Return the schema of `data`: what the event says, or what it says of an evaluation to an endpoint of any mode."""
    if not event.declaration.of_evaluation:
        return _component(spec, event.declaration.says)
    by_reference = {one["$ref"]: one for one in _data_by_mode(spec, event).values()}
    return {"anyOf": list(by_reference.values())}


def _data_by_mode(spec: APISpec, event: DeclaredEvent) -> dict[EndpointMode, dict[str, Any]]:
    """Return the schema of `data` for each mode; none where all are told the same.

    Of an evaluation its id and address are told, and with them what the event says, or of a recommendation its short
    form.
    """
    if not event.declaration.of_evaluation:
        return {}
    address = _component(spec, RecommendationAddress)
    full = _told(spec, event, "Data", event.declaration.says)
    short = _told(spec, event, "Summary", ShortRecommendation) if event is EventType.COMPLETED else full
    return {EndpointMode.FULL: full, EndpointMode.SUMMARY: short, EndpointMode.THIN: address}


def _told(spec: APISpec, event: DeclaredEvent, ending: str, says: type[Struct]) -> dict[str, Any]:
    """Refer to the component of what is told beside the id and the address, added unless it is there."""
    name = f"{event.component}{ending}"
    if name not in spec.components.schemas:
        parts = [_component(spec, RecommendationAddress), _component(spec, says)]
        spec.components.schema(name, {"description": "What is told, by the endpoint's mode.", "allOf": parts})
    return _reference(name)


def _component(spec: APISpec, type_: type[Struct]) -> dict[str, Any]:
    """Refer to the component of a type, added with all its parts unless it is there."""
    for name, schema in components_of(type_, ref_template=_REFERENCE).items():
        if name not in spec.components.schemas:
            spec.components.schema(name, schema)
    return _reference(type_.__name__)


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": _REFERENCE.format(name=name)}
