"""Where does the next page of a list begin? A text that says it, opaque to clients."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from datetime import timedelta
from typing import Any

from flask import request

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import query
from services.archive.records import Place
from services.ledger.store.moments import EPOCH, in_ms

#: The longest cursor: a moment, an id, and what base 64 makes of them.
LONGEST = 200

CURSOR = query("cursor", "Where to go on: what `next` of the page before says.", minLength=1, maxLength=LONGEST)

_PLACE = re.compile(r"([0-9]{1,15}) ([A-Za-z0-9._:-]{1,120})")
_LINE = re.compile(r"[0-9]{1,7}")


def cursor_of(place: Place | None) -> str | None:
    """Write a place in a list by time; None for none."""
    return None if place is None else _written(f"{in_ms(place[0] - EPOCH)} {place[1]}")


def asked_place() -> Place | None:
    """Return the place that the query's cursor names, None without one; raise Problem."""
    text = _asked()
    found = None if text is None else _PLACE.fullmatch(text)
    if text is not None and found is None:
        raise _unusable()
    return None if found is None else (EPOCH + timedelta(milliseconds=int(found[1])), found[2])


def cursor_of_line(number: int) -> str:
    """Write a line's number."""
    return _written(str(number))


def asked_line() -> int:
    """Return the number of the line that the query's cursor names, 0 without one; raise Problem."""
    text = _asked()
    if text is not None and not _LINE.fullmatch(text):
        raise _unusable()
    return int(text or 0)


def _written(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _asked() -> str | None:
    text: Any = request.args.get("cursor")
    if text is None:
        return None
    try:
        return urlsafe_b64decode(f"{text[:LONGEST]}==".encode("ascii")).decode("ascii")
    except (NoBase64, ValueError):
        raise _unusable() from None


def _unusable() -> Problem:
    return Problem(INVALID_REQUEST, "cursor must be what `next` of the page before says, unchanged.")
