"""What is a ranking, what is it made for, and which order does that give?"""

from dataclasses import dataclass
from functools import cached_property

from services.recommender.decision.judged import Judged, Standing, Weighed
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, Role

#: So many points less one of the kind advised may have than another and still stand before it: a nuance, as
#: rules/README.md calls it. The verdict weighs kinds; it does not bury what does more for the learner.
HEAD_START = 5

_REASONS = tuple(LeftOut)


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What candidates are ranked for: the path advised, and what the goal allows.

    `path` is None where nothing of the kind advised is known to serve: then everything stands beside the advice.
    `nothing_to_spend` says that the budget is 0; `restoring_first` that what lapsed is restored before anything new.
    """

    path: PathKind | None
    nothing_to_spend: bool = False
    restoring_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """Candidates as they are weighed: those shown, best first, each with its role, and the others with reasons."""

    shown: tuple[tuple[Weighed, Role], ...]
    others: tuple[tuple[Weighed, LeftOut], ...]
    aim: Aim

    @property
    def first(self) -> Weighed | None:
        """What is read first."""
        return self.shown[0][0] if self.shown else None

    @cached_property
    def left_out(self) -> tuple[tuple[Weighed, LeftOut], ...]:
        """The others in the order of reasons; of what is only tried nobody asks for it."""
        return tuple(sorted(self.others, key=lambda entry: _order_of_reasons(entry[0], entry[1], self.aim)))


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The same of candidates with all that was found about them."""

    shown: tuple[tuple[Judged, Role], ...]
    left_out: tuple[tuple[Judged, LeftOut], ...]

    @property
    def start(self) -> Judged | None:
        """What the advice says to start with: the first on the route."""
        return next((one for one, role in self.shown if role is Role.ROUTE), None)


def role_of(one: Standing, path: PathKind | None) -> Role:
    """Return whether a candidate is of the kind that `path` stands for."""
    return Role.ROUTE if path is not None and one.credential.kind.value == path.value else Role.ALTERNATIVE


def _order_of_reasons(one: Weighed, why: LeftOut, aim: Aim) -> tuple[int, bool, bool, tuple[object, ...]]:
    """Order by reason; of those ruled out, what the posting names and what is or was held come first."""
    return _REASONS.index(why), one.asked_for == "no", one.fit.held == "no", order(one, aim)


def order(one: Weighed, aim: Aim) -> tuple[object, ...]:
    """Order by points with the head start; else as `Weighed.by_points`, but the kind advised before the cheaper."""
    points, closed, *rest = one.by_points
    advised = role_of(one, aim.path) is Role.ROUTE
    return (points - (HEAD_START if advised else 0), closed, not advised, *rest)
