"""In which order are candidates shown, and why is each of the others left out?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN, AskedForByName, FitFacts
from services.recommender.decision.facts.credits import WHERE_ASKED
from services.recommender.decision.facts.record import by_name
from services.recommender.decision.scoring import Tally
from services.recommender.decision.too_weak import Benchmark, closes, is_dwarfed
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, Role
from services.recommender.rulebook.vocabulary import Value
from services.recommender.scales import HeldStatus

#: The most credentials shown of the kind that the verdict names; nobody compares more.
MOST_ON_ROUTE = 10

#: The most shown of other kinds behind the last of the kind advised: enough to see what else there is.
MOST_ALTERNATIVES = 3

#: The most shown in all.
MOST_IN_ALL = MOST_ON_ROUTE + MOST_ALTERNATIVES

#: So many points less one of the kind advised may have than another and still stand before it: a nuance, as
#: rules/README.md calls it. The verdict weighs kinds; it does not bury what does more for the learner.
HEAD_START = 5

#: Of credentials by one issuer that do the same for the learner, so many are shown: nobody is helped by ten like labs.
MOST_ALIKE = 2

#: The kinds of which one can stand for another: certifications, licences and degrees are their own.
INTERCHANGEABLE = frozenset({CredentialKind.MICRO_CREDENTIAL, CredentialKind.PROFESSIONAL_CERTIFICATE})

_REASONS = tuple(LeftOut)

_Order = tuple[int, int, bool, bool, bool, int, int, bool, int, int, str]


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
    budget is 0; `restoring_first` that what lapsed is restored before anything new.
    """

    path: PathKind | None
    missing: frozenset[str] = frozenset()
    interchangeable_steps: frozenset[str] = frozenset()
    nothing_to_spend: bool = False
    restoring_first: bool = False


def rank_candidates(judged: Iterable[Judged], aim: Aim) -> Ranking:
    """Rank by score in one order, in which the kind advised has a head start.

    What the posting asks for by name is always shown unless a rule took it out, and on the route: what it requires
    before all others, what it prefers in its order, or not yet where its requirements are not met. Ties go to what
    closes more of the gap, is of the kind advised, costs less, takes less time, was revised last, then by id. Others
    are shown that are worth it (too_weak.py), and what closes more than one that is shown is. What lapsed leads where
    it is restored before anything new. The best of the kind advised leads where nothing is required by name: whoever is
    told to start with it reads it first. With nothing to spend, one without a price does not lead a free one.
    """
    left_out: list[tuple[Judged, LeftOut]] = []
    running: list[Judged] = []
    alike = Counter[tuple[str, frozenset[str]]]()
    for one in sorted(judged, key=lambda one: _order(one, aim)):
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
            running.append(one)
    worthy, too_little = _parted(running, aim)
    shown, outranked = _placed(_in_front(_broad_first(worthy), aim), aim)
    left_out += [(one, LeftOut.OUTRANKED) for one in outranked]
    left_out += [(one, LeftOut.TOO_LITTLE) for one in too_little]
    return Ranking(
        shown=tuple((one, _role(one, aim)) for one in shown),
        left_out=tuple(sorted(left_out, key=lambda entry: _order_of_reasons(entry[0], entry[1], aim))),
    )


def _broad_first(worthy: list[Judged]) -> list[Judged]:
    """Return the order with what covers a small part of the gap behind what could stand for it and covers far more."""
    rest, placed = list(worthy), list[Judged]()
    while rest:
        one = next(one for one in rest if not any(_is_dwarfed(one, other) for other in rest))
        placed.append(one)
        rest.remove(one)
    return placed


def _is_dwarfed(one: Judged, other: Judged) -> bool:
    of_use = _interchangeable(one) and _interchangeable(other)
    return of_use and is_dwarfed(one.fit, one.said.score, other.fit, other.said.score)


def _asked(one: Judged) -> AskedForByName:
    """Return whether the posting requires or prefers it by name; credit where the goal wants it is a wish as well."""
    wanted = one.fit.credit_at in WHERE_ASKED and one.fit.missing_skills_taught > 0
    return "preferred" if wanted and one.fit.asked_for_by_name == "no" else one.fit.asked_for_by_name


def _in_front(worthy: list[Judged], aim: Aim) -> list[Judged]:
    """Return the order with what the posting requires in front, or else what the advice says to start with."""
    required = [one for one in worthy if _asked(one) == "required"]
    others = [one for one in worthy if _asked(one) != "required"]
    if aim.nothing_to_spend:
        others = _led_by_free(others)
    if aim.restoring_first:
        others.sort(key=lambda one: one.fit.held != HeldStatus.EXPIRED)
    ordered = [*required, *others]
    advised = next((place for place, one in enumerate(ordered) if _role(one, aim) is Role.ROUTE), 0)
    if ordered and not required:
        ordered.insert(0, ordered.pop(advised))
    return ordered


