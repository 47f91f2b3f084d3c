"""In which order are candidates shown, and why is each of the others left out?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN, AskedForByName, FitFacts
from services.recommender.decision.facts.record import by_name
from services.recommender.decision.scoring import Tally
from services.recommender.decision.too_weak import Benchmark
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, Role
from services.recommender.rulebook.vocabulary import Value
from services.recommender.scales import HeldStatus

#: The most credentials shown where the verdict is their kind of path; nobody compares more.
MOST_ON_ROUTE = 10

#: The places of other kinds, beside the route: enough to see what else there is.
MOST_ALTERNATIVES = 3

#: The most shown in all. Those beside get more than their places where they are stronger than what the route has left.
MOST_IN_ALL = MOST_ON_ROUTE + MOST_ALTERNATIVES

#: Of credentials by one issuer that do the same for the learner, so many are shown: nobody is helped by ten like labs.
MOST_ALIKE = 2


_REASONS = tuple(LeftOut)

_Order = tuple[int, int, bool, int, bool, int, str]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A candidate, what is true of it and of how it fits the learner, and what the rules said of it."""

    credential: Credential
    about: CredentialFacts
    fit: FitFacts
    said: Tally

    def facts(self) -> dict[str, Value]:
        """Return its facts by name, as the rules saw them."""
        return by_name(self.about, self.fit)


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Those shown, best first, each with its role; and the others, each with its reason, in the order of reasons."""

    shown: tuple[tuple[Judged, Role], ...]
    left_out: tuple[tuple[Judged, LeftOut], ...]


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What candidates are ranked for: the path advised, the skills the learner lacks, and what the goal allows.

    `path` is None where nothing of the kind advised is known to serve: then everything stands beside the advice.
    `interchangeable_steps` are steps toward the goal of which another one would do; `nothing_to_spend` says that the
    budget is 0.
    """

    path: PathKind | None
    missing: frozenset[str] = frozenset()
    interchangeable_steps: frozenset[str] = frozenset()
    nothing_to_spend: bool = False


def rank_candidates(judged: Iterable[Judged], aim: Aim) -> Ranking:
    """Rank by score within the route and beside it.

    What the posting asks for by name is always shown unless a rule took it out, and on the route: what it requires
    before all others, what it prefers in its order, or not yet where its requirements are not met. Ties go to what
    closes more of the gap, costs less, takes less time, then by id. Others are shown that are worth it (worth.py). The
    places that the route leaves, and one for each of its weaker ones, go to stronger credentials beside it. With
    nothing to spend, one without a price does not lead where a free one could.
    """
    left_out: list[tuple[Judged, LeftOut]] = []
    route: list[Judged] = []
    beside: list[Judged] = []
    alike = Counter[tuple[str, frozenset[str]]]()
    for one in sorted(judged, key=_order):
        if one.said.exclusions:
            left_out.append((one, LeftOut.RULED_OUT))
        elif _asked(one) == "preferred" and one.fit.prerequisites in NOT_YET_OPEN:
            left_out.append((one, LeftOut.NOT_YET))
        elif one.said.score <= 0 and _asked(one) == "no":
            left_out.append((one, LeftOut.WEIGHED_AGAINST))
        elif _interchangeable(one) and alike[_alike(one, aim.missing)] == MOST_ALIKE:
            left_out.append((one, LeftOut.ALIKE))
        else:
            if _interchangeable(one):
                alike[_alike(one, aim.missing)] += 1
            (route if role_of(one, aim.path) is Role.ROUTE else beside).append(one)
    best = _best(route, beside)
    asked = [one for one in (*route, *beside) if _asked(one) != "no"]
    route, thin_route = _parted([one for one in route if one not in asked], best, aim)
    beside, thin_beside = _parted([one for one in beside if one not in asked], best, aim)
    places_on_route = max(1, MOST_ON_ROUTE - len(asked))
    on_route = _with_asked(route[:places_on_route], asked, aim)
    places = _places_beside(beside, [*route[1:places_on_route], *thin_route], MOST_IN_ALL - len(on_route))
    left_out += [(one, LeftOut.OUTRANKED) for one in (*route[places_on_route:], *beside[places:])]
    left_out += [(one, LeftOut.TOO_LITTLE) for one in (*thin_route, *thin_beside)]
    return Ranking(
        shown=(*((one, Role.ROUTE) for one in on_route), *((one, Role.ALTERNATIVE) for one in beside[:places])),
        left_out=tuple(sorted(left_out, key=_order_of_reasons)),
    )


