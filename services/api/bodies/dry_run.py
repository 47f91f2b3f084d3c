"""What would become of it? `?dry_run=true` has a request answered as if it were carried out, and nothing kept."""

from typing import Any

from flask import request

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import query


def query_dry_run(meaning: str) -> dict[str, Any]:
    """Describe the parameter for the OpenAPI document."""
    return query("dry_run", meaning, enum=["true", "false"], default="false")


def asked_dry_run() -> bool:
    """Say whether the query asks for an answer only; raise Problem."""
    return asked_yes("dry_run")


def asked_yes(name: str) -> bool:
    """Say whether the query says true for `name`; false where it says nothing. Raise Problem."""
    text = request.args.get(name, "false")
    if text not in {"true", "false"}:
        raise Problem(INVALID_REQUEST, f"{name} must be true or false.")
    return text == "true"
