"""In which order are candidates shown, and why is each of the others left out?"""

from collections.abc import Sequence

from services.recommender.decision.judged import Weighed
from services.recommender.decision.ranking.ranked import Aim, Ranked, order, role_of
from services.recommender.decision.ranking.too_weak import is_dwarfed
from services.recommender.decision.ranking.worth_a_place import Worth
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


def rank_candidates(worth: Worth, aim: Aim) -> Ranked:
    """Rank those worth a place by score in one order, in which the kind advised has a head start.

    What the posting asks for by name is always shown unless a rule took it out, and on the route: what it requires
    before all others, what it prefers in its order, or not yet where its requirements are not met. Ties go as
    worth_a_place.py has them, but to the kind advised before the cheaper. What lapsed leads where it is restored before
    anything new. The best of the kind advised leads where nothing is required by name: whoever is told to start with it
    reads it first. With nothing to spend, what is free leads, and what has a price stands behind what has none.
    """
    worthy = sorted(worth.worthy, key=lambda one: order(one, aim))
    shown, outranked = _placed(_in_front(_broad_first(worthy), aim), aim)
    return Ranked(
        shown=tuple([(one, _role(one, aim)) for one in shown]),
        others=(*[(one, LeftOut.OUTRANKED) for one in outranked], *worth.left_out),
        aim=aim,
    )


def _broad_first(worthy: list[Weighed]) -> list[Weighed]:
    """Return the order with what covers a small part of the gap behind what could stand for it and covers far more."""
    rest, placed = list(worthy), list[Weighed]()
    while rest:
        place = next(n for n, one in enumerate(rest) if not _is_dwarfed(one, rest))
        placed.append(rest.pop(place))
    return placed


def _is_dwarfed(one: Weighed, others: Sequence[Weighed]) -> bool:
    return one.interchangeable and any(
        other.interchangeable and is_dwarfed(one.fit, one.score, other.fit, other.score) for other in others
    )


def _in_front(worthy: list[Weighed], aim: Aim) -> list[Weighed]:
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


def _start(ordered: list[Weighed], aim: Aim) -> int:
    """Return the place of what the advice says to start with: of licences that of the field."""
    on_route = [place for place, one in enumerate(ordered) if _role(one, aim) is Role.ROUTE]
    own = [place for place in on_route if aim.path is PathKind.LICENCE and ordered[place].is_field_licence]
    return next(iter(own or on_route), 0)


def _placed(ordered: list[Weighed], aim: Aim) -> tuple[list[Weighed], list[Weighed]]:
    """Part those who have a place from those who are outranked; what the posting asks for always has one.

    The kind advised has its places, other kinds those before its last one and a few in any case, unless far behind.
    """
    best = max((one.score for one in ordered), default=0)
    asked = [one for one in ordered if one.asked_for != "no"]
    of_kind = [one for one in ordered if one.asked_for == "no" and _role(one, aim) is Role.ROUTE]
    on_route = {one.credential.id for one in (*asked, *of_kind[: max(1, MOST_ON_ROUTE - len(asked))])}
    last = max((place for place, one in enumerate(ordered) if one.credential.id in on_route), default=-1)
    beside = [(place, one) for place, one in enumerate(ordered) if _role(one, aim) is Role.ALTERNATIVE]
    beside = [(place, one) for place, one in beside if 100 * one.score >= WITHIN_SIGHT * best]
    before = sum(1 for place, _ in beside if place < last)
    room = max(MOST_ALTERNATIVES, MOST_IN_ALL - len(on_route))
    kept = on_route.union(one.credential.id for _, one in beside[: min(room, max(before, MOST_ALTERNATIVES))])
    shown = [one for one in ordered if one.credential.id in kept]
    return shown, [one for one in ordered if one.credential.id not in kept]


def _role(one: Weighed, aim: Aim) -> Role:
    """Return its role in the answer: what the posting asks for by name is never another option."""
    return Role.ROUTE if one.asked_for != "no" else role_of(one, aim.path)


def _free_first(ordered: list[Weighed]) -> list[Weighed]:
    """Put what has a price behind what has none, and the best free one first where the first has no stated price."""
    ordered = sorted(ordered, key=lambda one: bool(one.credential.cost and one.credential.cost.amount))
    if not ordered or ordered[0].credential.cost is not None:
        return ordered
    free = next((one for one in ordered if one.credential.cost and one.credential.cost.amount == 0), ordered[0])
    return [free, *(one for one in ordered if one is not free)]
