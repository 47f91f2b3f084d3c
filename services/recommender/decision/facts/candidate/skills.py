"""How do the skills that a credential teaches stand to those the learner holds and those the role asks for?"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.recommender.scales import SkillLevel
from services.recommender.situation.holdings import rank
from services.recommender.situation.situation import Situation

#: Whoever has worked in a field for so many years does not start from nothing in one more skill of it.
YEARS_OF_PRACTICE = 5

#: How much a missing skill counts toward what a credential covers: a required one twice as much as a preferred one.
REQUIRED, PREFERRED = 2, 1


@dataclass(frozen=True, kw_only=True)
class SkillsCompared:
    """The skills the role asks for, those of them that are missing, and the levels of those that are held.

    `first_rank` is where the learner starts in a skill they lack.
    """

    gap: frozenset[str]
    preferred_gap: frozenset[str]
    asked: frozenset[str]
    held: Mapping[str, SkillLevel]
    first_rank: int

    @classmethod
    def of(cls, situation: Situation) -> "SkillsCompared":
        years = situation.profile.experience.years_in_field
        practised = years is not None and years >= YEARS_OF_PRACTICE
        return cls(
            gap=frozenset(term.skill for term in situation.gap),
            preferred_gap=frozenset(term.skill for term in situation.preferred_gap),
            asked=frozenset(term.skill for term in (*situation.required, *situation.preferred)),
            held=situation.held_skills,
            first_rank=rank(SkillLevel.INTERMEDIATE if practised else SkillLevel.BEGINNER),
        )

    def covered_share(self, taught: frozenset[str]) -> int | None:
        """Return the share of all that is missing that `taught` covers, in percent; None where nothing is missing."""
        missing = REQUIRED * len(self.gap) + PREFERRED * len(self.preferred_gap)
        covered = REQUIRED * len(taught & self.gap) + PREFERRED * len(taught & self.preferred_gap)
        return covered * 100 // missing if missing else None

    def is_held(self, skill: str, level: SkillLevel) -> bool:
        """Say whether the learner holds `skill` at `level` or above; also where one of the levels is not known."""
        held = self.held.get(skill)
        if held is None:
            return False
        if SkillLevel.UNKNOWN in {held, level}:
            return True
        return rank(held) >= rank(level)

    def level_distance(self, taught: frozenset[str], level: SkillLevel) -> int | None:
        """Return how much harder a credential is than where the learner stands in what they would take it for.

        That is the missing skills it teaches, or else everything it teaches; nothing is too easy for a skill that is
        missing. Unknown where the credential's level is, or where the learner's levels in all of these skills are.
        """
        if level is SkillLevel.UNKNOWN or not taught:
            return None
        missing = taught & (self.gap | self.preferred_gap)
        levels = [self.held.get(skill) for skill in missing or taught]
        ranks = [rank(held) for held in levels if held is not None and held is not SkillLevel.UNKNOWN]
        if not ranks and None not in levels:
            return None
        distance = rank(level) - max(ranks, default=self.first_rank)
        return max(0, distance) if missing else distance
