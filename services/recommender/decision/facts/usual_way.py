"""Which path do advisers of the field name first, of what is not behind the learner already?"""

from typing import Literal

from services.recommender.decision.facts.holdings.licence import is_taken_to_hold_licence
from services.recommender.knowledge.occupations.entry.ways_in import WorkSamples
from services.recommender.paths import PathKind
from services.recommender.scales import DEGREE_LEVELS, Goal
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.once import once
from services.recommender.situation.situation import Situation

#: Whether a path is named, and in which place of what is still ahead.
NamedFirst = Literal["no", "later", "first"]

#: What is named after more than so many others is not what people do first, though all of them are behind them.
MOST_BEHIND = 1

#: After so many years in a trade nobody begins its apprenticeship.
YEARS_OF_A_TRADE = 2


def named_first(kind: PathKind, situation: Situation, behind: frozenset[PathKind]) -> NamedFirst:
    """Return where advisers of the field name this kind of path; the licence has rules of its own.

    `behind` are the paths that lie behind the learner.
    """
    if situation.occupation is None or kind is PathKind.LICENCE:
        return "no"
    named = _named(situation)
    if kind in behind or kind not in named:
        return "no"
    before = named[: named.index(kind)]
    return "first" if len(before) < MOST_BEHIND + 1 and behind.issuperset(before) else "later"


@once
def _named(situation: Situation) -> list[PathKind | None]:
    occupation = situation.occupation
    return [way.kind for way in occupation.ways_in.named_in(situation.place)] if occupation else []


def paths_behind(situation: Situation) -> frozenset[PathKind]:
    """Return the paths that lie behind the learner: a licence or degree held, work shown, years in the trade."""
    degrees = any(one.level in DEGREE_LEVELS for one in completed(situation.profile, situation.on))
    licence = situation.occupation.licence if situation.occupation else None
    behind = {
        PathKind.LICENCE: not (licence and licence.work_needs_it) or is_taken_to_hold_licence(situation),
        PathKind.DEGREE: degrees,
        PathKind.PORTFOLIO: situation.evidence_about_role > 0 or _has_a_record(situation),
        PathKind.APPRENTICESHIP: (situation.profile.experience.years_in_field or 0) >= YEARS_OF_A_TRADE,
    }
    return frozenset(kind for kind, done in behind.items() if done)


def _has_a_record(situation: Situation) -> bool:
    """Say whether somebody wants to show that a record is current; where the work decides, it is shown all the same."""
    occupation = situation.occupation
    decisive = occupation is not None and occupation.ways_in.work_samples is WorkSamples.DECISIVE
    return situation.profile.goal is Goal.SIGNAL_CURRENCY and not decisive
