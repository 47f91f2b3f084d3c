"""Which candidates are worth a place in the answer, whatever path it names, and why is each of the others not?

The paths are judged by those that are: a kind of credential is advised only where one of the kind can be shown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN
from services.recommender.decision.judged import Weighed
from services.recommender.decision.ranking.ranked import Aim, Ranked
from services.recommender.decision.ranking.too_weak import (
    Benchmark,
    closes,
    is_about_something_else,
    is_beside_the_point,
)
from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.recommendation.codes import LeftOut
from services.recommender.scales import HeldStatus

#: Of credentials of a kind by one issuer that do the same for the learner, so many are shown: nobody is helped by ten
#: like labs.
MOST_ALIKE = 2

#: Reasons by which a credential is weighed, and not ruled out.
_WEIGHED = frozenset({LeftOut.WEIGHED_AGAINST, LeftOut.TOO_LITTLE})


@dataclass(frozen=True, kw_only=True)
class Worth:
    """The candidates worth a place, best first, and the others in the same order, each with its reason.

    `ranked` are rankings of them, by what they are made for and whether the licence of the field is advised.
    """

    worthy: tuple[Weighed, ...]
    left_out: tuple[tuple[Weighed, LeftOut], ...]
    ranked: dict[tuple[Aim, bool], Ranked] = field(default_factory=dict, compare=False, repr=False)


def sift(
    judged: Iterable[Weighed],
    missing: frozenset[str],
    interchangeable_steps: frozenset[str],
    other_trades: frozenset[str] = frozenset(),
) -> Worth:
    """Part those worth a place from the others: what is ruled out, not yet open, weighed against, alike or too little.

    `missing` are the skills that the learner lacks; `interchangeable_steps` are steps toward the goal of which another
    one would do; `other_trades` are meant for other work, and have a place only where they are named or a step.
    """
    left_out: list[tuple[Weighed, LeftOut]] = []
    running: list[Weighed] = []
    alike = Counter[tuple[str, CredentialKind, frozenset[str]]]()
    for one in sorted(judged, key=attrgetter("by_points")):
        if one.ruled_out:
            left_out.append((one, LeftOut.RULED_OUT))
        elif one.asked_for == "preferred" and one.fit.prerequisites in NOT_YET_OPEN:
            left_out.append((one, LeftOut.NOT_YET))
        elif one.score <= 0 and one.asked_for == "no":
            left_out.append((one, LeftOut.WEIGHED_AGAINST))
        elif one.credential.id in other_trades and not _is_named(one, interchangeable_steps):
            left_out.append((one, LeftOut.TOO_LITTLE))
        elif one.interchangeable and alike[_alike(one, missing)] == MOST_ALIKE:
            left_out.append((one, LeftOut.ALIKE))
        else:
            if one.interchangeable:
                alike[_alike(one, missing)] += 1
            running.append(one)
    worthy, too_little = _parted(running, interchangeable_steps)
    return Worth(worthy=tuple(worthy), left_out=(*left_out, *((one, LeftOut.TOO_LITTLE) for one in too_little)))


def with_way_in(worth: Worth) -> Worth:
    """Return `worth` with the licence of the field among the worthy, for who is advised to get it.

    Nobody gets a licence for what it teaches, so that neither points nor the gap keep it from who needs it.
    """
    ways_in = [one for one, why in worth.left_out if one.is_field_licence and why in _WEIGHED]
    return Worth(
        worthy=(*worth.worthy, *ways_in),
        left_out=tuple((one, why) for one, why in worth.left_out if one not in ways_in),
    )


def _parted(running: list[Weighed], interchangeable_steps: frozenset[str]) -> tuple[list[Weighed], list[Weighed]]:
    """Part those worth a place from those that do too little, by the first that closes anything, its own measure.

    What closes more than the least of those that are worth it by themselves is worth it too.
    """
    if not running:
        return [], []
    leading = next((one for one in running if closes(one.fit)), running[0])
    best = Benchmark.of(leading.fit, _taught(leading), max(one.score for one in running))
    due = {one.credential.id for one in running if _is_due(one, interchangeable_steps)}
    not_due = [one for one in running if one.credential.id not in due]
    open_to = [one for one in not_due if not _is_beside(one, running)]
    serving = [one for one in open_to if best.leaves_a_place(one.fit, _taught(one), one.score)]
    least = min((closes(one.fit) for one in serving), default=0)
    more = [one for one in open_to if serving and closes(one.fit) > least]
    placed = due.union(one.credential.id for one in (*serving, *more))
    worthy = [one for one in running if one.credential.id in placed]
    return worthy, [one for one in running if one.credential.id not in placed]


def _is_beside(one: Weighed, others: Iterable[Weighed]) -> bool:
    return is_about_something_else(one.fit) and any(
        is_beside_the_point(one.fit, one.score, other.fit, other.score) for other in others
    )


def _taught(one: Weighed) -> int:
    return len(one.credential.skills)


def _is_due(one: Weighed, interchangeable_steps: frozenset[str]) -> bool:
    """Say whether it is due whatever it teaches.

    That is a step of the goal that no other replaces, what is to be renewed or finished, and what the posting asks for
    or advisers of the field name. A licence has its own path.
    """
    return _is_named(one, interchangeable_steps) or one.fit.held in {HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS}


def _is_named(one: Weighed, interchangeable_steps: frozenset[str]) -> bool:
    """Say whether it is a step of the goal that no other replaces, or asked for or advised by name."""
    step = one.fit.stack_step != "no" and one.credential.id not in interchangeable_steps
    proof = one.credential.kind is not CredentialKind.LICENCE
    return step or one.asked_for != "no" or (proof and one.fit.named_first != "no")


def _alike(one: Weighed, missing: frozenset[str]) -> tuple[str, CredentialKind, frozenset[str]]:
    """Return what makes credentials alike: issuer, kind, and what they teach of the missing skills, if only nothing."""
    return one.credential.issuer.name, one.credential.kind, one.credential.taught & missing
