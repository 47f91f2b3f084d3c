"""What would have to be different? The smallest changes that turn the verdict, or bring a candidate in.

Nothing is inferred: every change was made to the profile and the profile was decided again. What would not help the
learner is left unsaid: a path without a credential to take on it, or a place behind those that are looked at first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Judged
from services.recommender.decision.ranking.ranked import role_of
from services.recommender.decision.verdict import Verdict
from services.recommender.explaining.what_if.levers import Change, Lever, changes
from services.recommender.knowledge.credentials.credential import Credential, CredentialStatus
from services.recommender.learner import Profile
from services.recommender.paths import PATHS
from services.recommender.recommendation.codes import LeftOut, Role
from services.recommender.scales import HeldStatus

#: Losing candidates that are looked into: the best of them.
LOSERS = 3

#: The last rank worth a change: those shown first.
LAST_RANK = 3

#: Reasons for which a candidate lost that a change of the learner's could turn.
COULD_TURN = frozenset({LeftOut.RULED_OUT, LeftOut.WEIGHED_AGAINST})

Decide = Callable[[Profile], Decision]


@dataclass(frozen=True, kw_only=True)
class TurnedVerdict:
    """With this change the verdict becomes `verdict`."""

    change: Change
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """With this change the candidate is among those shown first, at `rank`."""

    candidate: Judged
    change: Change
    rank: int


@dataclass(frozen=True, kw_only=True)
class Counterfactuals:
    """The smallest change per lever that turns the verdict, and per losing candidate the easiest that brings it in."""

    verdict: tuple[TurnedVerdict, ...]
    candidates: tuple[BroughtIn, ...]


def find_counterfactuals(decision: Decision, credentials: Mapping[str, Credential], decide: Decide) -> Counterfactuals:
    """Look for changes and confirm each by `decide`, which decides a changed profile, all else being equal."""
    return Counterfactuals(
        verdict=tuple(_turning(decision, credentials, decide)),
        candidates=tuple(_bringing_in(decision, credentials, decide)),
    )


def _turning(decision: Decision, credentials: Mapping[str, Credential], decide: Decide) -> list[TurnedVerdict]:
    turned = []
    for steps in changes(decision.situation, decision.judged, credentials):
        for change in steps:
            after = decide(change.profile)
            if after.verdict.path is not decision.verdict.path and _helps(change, after):
                turned.append(TurnedVerdict(change=change, verdict=after.verdict))
                break
    return turned


def _helps(change: Change, after: Decision) -> bool:
    """Say whether the turn is one to tell: work that is shown spares a credential, and a path can be walked."""
    path = after.verdict.path
    if change.lever is Lever.EVIDENCE:
        # Work of one's own leads to no credential: that it makes another kind of one do tells nobody anything.
        return PATHS[path].spares_one
    return not PATHS[path].is_a_credential or any(role_of(one, path) is Role.ROUTE for one, _ in after.ranked.shown)


def _bringing_in(decision: Decision, credentials: Mapping[str, Credential], decide: Decide) -> list[BroughtIn]:
    brought = []
    for candidate in _losers(decision):
        steps = (step for steps in changes(decision.situation, [candidate], credentials) for step in steps)
        found = next((one for step in steps if (one := _with_change(candidate, step, decide))), None)
        brought += [found] if found else []
    return brought


def _losers(decision: Decision) -> list[Judged]:
    """Return the best candidates that lost for a reason that could turn: by score, then by id."""
    lost = [
        judged
        for judged, why in decision.ranking.left_out
        if why in COULD_TURN
        and judged.credential.status is CredentialStatus.ACTIVE
        and judged.fit.held not in {HeldStatus.VALID, HeldStatus.REVOKED}
    ]
    return sorted(lost, key=lambda judged: (-judged.said.score, judged.credential.id))[:LOSERS]


def _with_change(candidate: Judged, change: Change, decide: Decide) -> BroughtIn | None:
    shown = decide(change.profile).ranked.shown
    ids = [weighed.credential.id for weighed, _ in shown[:LAST_RANK]]
    if candidate.credential.id not in ids:
        return None
    return BroughtIn(candidate=candidate, change=change, rank=ids.index(candidate.credential.id) + 1)
