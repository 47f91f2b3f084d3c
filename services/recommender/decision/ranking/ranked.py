"""What is a ranking, and what is it made for?"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from services.recommender.decision.judged import Judged, Weighed
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, Role

C = TypeVar("C", Weighed, Judged)


@dataclass(frozen=True, kw_only=True)
class Ranked(Generic[C]):
    """Those shown, best first, each with its role; and the others, each with its reason, in the order of reasons."""

    shown: tuple[tuple[C, Role], ...]
    left_out: tuple[tuple[C, LeftOut], ...]

    @property
    def start(self) -> C | None:
        """What the advice says to start with: the first on the route."""
        return next((one for one, role in self.shown if role is Role.ROUTE), None)

    @property
    def first(self) -> C | None:
        """What is read first."""
        return self.shown[0][0] if self.shown else None


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What candidates are ranked for: the path advised, and what the goal allows.

    `path` is None where nothing of the kind advised is known to serve: then everything stands beside the advice.
    `nothing_to_spend` says that the budget is 0; `restoring_first` that what lapsed is restored before anything new.
    """

    path: PathKind | None
    nothing_to_spend: bool = False
    restoring_first: bool = False
