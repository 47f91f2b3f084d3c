"""Which values may a member of a request hold, beside those that profiles hold? And how is a query's word read?"""

from datetime import UTC, datetime
from typing import Any

from flask import request
from marshmallow import fields

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST

#: The most records that one answer lists.
MOST_LISTED = 500


class Moment(fields.String):
    """A moment in ISO 8601 with its offset from UTC; it becomes an aware datetime."""

    def __init__(self, description: str, **more: Any) -> None:
        example = "2026-11-22T08:00:00Z"
        super().__init__(
            metadata={"description": description, "examples": [example], "format": "date-time"},
            error_messages={"invalid": f"must be a moment with its offset from UTC, like {example}"},
            **more,
        )

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        moment = read_moment(super()._deserialize(value, *rest, **more))
        if moment is None:
            raise self.make_error("invalid")
        return moment


class YesNo(fields.Boolean):
    """true or false, and nothing that stands for it."""

    def __init__(self, description: str, **more: Any) -> None:
        wrong: Any = {"invalid": "must be true or false, without quotation marks"}
        super().__init__(metadata={"description": description}, error_messages=wrong, **more)

    def _deserialize(self, value: Any, *_rest: Any, **_more: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


def read_moment(text: str) -> datetime | None:
    """Read a moment; None where it is none, does not say its offset, or lies off the calendar by UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def asked_limit() -> int:
    """Return the query's `limit`; raise Problem."""
    text = request.args.get("limit", "100")
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= MOST_LISTED:
        raise Problem(INVALID_REQUEST, f"limit must be a whole number from 1 to {MOST_LISTED}.")
    return int(text)


def asked_moment(name: str) -> datetime | None:
    """Return a moment of the query, None where it is not there; raise Problem."""
    text = request.args.get(name)
    if text is None:
        return None
    # A plus sign that was not escaped has become a space.
    moment = read_moment(text.replace(" ", "+"))
    if moment is None:
        raise Problem(INVALID_REQUEST, f"{name} must be a moment with its offset from UTC, like 2026-11-22T08:00:00Z.")
    return moment


def query(name: str, description: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    """Describe one parameter of a query for the OpenAPI document; a text unless the schema says otherwise."""
    kind = {"type": "string", **schema}
    return {"name": name, "in": "query", "required": required, "description": description, "schema": kind}


#: The parameter that `asked_limit` reads.
LIMIT = query("limit", "How many at most; 100 when left out.", type="integer", minimum=1, maximum=MOST_LISTED)
