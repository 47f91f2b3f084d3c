"""What was said of each path, and by which facts was it judged?"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.recommender.decision.facts.path import PathFacts
from services.recommender.decision.scoring import Tally
from services.recommender.paths import PathKind


@dataclass(frozen=True, kw_only=True)
class PathsJudged:
    """What the rules said of each path and of the decision as a whole, and the facts the paths were judged by."""

    said: Mapping[PathKind, Tally]
    overall: Tally
    facts: Mapping[PathKind, PathFacts]
