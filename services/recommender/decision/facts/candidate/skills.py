"""How do the skills that a credential teaches stand to those the learner holds and those the role asks for?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.scales import SkillLevel
from services.recommender.situation.role.role_skills import RoleSkill, reached_by, skills_in
from services.recommender.situation.role.served import Served, served
from services.recommender.situation.situation import Situation
from services.recommender.situation.skills.grasp import LEVEL_FOR_ROLE, Grasp, grasp, joined, rank

#: Whoever has worked in a field for so many years does not start from nothing in one more skill of it.
YEARS_OF_PRACTICE = 5

#: How much a missing skill counts toward what a credential covers: a required one twice as much as a preferred one.
REQUIRED, PREFERRED = 2, 1

#: What a credential does that teaches nothing of what is asked for.
_NOTHING = Served(closes=(), begins=())

#: How much one that is closed counts, and one that is only begun.
CLOSED, BEGUN = 2, 1


class SkillsFit(NamedTuple):
    """How the skills that one credential teaches stand to those of the learner and of the role; as in FitFacts.

    A tuple, since one is made of each candidate.
    """

    missing_skills_taught: int
    skills_closed: int
    closes_assessed: int
    closes_preferred: int
    gap_share: int | None
    covered_share: int | None
    near_missing: int
    near_share: int
    focus: int | None
    new_skills: int
    already_held: int
    proves_held: int
    level_distance: int | None


@dataclass(frozen=True, kw_only=True)
class SkillsCompared:
    """What the role asks for, what of it is not held, and the levels of the skills that are held.

    `first_rank` is where the learner starts in a skill they lack. `like` are, without a posting, the skills that those
    held stand for in the field, and the levels of these.
    """

    gap: tuple[RoleSkill, ...]
    preferred_gap: tuple[RoleSkill, ...]
    asked: frozenset[str]
    held: Mapping[str, SkillLevel]
    first_rank: int
    like: Mapping[str, SkillLevel]
    _worked_out: dict[str, SkillsFit] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, situation: Situation) -> "SkillsCompared":
        years = situation.profile.experience.years_in_field
        practised = years is not None and years >= YEARS_OF_PRACTICE
        return cls(
            gap=situation.gap,
            preferred_gap=situation.preferred_gap,
            asked=skills_in((*situation.required, *situation.preferred)),
            held=situation.held_skills,
            first_rank=rank(SkillLevel.INTERMEDIATE if practised else SkillLevel.BEGINNER),
            like=_like(situation),
        )

    def fit(self, credential: Credential) -> SkillsFit:
        """Return how the skills of `credential` stand to the learner's and the role's; worked out once of each."""
        found = self._worked_out.get(credential.id)
        if found is None:
            found = self._worked_out[credential.id] = self._fit(credential)
        return found

    def _fit(self, credential: Credential) -> SkillsFit:
        taught, assessed = credential.taught, credential.assessed
        required, preferred = self.required_served(credential), self.preferred_served(credential)
        improves = len(required.all)
        return SkillsFit(
            missing_skills_taught=improves,
            skills_closed=len(required.closes),
            closes_assessed=sum(1 for one in required.all if one.skills & assessed),
            closes_preferred=len(preferred.all),
            gap_share=improves * 100 // len(self.gap) if self.gap else None,
            covered_share=self.covered_share(required, preferred),
            near_missing=len(required.near) + len(preferred.near),
            near_share=self._share_of_missing(CLOSED * len(required.near), CLOSED * len(preferred.near)) or 0,
            focus=len(taught & self.asked) * 100 // len(taught) if taught and self.asked else None,
            new_skills=len(taught - self.held.keys()),
            already_held=sum(1 for skill in taught if self.is_held(skill, credential.level)),
            proves_held=sum(1 for skill in taught & self.asked if self.is_held(skill, credential.level)),
            level_distance=self.level_distance(taught, credential.level),
        )

    @cached_property
    def missing(self) -> frozenset[str]:
        """The skills of which one would do for something that is missing."""
        return skills_in((*self.gap, *self.preferred_gap))

    @cached_property
    def _reached(self) -> frozenset[str]:
        return reached_by(self.gap)

    @cached_property
    def _preferred_reached(self) -> frozenset[str]:
        return reached_by(self.preferred_gap)

    def required_served(self, credential: Credential) -> Served:
        """Return what of the required skills that are not held `credential` would close or begin."""
        return _NOTHING if credential.taught.isdisjoint(self._reached) else served(self.gap, credential, self.held)

    def preferred_served(self, credential: Credential) -> Served:
        """Return the same of the preferred skills."""
        if credential.taught.isdisjoint(self._preferred_reached):
            return _NOTHING
        return served(self.preferred_gap, credential, self.held)

    def covered_share(self, required: Served, preferred: Served) -> int | None:
        """Return the share of all that is missing that a credential covers, in percent; None where nothing is missing.

        A required skill counts twice as much as a preferred one, and one that is closed twice as much as one begun.
        """
        return self._share_of_missing(_weight(required), _weight(preferred))

    def _share_of_missing(self, required: int, preferred: int) -> int | None:
        missing = CLOSED * (REQUIRED * len(self.gap) + PREFERRED * len(self.preferred_gap))
        return (REQUIRED * required + PREFERRED * preferred) * 100 // missing if missing else None

    def is_held(self, skill: str, level: SkillLevel) -> bool:
        """Say whether the learner holds `skill` at `level` or above; also where one of the levels is not known."""
        asked = SkillLevel.BEGINNER if level is SkillLevel.UNKNOWN else level
        return grasp(self.held.get(skill), asked) is Grasp.HELD

    def level_distance(self, taught: frozenset[str], level: SkillLevel) -> int | None:
        """Return how much harder a credential is than where the learner stands in what they would take it for.

        That is the missing skills it teaches, or else everything it teaches; nothing is too easy for a skill that is
        missing. Without a posting nothing is known to be: then whoever does the like of what it teaches starts there.
        Unknown where the credential's level is, or where the learner's levels in all of these skills are.
        """
        if level is SkillLevel.UNKNOWN or not taught:
            return None
        if like := [self.like[skill] for skill in taught if skill in self.like]:
            return rank(level) - max(map(rank, like))
        missing = taught & self.missing
        levels = [self.held.get(skill) for skill in missing or taught]
        ranks = [rank(held) for held in levels if held is not None and held is not SkillLevel.UNKNOWN]
        if not ranks and None not in levels:
            return None
        distance = rank(level) - (max(ranks) if ranks else self._first_rank(taught))
        return max(0, distance) if missing else distance

    def _first_rank(self, taught: frozenset[str]) -> int:
        """Return where the learner starts in what they lack: who works with something near to it is no beginner."""
        near = (one.near for one in (*self.gap, *self.preferred_gap) if one.skills & taught)
        known = frozenset[str]().union(*near) & self.held.keys()
        worked_with = any(grasp(self.held[skill]) is Grasp.HELD for skill in known)
        return max(self.first_rank, rank(LEVEL_FOR_ROLE)) if worked_with else self.first_rank


def _weight(served: Served) -> int:
    return CLOSED * len(served.closes) + BEGUN * len(served.begins)


def _like(situation: Situation) -> dict[str, SkillLevel]:
    """Return the skills that those held stand for where no posting says which is asked for, and the levels of these.

    What is held at no stated level is worked with: a course for beginners in another language teaches little new.
    """
    if situation.skills_from == "named":
        return {}
    held = situation.held_skills
    like: dict[str, SkillLevel] = {}
    for one in situation.preferred:
        kind = one.skills | one.as_good
        levels = [LEVEL_FOR_ROLE if held[skill] is SkillLevel.UNKNOWN else held[skill] for skill in kind & held.keys()]
        if levels:
            like = joined(like, ((skill, max(levels, key=rank)) for skill in sorted(kind)))
    return like
