"""Which skills does a profile name, and which does work show? Each at the level that still stands today."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.learner import Profile
from services.recommender.names.skills.skill_phrases import level_said
from services.recommender.scales import SkillLevel
from services.recommender.situation.terms import read_all

#: The tools of a field change fast where so many of them are hot technologies; rules/currency says why.
HOT_IN_A_FAST_FIELD = 30

#: In such a field a skill that was last used, and work that was made, so many years ago shows a beginning only.
YEARS_THAT_DATE = 10


@dataclass(frozen=True, kw_only=True)
class KnownSkills:
    """Reads what one profile says of skills; what is of the year `dated` or before stands for a beginning."""

    profile: Profile
    knowledge: Knowledge
    dated: int | None

    def named(self) -> Iterator[tuple[str, SkillLevel]]:
        """Yield the skills that are named; whoever says "Python/R" of themselves names both."""
        for one in self.profile.skills:
            for term in read_all(one.name, self.knowledge):
                level = one.level
                if level is SkillLevel.UNKNOWN:
                    level = SkillLevel(level_said(one.name, term.label) or level)
                yield term.skill, self._today(level, one.last_used)

    def shown(self) -> Iterator[tuple[str, SkillLevel]]:
        """Yield the skills that work shows: they are held, at no stated level."""
        for piece in self.profile.evidence:
            for words in piece.skills:
                for term in read_all(words, self.knowledge):
                    yield term.skill, self._today(SkillLevel.UNKNOWN, piece.year)

    def _today(self, level: SkillLevel, year: int | None) -> SkillLevel:
        return SkillLevel.BEGINNER if self.dated is not None and year is not None and year <= self.dated else level


def dated_by(occupation: Occupation | None, this_year: int) -> int | None:
    """Return the last year of which a skill is dated by now; None where the field's tools do not change fast."""
    hot = sum(tool.hot for tool in occupation.technologies) if occupation else 0
    return this_year - YEARS_THAT_DATE if hot >= HOT_IN_A_FAST_FIELD else None
