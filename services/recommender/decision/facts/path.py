"""What is true of each path, once its candidates have been judged?"""

from collections.abc import Iterable
from dataclasses import dataclass

from services.recommender.decision.situation import Situation
from services.recommender.rulebook.rule import PathKind
from services.recommender.rulebook.vocabulary import Value

#: The least a path takes whatever the catalogue holds. An associate degree, the shortest, is two years of study
#: (O*NET 29.3, scale RL, category 6 stands for it). Other paths have no such floor that holds everywhere.
SHORTEST_WEEKS = {PathKind.DEGREE: 104, PathKind.NOTHING_NEEDED: 0}


@dataclass(frozen=True, kw_only=True)
class OpenCandidate:
    """A candidate that no rule took out: its kind, score, weeks needed, and the share of the gap it closes."""

    kind: str
    score: int
    weeks: int | None
    gap_share: int | None


def path_facts(kind: PathKind, situation: Situation, candidates: Iterable[OpenCandidate]) -> dict[str, Value]:
    """Return every path.* fact of one path."""
    ours = [candidate for candidate in candidates if candidate.kind == kind.value]
    best = max(ours, key=lambda candidate: candidate.score, default=None)
    weeks = _typical_weeks(kind, ours)
    return {
        "path.kind": kind.value,
        "path.typical_weeks": weeks,
        "path.in_time": _in_time(weeks, situation.weeks_left),
        "path.candidates": len(ours),
        "path.best_score": best.score if best else None,
        "path.best_gap_share": best.gap_share if best else None,
    }


def _typical_weeks(kind: PathKind, candidates: list[OpenCandidate]) -> int | None:
    if kind in SHORTEST_WEEKS:
        return SHORTEST_WEEKS[kind]
    useful = [c.weeks for c in candidates if c.weeks is not None and c.score > 0]
    return min(useful, default=None)


def _in_time(weeks: int | None, left: int | None) -> str:
    if left is None:
        return "no_deadline"
    if weeks is None:
        return "unknown"
    return "yes" if weeks <= left else "no"
