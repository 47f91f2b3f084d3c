"""What does one value of a JSON document say, whatever its shape? None where it says nothing; never an error."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from services.intake.members import EARLIEST_YEAR, LATEST_YEAR

#: Control characters, line and paragraph separators, marks that turn the direction of text, halves of surrogate pairs.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")

#: Members that hold the text of a value, and how often a text may be wrapped in one another.
_TEXTS = ("@value", "en", "text", "en_GB", "noteLiteral")
_MOST_WRAPPED = 4

#: How long a title or name is kept; the profile's schema takes no longer one.
LONGEST_NAME = 200


def elements(value: Any) -> list[Any]:
    """Return the elements of a list, of lists in it too (JSON-LD reads them alike); anything else is one element."""
    if isinstance(value, list):
        return [element for one in value for element in elements(one)]
    return [] if value is None else [value]


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a value that may be one or a list of them."""
    return (one for one in elements(value) if isinstance(one, Mapping))


def line(value: Any, longest: int = LONGEST_NAME) -> str | None:
    """Return a text as one line of at most `longest` characters; of a language map or typed value, its text.

    A map in several languages says what it says in English, else in the first of them.
    """
    for one in elements(value):
        plain = _plain(one)
        if isinstance(plain, str):
            text = " ".join(_HIDDEN.sub(" ", plain).split())[:longest].strip()
            if text:
                return text
    return None


def _plain(value: Any) -> Any:
    """Return the text of a language map, of a typed value, or of lists of these; anything else as it is."""
    for _ in range(_MOST_WRAPPED):
        if isinstance(value, Mapping):
            said = (value[name] for name in _TEXTS if value.get(name) is not None)
            value = next(said, next(iter(value.values()), None))
        elif isinstance(value, list):
            value = next(iter(elements(value)), None)
        else:
            return value
    return None


def day(value: Any) -> date | None:
    """Return the day (UTC) of an ISO 8601 date or moment, brought between the years a profile can hold.

    A number is a moment in seconds since 1970, as Open Badges up to 1.1 wrote it. A typed value is what it holds.
    """
    said = [one.get("@value") if isinstance(one, Mapping) else one for one in elements(value)]
    if len(said) != 1 or isinstance(said[0], bool) or not isinstance(said[0], str | int):
        return None
    try:
        moment = datetime.fromtimestamp(said[0], UTC) if isinstance(said[0], int) else _moment(said[0].strip())
        found = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError, OSError):
        return None
    return min(max(found, date(EARLIEST_YEAR, 1, 1)), date(9999, 12, 31))


def _moment(text: str) -> datetime:
    return (
        datetime.fromtimestamp(int(text), UTC)
        if text.isdecimal() and len(text) > len("20250101")
        else datetime.fromisoformat(text)
    )


def year(value: Any) -> int | None:
    """Return the year that a date in any precision ("2024", "2024-05") begins with, where a profile can hold it."""
    found = re.match(r"(\d{4})(?!\d)", value.strip(), re.ASCII) if isinstance(value, str) else None
    return int(found[1]) if found and EARLIEST_YEAR <= int(found[1]) <= LATEST_YEAR else None


def types_of(value: Mapping[str, Any]) -> frozenset[str]:
    """Return the local names of a node's types: "OpenBadgeCredential", whatever stands before it."""
    named = [*elements(value.get("type")), *elements(value.get("@type"))]
    return frozenset(re.split("[#/:]", one)[-1] for one in named if isinstance(one, str))
