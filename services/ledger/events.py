"""What can an endpoint be told? Every event is declared here once: its name, when it is sent, what it says, an example.

A script of the ledger emits it by its name. What endpoints may ask for, the webhooks of the OpenAPI document with their
named schemas, and the table in docs/receive.md (`make docs`) come from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from marshmallow import EXCLUDE, Schema, fields


def _text(description: str, example: str) -> fields.String:
    return fields.String(required=True, metadata={"description": description, "examples": [example]})


class SaidSchema(Schema):
    """Members of an event's `data`; more may be added to them, so receivers should leave what they do not know."""

    class Meta:
        """What marshmallow and the OpenAPI document make of further members."""

        unknown = EXCLUDE


class SetAsideSchema(SaidSchema):
    """Why an evaluation was set aside."""

    reason = _text("Why, as a code.", "poison")
    detail = _text("Why, in words.", "Started 3 times and never finished.")


class DisabledEndpointSchema(SaidSchema):
    """An endpoint that nothing is sent to any more."""

    endpoint = _text("Its id.", "lms")
    reason = _text("Why, in words.", "The receiver answered 410. Put the endpoint again to enable it.")


class TestedEndpointSchema(SaidSchema):
    """The endpoint that is tested."""

    endpoint = _text("Its id.", "lms")


#: The OpenAPI component of a recommendation.
RECOMMENDATION = "Recommendation"


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One event. `when` ends the sentence "It is sent when ...".

    `says` is the schema of what it says, or the name of an OpenAPI component, and `example` an example of that.
    What tells of an evaluation says the recommendation's id and address too, and nothing else to an endpoint of mode
    thin. `chosen` is whether an endpoint may ask for it.
    """

    name: str
    when: str
    says: type[SaidSchema] | str
    example: Mapping[str, Any]
    of_evaluation: bool = False
    chosen: bool = True


class DeclaredEvent(StrEnum):
    """Events whose members are declarations; the value of each is its name."""

    declaration: Declaration

    def __new__(cls, declaration: Declaration) -> Self:
        """Make the member whose value is the declared name."""
        member = str.__new__(cls, declaration.name)
        member._value_ = declaration.name
        member.declaration = declaration
        return member


class EventType(DeclaredEvent):
    """What an endpoint can be told. Every endpoint gets its own test events, whatever it asked for."""

    COMPLETED = Declaration(
        name="recommendation.completed",
        when="a recommendation was made",
        says=RECOMMENDATION,
        example={},
        of_evaluation=True,
    )
    DEAD = Declaration(
        name="recommendation.dead",
        when="an evaluation was set aside and nothing will come of it by itself",
        says=SetAsideSchema,
        example={"reason": "poison", "detail": "Started 3 times and never finished."},
        of_evaluation=True,
    )
    ENDPOINT_DISABLED = Declaration(
        name="endpoint.disabled",
        when="another of your endpoints was switched off",
        says=DisabledEndpointSchema,
        example={"endpoint": "lms", "reason": "The receiver answered 410. Put the endpoint again to enable it."},
    )
    TEST = Declaration(
        name="endpoint.test",
        when="you asked for a test of this endpoint",
        says=TestedEndpointSchema,
        example={"endpoint": "lms"},
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
