"""What is to be told at length? `?expand=recommendation` has an answer hold what it otherwise only names."""

from flask import request

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import query

EXPAND_RECOMMENDATION = query("expand", "recommendation: with the whole recommendation.", enum=["recommendation"])


def asked_to_expand() -> bool:
    """Say whether the query asks for the recommendation; raise Problem."""
    text = request.args.get("expand")
    if text not in {None, "recommendation"}:
        raise Problem(INVALID_REQUEST, "expand must be recommendation, or be left out.")
    return text is not None
