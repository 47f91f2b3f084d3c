"""How is an evaluation shown in a list?"""

from typing import Any

from services.ledger.evaluations.summaries import EvaluationSummary


def listed(found: EvaluationSummary) -> dict[str, Any]:
    """Return the members of an evaluation in a list."""
    return {
        "id": found.id,
        "state": found.state,
        "learner_id": found.said.get("learner_id"),
        "accepted_at": found.accepted_at,
        "finished_at": found.finished_at,
        "verdict": verdict_of(found),
        "reason": found.reason,
        "detail": found.detail,
        "batch": found.batch,
        "follows": found.follows,
    }


def verdict_of(found: EvaluationSummary) -> dict[str, Any] | None:
    """Return what is advised, in short; None before it is decided. An older release noted path and standing only."""
    if "path" not in found.said:
        return None
    titles = [found.said[name] for name in ("first", "second", "third") if name in found.said]
    return {
        "path": found.said["path"],
        "standing": found.said.get("standing"),
        "sentence": found.said.get("sentence"),
        "credentials": titles,
    }