def _asked(one: Judged) -> AskedForByName:
    """Return whether the posting requires or prefers it by name."""
    return one.fit.asked_for_by_name


def _with_asked(route: list[Judged], asked: list[Judged], aim: Aim) -> list[Judged]:
    """Return the route with what the posting asks for by name: what it requires in front, the rest in its order."""
    required = sorted((one for one in asked if _asked(one) == "required"), key=_order)
    others = sorted((*route, *(one for one in asked if one not in required)), key=_order)
    return [*required, *(_led_by_free(others) if aim.nothing_to_spend else others)]


def role_of(one: Judged, path: PathKind | None) -> Role:
    """Return whether a candidate is of the kind that `path` stands for."""
    return Role.ROUTE if path is not None and one.credential.kind.value == path.value else Role.ALTERNATIVE


def _best(route: list[Judged], beside: list[Judged]) -> Benchmark | None:
    """Return what all are measured by: what the leading candidate closes, and the best score of any."""
    leading = [*route[:1], *beside[:1]]
    if not leading:
        return None
    first = leading[0]
    return Benchmark.of(first.fit, len(first.credential.skills), max(one.said.score for one in leading))


def _parted(candidates: list[Judged], best: Benchmark | None, aim: Aim) -> tuple[list[Judged], list[Judged]]:
    """Part those worth a place from those that do too little; what leads is its own measure and so worth it."""
    worthy: list[Judged] = []
    too_little: list[Judged] = []
    for one in candidates:
        serves = best is None or best.leaves_a_place(one.fit, len(one.credential.skills), one.said.score)
        (worthy if serves or _is_due(one, aim) else too_little).append(one)
    return worthy, too_little


def _is_due(one: Judged, aim: Aim) -> bool:
    """A step of the goal that no other replaces, and what is to be renewed or finished, are due whatever they teach.

    So is what advisers of the field name first, where it closes anything that is missing. A licence has its own path.
    """
    step = one.fit.stack_step != "no" and one.credential.id not in aim.interchangeable_steps
    proof = one.credential.kind is not CredentialKind.LICENCE
    named = proof and one.fit.named_first != "no" and one.fit.missing_skills_taught > 0
    return step or named or one.fit.held in {HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS}


def _led_by_free(route: list[Judged]) -> list[Judged]:
    """Put the best free credential first where the first has no stated price."""
    if not route or route[0].credential.cost is not None:
        return route
    free = next((one for one in route if one.credential.cost and one.credential.cost.amount == 0), None)
    return [free, *(one for one in route if one is not free)] if free else route


def _places_beside(beside: list[Judged], rest_of_route: list[Judged], room: int) -> int:
    """Return how many are shown beside the route: their own places, and one for each weaker one of the route's rest."""
    weak = sorted(one.said.score for one in rest_of_route)
    places = min(MOST_ALTERNATIVES, len(beside))
    for one, weakest in zip(beside[MOST_ALTERNATIVES:room], weak, strict=False):
        if weakest >= one.said.score:
            break
        places += 1
    return places


def _order_of_reasons(entry: tuple[Judged, LeftOut]) -> tuple[int, bool, bool, _Order]:
    """Order by reason; of those ruled out, what the posting names and what is or was held come first."""
    one, why = entry
    return _REASONS.index(why), _asked(one) == "no", one.fit.held == "no", _order(one)


def _interchangeable(one: Judged) -> bool:
    """Short credentials can stand for one another; certifications, steps and what a posting names are their own."""
    its_own = one.fit.stack_step != "no" or _asked(one) != "no"
    return one.credential.kind is CredentialKind.MICRO_CREDENTIAL and not its_own


def _alike(one: Judged, missing: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return what makes credentials alike: their issuer and what they teach of the missing skills, if only nothing."""
    taught = frozenset(skill.skill for skill in one.credential.skills)
    return one.credential.issuer.name, taught & missing


def _order(one: Judged) -> _Order:
    cost, hours = one.credential.cost, one.credential.hours
    return (
        -one.said.score,
        -one.fit.missing_skills_taught,
        cost is None,
        cost.amount if cost else 0,
        hours is None,
        hours or 0,
        one.credential.id,
    )
