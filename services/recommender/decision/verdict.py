"""Which path, by how much, and how sure?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services.recommender.decision.scoring import Tally
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding

#: A lead of this many points or more is clear: one weighty rule more or less would not turn it.
CLEAR_MARGIN = 15

#: A lead below this is undecided: the lightest rules of the book could turn it.
UNDECIDED_MARGIN = 5

#: Of two paths with the same points and equally good credentials, the one that stands earlier here, the lighter one.
ORDER = tuple(PathKind)


#: What is left where rules took every path out: whoever can do something can show it.
LAST_LEFT = PathKind.PORTFOLIO


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The path with most points. `margin` is its lead over `runner_up` in points; None where no other path is left.

    `nothing_to_name` says that the path is a kind of credential and that none of its kind is known to serve.
    """

    path: PathKind
    score: int
    runner_up: PathKind | None
    margin: int | None
    standing: VerdictStanding
    nothing_to_name: bool = False


def decide(
    paths: Mapping[PathKind, Tally],
    empty: Collection[PathKind] = (),
    unsettled: Collection[PathKind] = (),
    best_points: Mapping[PathKind, int] = MappingProxyType({}),
) -> Verdict:
    """Return the verdict over the paths that no rule took out; showing work is left where none is.

    `empty` are the paths that no open candidate stands for. Such a path can win, and is close at most: advice that
    cannot be followed today is not clear, however far it leads. Nor is one of the `unsettled` paths, which something
    speaks against that its points do not show. Of two kinds of credential with the same points, the one leads whose
    best credential has more of them (`best_points`); between a credential and none, the lighter one.
    """
    running = sorted(
        [kind for kind, said in paths.items() if not said.exclusions] or [LAST_LEFT],
        key=lambda kind: (-paths[kind].score, *_tie(kind, best_points)),
    )
    best, *others = running
    runner_up = others[0] if others else None
    margin = paths[best].score - paths[runner_up].score if runner_up else None
    standing = _standing(margin)
    return Verdict(
        path=best,
        score=paths[best].score,
        runner_up=runner_up,
        margin=margin,
        standing=VerdictStanding.CLOSE
        if (best in empty or best in unsettled) and standing is VerdictStanding.CLEAR
        else standing,
        nothing_to_name=best in empty,
    )


def _tie(kind: PathKind, best_points: Mapping[PathKind, int]) -> tuple[int, int, int]:
    """Return what settles a tie: kinds of credential that serve stand together, by the points of their best."""
    own = ORDER.index(kind)
    together = min(map(ORDER.index, best_points)) if kind in best_points else own
    return together, -best_points.get(kind, 0), own


def _standing(margin: int | None) -> VerdictStanding:
    if margin is None or margin >= CLEAR_MARGIN:
        return VerdictStanding.CLEAR
    return VerdictStanding.CLOSE if margin >= UNDECIDED_MARGIN else VerdictStanding.UNDECIDED
