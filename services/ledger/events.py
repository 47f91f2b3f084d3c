"""What can an endpoint be told? Every event is declared here once: its name, when it is sent, what it says, an example.

A script of the ledger emits it by its name. What endpoints may ask for, the webhooks of the OpenAPI document with their
named schemas, and the table in docs/receive.md (`make docs`) come from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self

from msgspec import Meta, Struct

from services.recommender.recommendation.document import Recommendation


class SetAside(Struct, frozen=True, kw_only=True):
    """Why an evaluation was dead-lettered."""

    reason: Annotated[str, Meta(description="Why, as a code.")]
    detail: Annotated[str, Meta(description="Why, in words.")]


class DisabledEndpoint(Struct, frozen=True, kw_only=True):
    """An endpoint that nothing is sent to any more."""

    endpoint: Annotated[str, Meta(description="Its id.")]
    reason: Annotated[str, Meta(description="Why, in words.")]


class TestedEndpoint(Struct, frozen=True, kw_only=True):
    """The endpoint that is tested."""

    endpoint: Annotated[str, Meta(description="Its id.")]
    challenge: Annotated[
        str,
        Meta(
            description="To be answered with its HMAC-SHA256 under the endpoint's secret, in base64: that proves whose "
            "address it is."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One event. `when` ends the sentence "It is sent when ...".

    `says` is the type of what it says, whose name is that of its schema, and `example` one of it; without members it
    is the thin form. What tells of an evaluation says the recommendation's id and address too, and nothing else to an
    endpoint of mode thin. `chosen` is whether an endpoint may ask for it. `version` is of its form: it goes up when a
    member goes or changes its meaning; members that are new leave it.
    """

    name: str
    when: str
    says: type[Struct]
    example: Mapping[str, Any]
    of_evaluation: bool = False
    chosen: bool = True
    version: int = 1


class DeclaredEvent(StrEnum):
    """Events whose members are declarations; the value of each is its name."""

    declaration: Declaration

    def __new__(cls, declaration: Declaration) -> Self:
        """Make the member whose value is the declared name."""
        member = str.__new__(cls, declaration.name)
        member._value_ = declaration.name
        member.declaration = declaration
        return member

    @property
    def component(self) -> str:
        """What the name of each of its schemas begins with: "RecommendationCompleted"."""
        return "".join(word.capitalize() for word in self.split("."))

    def component_for(self, mode: str) -> str:
        """Return the name of the schema of its body as an endpoint of `mode` (an EndpointMode) gets it."""
        return f"{self.component}{mode.capitalize() if self.declaration.of_evaluation else ''}Event"


class EventType(DeclaredEvent):
    """What an endpoint can be told. Every endpoint gets its own test events, whatever it asked for."""

    COMPLETED = Declaration(
        name="recommendation.completed",
        when="a recommendation was made",
        says=Recommendation,
        example={},
        of_evaluation=True,
    )
    DEAD = Declaration(
        name="recommendation.dead",
        when="an evaluation was dead-lettered and will not be tried again by itself",
        says=SetAside,
        example={"reason": "poison", "detail": "Started 3 times and never finished."},
        of_evaluation=True,
    )
    ENDPOINT_DISABLED = Declaration(
        name="endpoint.disabled",
        when="another of your endpoints was switched off",
        says=DisabledEndpoint,
        example={"endpoint": "lms", "reason": "The receiver answered 410. Put the endpoint again to enable it."},
    )
    TEST = Declaration(
        name="endpoint.test",
        when="you asked for a test of this endpoint",
        says=TestedEndpoint,
        example={"endpoint": "lms", "challenge": "Zq3jJ0vY1nRz5sUoUo3b9yJxUX2mJ4lq"},
        chosen=False,
    )


#: What an endpoint may ask for.
CHOSEN_EVENTS = tuple(event for event in EventType if event.declaration.chosen)

#: What an endpoint gets that does not ask: a receiver is not surprised by types it was never written for.
USUAL_EVENTS = (EventType.COMPLETED,)


def known_events(names: Iterable[str]) -> tuple[EventType, ...]:
    """Return the events of these names; one that a newer process has stored is left to the newer processes."""
    by_name = {event.value: event for event in EventType}
    return tuple(by_name[name] for name in names if name in by_name)
