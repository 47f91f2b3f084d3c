"""What would become of it? `?dry_run=true` has a request answered as if it were carried out, and nothing kept."""

from typing import Any

from flask import request

from services.api.problems import INVALID_REQUEST, Problem
from services.api.schemas.members import query


def query_dry_run(meaning: str) -> dict[str, Any]:
    """Describe the parameter for the OpenAPI document."""
    return query("dry_run", meaning, enum=["true", "false"], default="false")


def asked_dry_run() -> bool:
    """Say whether the query asks for an answer only; raise Problem."""
    text = request.args.get("dry_run", "false")
    if text not in {"true", "false"}:
        raise Problem(INVALID_REQUEST, "dry_run must be true or false.")
    return text == "true"
