"""In which order are candidates shown, and why is each of the others left out?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.recommender.decision.scoring import Tally
from services.recommender.knowledge.credential import Credential, CredentialKind
from services.recommender.rulebook.rule import PathKind
from services.recommender.rulebook.vocabulary import Value

#: The most credentials shown where the verdict is their kind of path; nobody compares more.
MOST_ON_ROUTE = 10

#: The most shown of other kinds, beside the route: enough to see what else there is.
MOST_BESIDE = 3


#: Of credentials by one issuer that do the same for the learner, so many are shown: nobody is helped by ten like labs.
MOST_ALIKE = 2


class Role(StrEnum):
    """ROUTE: this credential is of the kind the verdict recommends. BESIDE: it is not, and only accompanies it."""

    ROUTE = "route"
    BESIDE = "beside"


class LeftOut(StrEnum):
    """Why a candidate is not among the ranked."""

    RULED_OUT = "ruled_out"
    WEIGHED_AGAINST = "weighed_against"
    ALIKE = "alike"
    OUTRANKED = "outranked"
    BEYOND_SHORTLIST = "beyond_shortlist"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A candidate, its facts, and what the rules said of it."""

    credential: Credential
    facts: Mapping[str, Value]
    said: Tally


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Those shown, best first, each with its role; and the others, each with its reason."""

    shown: tuple[tuple[Judged, Role], ...]
    left_out: tuple[tuple[Judged, LeftOut], ...]


def rank_candidates(judged: Iterable[Judged], path: PathKind, missing: frozenset[str]) -> Ranking:
    """Rank by score within the route and beside it; ties go to what costs less, takes less time, then by id.

    `missing` are the skills the learner lacks: credentials of one issuer that teach the same of them are alike.
    """
    alike = Counter[tuple[str, frozenset[str]]]()
    shown: list[tuple[Judged, Role]] = []
    left_out: list[tuple[Judged, LeftOut]] = []
    room = {Role.ROUTE: MOST_ON_ROUTE, Role.BESIDE: MOST_BESIDE}
    for one in sorted(judged, key=lambda one: (_role(one, path) is Role.BESIDE, *_order(one))):
        role = _role(one, path)
        if one.said.exclusions:
            left_out.append((one, LeftOut.RULED_OUT))
        elif one.said.score <= 0:
            left_out.append((one, LeftOut.WEIGHED_AGAINST))
        elif _interchangeable(one) and alike[_alike(one, missing)] == MOST_ALIKE:
            left_out.append((one, LeftOut.ALIKE))
        elif room[role] == 0:
            left_out.append((one, LeftOut.OUTRANKED))
        else:
            room[role] -= 1
            alike[_alike(one, missing)] += 1
            shown.append((one, role))
    return Ranking(shown=tuple(shown), left_out=tuple(left_out))


def _role(one: Judged, path: PathKind) -> Role:
    return Role.ROUTE if one.credential.kind.value == path.value else Role.BESIDE


def _interchangeable(one: Judged) -> bool:
    """Short credentials can stand for one another; certifications, steps and what a posting names are their own."""
    own = {one.facts.get("fit.stack_step", "no"), one.facts.get("fit.asked_for_by_name", "no")}
    return one.credential.kind is CredentialKind.MICRO_CREDENTIAL and own == {"no"}


def _alike(one: Judged, missing: frozenset[str]) -> tuple[str, frozenset[str]]:
    taught = frozenset(skill.skill for skill in one.credential.skills)
    return one.credential.issuer.name, taught & missing or taught


def _order(one: Judged) -> tuple[int, bool, int, bool, int, str]:
    cost, hours = one.credential.cost, one.credential.hours
    return (
        -one.said.score,
        cost is None,
        cost.amount if cost else 0,
        hours is None,
        hours or 0,
        one.credential.id,
    )
