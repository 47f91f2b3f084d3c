"""What is to be told at length? `?expand=recommendation` has an answer hold what it otherwise only names."""

import json
from contextlib import suppress
from typing import Any

from flask import request

from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import query
from services.ledger.store.errors import NotFound

EXPAND_RECOMMENDATION = query("expand", "recommendation: with the whole recommendation.", enum=["recommendation"])


def asked_to_expand() -> bool:
    """Say whether the query asks for the recommendation; raise Problem."""
    text = request.args.get("expand")
    if text not in {None, "recommendation"}:
        raise Problem(INVALID_REQUEST, "expand must be recommendation, or be left out.")
    return text is not None


def whole_recommendation(client: str, evaluation_id: str) -> Any:
    """Return an evaluation's recommendation; None before it is made, and of what was erased since the list was read."""
    with suppress(NotFound):
        made = ports().jobs.view(client, evaluation_id).recommendation
        return None if made is None else json.loads(made)
    return None
