"""In which order are candidates shown, and why is each of the others left out?"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.recommender.decision.judged import Judged
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.kept.places import Places, PlacesRanked
from services.recommender.decision.ranking.too_weak import is_dwarfed
from services.recommender.decision.ranking.worth_a_place import Worth, sift, with_way_in
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, Role
from services.recommender.scales import HeldStatus

#: The most credentials shown of the kind that the verdict names; nobody compares more.
MOST_ON_ROUTE = 10

#: The most shown of other kinds behind the last of the kind advised: enough to see what else there is.
MOST_ALTERNATIVES = 3

#: Of another kind is shown what has at least this share of the points of the best, in percent: what is far behind is no
#: alternative to it.
WITHIN_SIGHT = 20

#: The most shown in all.
MOST_IN_ALL = MOST_ON_ROUTE + MOST_ALTERNATIVES

#: So many points less one of the kind advised may have than another and still stand before it: a nuance, as
#: rules/README.md calls it. The verdict weighs kinds; it does not bury what does more for the learner.
HEAD_START = 5

_REASONS = tuple(LeftOut)


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Those shown, best first, each with its role; and the others, each with its reason, in the order of reasons."""

    shown: tuple[tuple[Judged, Role], ...]
    left_out: tuple[tuple[Judged, LeftOut], ...]

    @property
    def start(self) -> Judged | None:
        """What the advice says to start with: the first on the route."""
        return next((one for one, role in self.shown if role is Role.ROUTE), None)


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What candidates are ranked for: the path advised, and what the goal allows.

    `path` is None where nothing of the kind advised is known to serve: then everything stands beside the advice.
    `nothing_to_spend` says that the budget is 0; `restoring_first` that what lapsed is restored before anything new.
    """

    path: PathKind | None
    nothing_to_spend: bool = False
    restoring_first: bool = False


def places_of(judged: Sequence[Judged], ground: Ground) -> Places:
    """Return who of the candidates on `ground` is worth a place."""
    points = tuple([(one.said.score, bool(one.said.exclusions)) for one in judged])
    places = ground.worked_out.places.get(points)
    if places is None:
        worth, number = sift(judged, ground.missing, ground.interchangeable), _numbers(judged)
        places = ground.worked_out.places[points] = Places(
            worthy=tuple(number[one.credential.id] for one in worth.worthy),
            left_out=tuple((number[one.credential.id], why) for one, why in worth.left_out),
        )
    return places


def ranking_of(judged: Sequence[Judged], places: Places, aim: Aim, advised: PathKind) -> Ranking:
    """Return the ranking for `aim`, which follows from the path `advised`, of candidates that have these places."""
    to_licence = advised is PathKind.LICENCE
    ranked = places.ranked.get((aim, to_licence))
    if ranked is None:
        worth, number = _worth(judged, places), _numbers(judged)
        ranking = rank_candidates(with_way_in(worth) if to_licence else worth, aim)
        ranked = places.ranked[aim, to_licence] = PlacesRanked(
            shown=tuple((number[one.credential.id], role) for one, role in ranking.shown),
            left_out=tuple((number[one.credential.id], why) for one, why in ranking.left_out),
        )
    return Ranking(
        shown=tuple([(judged[place], role) for place, role in ranked.shown]),
        left_out=tuple([(judged[place], why) for place, why in ranked.left_out]),
    )


def _worth(judged: Sequence[Judged], places: Places) -> Worth:
    return Worth(
        worthy=tuple(judged[place] for place in places.worthy),
        left_out=tuple((judged[place], why) for place, why in places.left_out),
    )


def _numbers(judged: Sequence[Judged]) -> dict[str, int]:
    return {one.credential.id: number for number, one in enumerate(judged)}


def rank_candidates(worth: Worth, aim: Aim) -> Ranking:
    """Rank those worth a place by score in one order, in which the kind advised has a head start.

    What the posting asks for by name is always shown unless a rule took it out, and on the route: what it requires
    before all others, what it prefers in its order, or not yet where its requirements are not met. Ties go as
    worth_a_place.py has them, but to the kind advised before the cheaper. What lapsed leads where it is restored before
    anything new. The best of the kind advised leads where nothing is required by name: whoever is told to start with it
    reads it first. With nothing to spend, what is free leads, and what has a price stands behind what has none.
    """
    worthy = sorted(worth.worthy, key=lambda one: _order(one, aim))
    shown, outranked = _placed(_in_front(_broad_first(worthy), aim), aim)
    left_out = [*((one, LeftOut.OUTRANKED) for one in outranked), *worth.left_out]
    return Ranking(
        shown=tuple((one, _role(one, aim)) for one in shown),
        left_out=tuple(sorted(left_out, key=lambda entry: _order_of_reasons(entry[0], entry[1], aim))),
    )


def _broad_first(worthy: list[Judged]) -> list[Judged]:
    """Return the order with what covers a small part of the gap behind what could stand for it and covers far more."""
    rest, placed = list(worthy), list[Judged]()
    while rest:
        place = next(n for n, one in enumerate(rest) if not _is_dwarfed(one, rest))
        placed.append(rest.pop(place))
    return placed


def _is_dwarfed(one: Judged, others: Sequence[Judged]) -> bool:
    return one.interchangeable and any(
        other.interchangeable and is_dwarfed(one.fit, one.said.score, other.fit, other.said.score) for other in others
    )


def _in_front(worthy: list[Judged], aim: Aim) -> list[Judged]:
    """Return the order with what the posting requires in front, or else what the advice says to start with."""
    required = [one for one in worthy if one.asked_for == "required"]
    if aim.path is PathKind.LICENCE:
        required.sort(key=lambda one: role_of(one, aim.path) is not Role.ROUTE)
    others = [one for one in worthy if one.asked_for != "required"]
    if aim.nothing_to_spend:
        others = _free_first(others)
    if aim.restoring_first:
        others.sort(key=lambda one: one.fit.held != HeldStatus.EXPIRED)
    ordered = [*required, *others]
    advised = _start(ordered, aim)
    if ordered and not required:
        ordered.insert(0, ordered.pop(advised))
    return ordered


def _start(ordered: list[Judged], aim: Aim) -> int:
    """Return the place of what the advice says to start with: of licences that of the field."""
    on_route = [place for place, one in enumerate(ordered) if _role(one, aim) is Role.ROUTE]
    own = [place for place in on_route if aim.path is PathKind.LICENCE and ordered[place].is_field_licence]
    return next(iter(own or on_route), 0)


def _placed(ordered: list[Judged], aim: Aim) -> tuple[list[Judged], list[Judged]]:
    """Part those who have a place from those who are outranked; what the posting asks for always has one.

    The kind advised has its places, other kinds those before its last one and a few in any case, unless far behind.
    """
    best = max((one.said.score for one in ordered), default=0)
    asked = [one for one in ordered if one.asked_for != "no"]
    of_kind = [one for one in ordered if one.asked_for == "no" and _role(one, aim) is Role.ROUTE]
    on_route = {one.credential.id for one in (*asked, *of_kind[: max(1, MOST_ON_ROUTE - len(asked))])}
    last = max((place for place, one in enumerate(ordered) if one.credential.id in on_route), default=-1)
    beside = [(place, one) for place, one in enumerate(ordered) if _role(one, aim) is Role.ALTERNATIVE]
    beside = [(place, one) for place, one in beside if 100 * one.said.score >= WITHIN_SIGHT * best]
    before = sum(1 for place, _ in beside if place < last)
    room = max(MOST_ALTERNATIVES, MOST_IN_ALL - len(on_route))
    kept = on_route.union(one.credential.id for _, one in beside[: min(room, max(before, MOST_ALTERNATIVES))])
    shown = [one for one in ordered if one.credential.id in kept]
    return shown, [one for one in ordered if one.credential.id not in kept]


def _role(one: Judged, aim: Aim) -> Role:
    """Return its role in the answer: what the posting asks for by name is never another option."""
    return Role.ROUTE if one.asked_for != "no" else role_of(one, aim.path)


def role_of(one: Judged, path: PathKind | None) -> Role:
    """Return whether a candidate is of the kind that `path` stands for."""
    return Role.ROUTE if path is not None and one.credential.kind.value == path.value else Role.ALTERNATIVE


def _free_first(ordered: list[Judged]) -> list[Judged]:
    """Put what has a price behind what has none, and the best free one first where the first has no stated price."""
    ordered = sorted(ordered, key=lambda one: bool(one.credential.cost and one.credential.cost.amount))
    if not ordered or ordered[0].credential.cost is not None:
        return ordered
    free = next((one for one in ordered if one.credential.cost and one.credential.cost.amount == 0), ordered[0])
    return [free, *(one for one in ordered if one is not free)]


def _order_of_reasons(one: Judged, why: LeftOut, aim: Aim) -> tuple[int, bool, bool, tuple[object, ...]]:
    """Order by reason; of those ruled out, what the posting names and what is or was held come first."""
    return _REASONS.index(why), one.asked_for == "no", one.fit.held == "no", _order(one, aim)


def _order(one: Judged, aim: Aim) -> tuple[object, ...]:
    """Order by points with the head start; else as `Judged.by_points`, but the kind advised before the cheaper."""
    points, closed, *rest = one.by_points
    advised = role_of(one, aim.path) is Role.ROUTE
    return (points - (HEAD_START if advised else 0), closed, not advised, *rest)
