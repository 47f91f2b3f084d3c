"""How does a client wait for what is not there yet? `Prefer: wait=n` (RFC 7240): asked once, answered when it is."""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from flask import after_this_request, request
from flask.wrappers import Response

from services.api.edge.client_turns import out_of_turn
from services.api.ports import ports

T = TypeVar("T")

#: The most seconds that a request waits; who prefers more is answered after so many, and asks again.
MOST_SECONDS = 20

#: Seconds between two looks: short at first, since most is there soon.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0

_WAIT = re.compile(r'(?:^|[,;\s])wait\s*=\s*"?([0-9]{1,6})"?\s*(?:$|[,;])', re.IGNORECASE)

_LATER = re.compile(r"(?:^|[,;\s])respond-async\s*(?:$|[,;])", re.IGNORECASE)

PREFER_LATER = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": "respond-async (RFC 7240): answer 202 at once, and say where to ask what came of it.",
    "schema": {"type": "string", "examples": ["respond-async"]},
}

PREFER_WAIT = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": f"wait=n (RFC 7240): answer when it is settled, or after n seconds, {MOST_SECONDS} at most.",
    "schema": {"type": "string", "examples": ["wait=10"]},
}


def prefers_later() -> bool:
    """Say whether the client prefers to be answered before it is done."""
    return _LATER.search(request.headers.get("Prefer", "")) is not None


def when_settled(read: Callable[[], T], is_settled: Callable[[T], bool]) -> T:
    """Return what `read` answers once it is settled, or as it is when the seconds are over that the client waits."""
    found = read()
    seconds = _asked_seconds()
    if seconds is None:
        return found
    for pause in _pauses(min(seconds, MOST_SECONDS)):
        if is_settled(found):
            break
        with out_of_turn():
            ports().pause(pause)
        found = read()
    return found


def _asked_seconds() -> int | None:
    """Return for how long the client prefers to wait, and say in the answer that it was heard; None for not at all."""
    asked = _WAIT.search(request.headers.get("Prefer", ""))
    if asked is None:
        return None

    @after_this_request
    def say(answer: Response) -> Response:
        answer.headers["Preference-Applied"] = f"wait={min(int(asked[1]), MOST_SECONDS)}"
        return answer

    return int(asked[1])


def _pauses(seconds: float) -> Iterator[float]:
    pause = FIRST_PAUSE
    while seconds > 0:
        yield min(pause, seconds)
        seconds -= pause
        pause = min(2 * pause, LONGEST_PAUSE)