def _placed(ordered: list[Judged], aim: Aim) -> tuple[list[Judged], list[Judged]]:
    """Part those who have a place from those who are outranked; what the posting asks for always has one.

    The kind advised has its places, other kinds those before its last one, and a few in any case.
    """
    asked = [one for one in ordered if _asked(one) != "no"]
    of_kind = [one for one in ordered if _role(one, aim) is Role.ROUTE and one not in asked]
    on_route = [*asked, *of_kind[: max(1, MOST_ON_ROUTE - len(asked))]]
    last = max((place for place, one in enumerate(ordered) if one in on_route), default=-1)
    beside = [(place, one) for place, one in enumerate(ordered) if _role(one, aim) is Role.ALTERNATIVE]
    before = sum(1 for place, _ in beside if place < last)
    room = max(MOST_ALTERNATIVES, MOST_IN_ALL - len(on_route))
    kept = [*on_route, *(one for _, one in beside[: min(room, max(before, MOST_ALTERNATIVES))])]
    return [one for one in ordered if one in kept], [one for one in ordered if one not in kept]


def _role(one: Judged, aim: Aim) -> Role:
    """Return its role in the answer: what the posting asks for by name is never another option."""
    return Role.ROUTE if _asked(one) != "no" else role_of(one, aim.path)


def role_of(one: Judged, path: PathKind | None) -> Role:
    """Return whether a candidate is of the kind that `path` stands for."""
    return Role.ROUTE if path is not None and one.credential.kind.value == path.value else Role.ALTERNATIVE


def _parted(running: list[Judged], aim: Aim) -> tuple[list[Judged], list[Judged]]:
    """Part those worth a place from those that do too little, by the first that closes anything, its own measure.

    What closes more than the least of those that are worth it by themselves is worth it too.
    """
    if not running:
        return [], []
    leading = next((one for one in running if closes(one.fit)), running[0])
    best = Benchmark.of(leading.fit, _taught(leading), max(one.said.score for one in running))
    due = [one for one in running if _is_due(one, aim)]
    serving = [one for one in running if one not in due and best.leaves_a_place(one.fit, _taught(one), one.said.score)]
    least = min((closes(one.fit) for one in serving), default=0)
    worthy = [one for one in running if one in due or one in serving or (serving and closes(one.fit) > least)]
    return worthy, [one for one in running if one not in worthy]


def _taught(one: Judged) -> int:
    return len(one.credential.skills)


def _is_due(one: Judged, aim: Aim) -> bool:
    """Say whether it is due whatever it teaches.

    That is a step of the goal that no other replaces, what is to be renewed or finished, and what the posting asks for
    or advisers of the field name. A licence has its own path.
    """
    step = one.fit.stack_step != "no" and one.credential.id not in aim.interchangeable_steps
    proof = one.credential.kind is not CredentialKind.LICENCE
    named = _asked(one) != "no" or (proof and one.fit.named_first != "no")
    return step or named or one.fit.held in {HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS}


def _led_by_free(route: list[Judged]) -> list[Judged]:
    """Put the best free credential first where the first has no stated price."""
    if not route or route[0].credential.cost is not None:
        return route
    free = next((one for one in route if one.credential.cost and one.credential.cost.amount == 0), None)
    return [free, *(one for one in route if one is not free)] if free else route


def _order_of_reasons(one: Judged, why: LeftOut, aim: Aim) -> tuple[int, bool, bool, _Order]:
    """Order by reason; of those ruled out, what the posting names and what is or was held come first."""
    return _REASONS.index(why), _asked(one) == "no", one.fit.held == "no", _order(one, aim)


def _interchangeable(one: Judged) -> bool:
    """Say whether another could stand for it; steps and what a posting or an adviser names are their own."""
    its_own = one.fit.stack_step != "no" or _asked(one) != "no" or one.fit.named_first != "no"
    return one.credential.kind in INTERCHANGEABLE and not its_own


def _alike(one: Judged, missing: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return what makes credentials alike: their issuer and what they teach of the missing skills, if only nothing."""
    taught = frozenset(skill.skill for skill in one.credential.skills)
    return one.credential.issuer.name, taught & missing


def _order(one: Judged, aim: Aim) -> _Order:
    cost, euro, hours = one.credential.cost, one.about.cost_in_euro, one.credential.hours
    advised = role_of(one, aim.path) is Role.ROUTE
    return (
        -one.said.score - (HEAD_START if advised else 0),
        -one.fit.missing_skills_taught,
        not advised,
        cost is None,
        euro is None,
        euro or 0,
        cost.amount if cost else 0,
        hours is None,
        hours or 0,
        -one.credential.revised_on.toordinal() if one.credential.revised_on else 0,
        one.credential.id,
    )
