"""What is to be told at length? `?expand=recommendation` has an answer hold what it otherwise only names."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from flask import request

from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import query
from services.ledger.store.errors import NotFound

T = TypeVar("T")

#: How many bytes of recommendations a page holds about; one that would hold more ends, and the next goes on.
MOST_BYTES = 2_000_000

EXPAND_RECOMMENDATION = query(
    "expand",
    f"recommendation: with the whole recommendation. A page ends after {MOST_BYTES // 1_000_000} MB of them.",
    enum=["recommendation"],
)


def asked_to_expand() -> bool:
    """Say whether the query asks for the recommendation; raise Problem."""
    text = request.args.get("expand")
    if text not in {None, "recommendation"}:
        raise Problem(INVALID_REQUEST, "expand must be recommendation, or be left out.")
    return text is not None


def whole_recommendations(client: str, listed: Sequence[T], about: Callable[[T], str]) -> list[Any]:
    """Return the recommendations of the first of a page's entries: of all, unless that is too long, of one at least.

    `about` names the evaluation of an entry. None stands for one before it is made, for what is about none, and for
    what was erased since the list was read.
    """
    told, length = list[Any](), 0
    for one in listed:
        if length >= MOST_BYTES:
            break
        made = _recommendation(client, about(one))
        told.append(None if made is None else json.loads(made))
        # It is kept as it is sent.
        length += len((made or "").encode())
    return told


def _recommendation(client: str, evaluation_id: str) -> str | None:
    with suppress(NotFound):
        return ports().jobs.view(client, evaluation_id).recommendation
    return None
