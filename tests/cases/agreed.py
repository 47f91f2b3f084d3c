"""On what did product and cases agree when that was last written down? It may grow, and never shrink unnoticed."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.cases.judging import LearnerJudged

#: Written by `python -m tests.cases --record`.
AGREED = Path(__file__).with_name("agreed.json")


def agreed(
    learners: Iterable[LearnerJudged],
    pairs: Mapping[str, tuple[str, ...]],
    files: Mapping[str, tuple[str, ...]],
) -> dict[str, list[str]]:
    """Return the ids of the cases that agree, by what they agree in."""
    learners = list(learners)
    return {
        "verdict": [one.learner.id for one in learners if one.agrees],
        "first three": [one.learner.id for one in learners if one.first_agrees],
        "never": [one.learner.id for one in learners if not one.never],
        "title not wrong": [one.learner.id for one in learners if one.title != "wrong"],
        "laws": [name for name, broken in pairs.items() if not broken],
        "files": [name for name, broken in files.items() if not broken],
    }
