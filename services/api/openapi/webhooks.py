"""What is posted to a client's endpoints? The webhooks of the OpenAPI document, each event's body a named component."""

from collections.abc import Iterable
from typing import Annotated, Any

from apispec import APISpec
from msgspec import UNSET, Meta, Struct, UnsetType

from services.ledger.events import DeclaredEvent, EventType
from services.presenting.summary import Summary
from services.recommender.recommendation.schema import components_of

#: The signature's three headers (Standard Webhooks).
_HEADERS = {
    "webhook-id": "The same for every attempt; what came before under it is a repetition.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970; refuse what is five minutes off.",
    "webhook-signature": 'One or more signatures separated by spaces, each like "v1,..."; one that fits is enough.',
}

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


class ShortRecommendation(Struct, frozen=True, kw_only=True):
    """What an endpoint of mode summary is told of a recommendation."""

    summary: Annotated[Summary, Meta(description="What a learner reads first, in whole sentences.")]


def describe_webhooks(spec: APISpec, events: Iterable[DeclaredEvent] = EventType) -> None:
    """Add a webhook for each of the events, and the components that its body is made of."""
    spec.tag({"name": _TAG, "description": "What is posted to the endpoints of a client, signed."})
    spec.options["webhooks"] = {event.value: {"post": _operation(spec, event)} for event in events}


def example_of(event: DeclaredEvent) -> dict[str, Any]:
    """Return an example of the event's body."""
    about = _EVALUATION if event.declaration.of_evaluation else {}
    return {"type": event.value, "timestamp": _MOMENT, "data": {**about, **event.declaration.example}}


def _operation(spec: APISpec, event: DeclaredEvent) -> dict[str, Any]:
    name = "".join(word.capitalize() for word in event.split("."))
    spec.components.schema(f"{name}Event", _body(spec, event, name))
    return {
        "operationId": f"receive-{event.replace('.', '-')}",
        "summary": f"Sent when {event.declaration.when}.",
        "tags": [_TAG],
        "security": [],
        "parameters": [
            {"name": header, "in": "header", "required": True, "description": says, "schema": {"type": "string"}}
            for header, says in _HEADERS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _reference(f"{name}Event"), "example": example_of(event)}},
        },
        "responses": _ANSWERS,
    }


def _body(spec: APISpec, event: DeclaredEvent, name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"Sent when {event.declaration.when}.",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "const": event.value, "description": "The event's type."},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened, in UTC."},
            "data": {"description": "What it says.", **_data(spec, event, name)},
        },
    }


def _data(spec: APISpec, event: DeclaredEvent, name: str) -> dict[str, Any]:
    """Return the schema of `data`: what the event says, of an evaluation its id and address too, or those alone.

    Of a recommendation the summary may be told in its place.
    """
    said = _component(spec, event.declaration.says)
    if not event.declaration.of_evaluation:
        return said
    address = _component(spec, RecommendationAddress)
    spec.components.schema(
        f"{name}Data", {"description": "What an endpoint of mode full is told.", "allOf": [address, said]}
    )
    if event is not EventType.COMPLETED:
        return {"anyOf": [_reference(f"{name}Data"), address]}
    spec.components.schema(
        f"{name}Summary",
        {
            "description": "What an endpoint of mode summary is told.",
            "allOf": [address, _component(spec, ShortRecommendation)],
        },
    )
    return {"anyOf": [_reference(f"{name}Data"), _reference(f"{name}Summary"), address]}


def _component(spec: APISpec, type_: type[Struct]) -> dict[str, Any]:
    """Refer to the component of a type, added with all its parts unless it is there."""
    for name, schema in components_of(type_, ref_template=_REFERENCE).items():
        if name not in spec.components.schemas:
            spec.components.schema(name, schema)
    return _reference(type_.__name__)


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": _REFERENCE.format(name=name)}
