"""Does somebody have a skill? Held, begun or missing: decided here, and nowhere else.

The gap, what a credential closes or begins, counterfactuals and what a valid credential proves all ask this module, so
that what is said to close a skill leaves it held once it is earned.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.scales import SKILL_LEVELS, SkillLevel

#: A role's skill means working with it: a learner who calls themselves a beginner in it has begun.
LEVEL_FOR_ROLE = SkillLevel.INTERMEDIATE

#: Levels as they are joined, the least first: who holds a skill and states no level works with it.
_JOINED = (SkillLevel.BEGINNER, SkillLevel.UNKNOWN, *SKILL_LEVELS[1:])


class Grasp(StrEnum):
    """How far somebody has what is asked for, the least first."""

    MISSING = "missing"
    BEGUN = "begun"
    HELD = "held"

    @property
    def rank(self) -> int:
        """Its position, from 0 for what is missing."""
        return _GRASP_RANK[self]


_GRASP_RANK = {grasp: place for place, grasp in enumerate(Grasp)}

#: How far each is, for finding the furthest.
rank_of = _GRASP_RANK.__getitem__

_LEVEL_RANK = {level: place for place, level in enumerate(SKILL_LEVELS)}

_JOINED_RANK = {level: place for place, level in enumerate(_JOINED)}


def rank(level: SkillLevel) -> int:
    """Return the position of `level` among the levels, from 0; UNKNOWN has none and is an error here."""
    return _LEVEL_RANK[level]


def grasp(level: SkillLevel | None, asked: SkillLevel = SkillLevel.UNKNOWN) -> Grasp:
    """Return how far somebody who has a skill at `level`, or not at all, has it where `asked` is asked for.

    A level that nobody stated counts as enough; where none is asked for, that of somebody who works with it is meant.
    """
    if level is None:
        return Grasp.MISSING
    least = LEVEL_FOR_ROLE if asked is SkillLevel.UNKNOWN else asked
    return Grasp.HELD if level is SkillLevel.UNKNOWN or rank(level) >= rank(least) else Grasp.BEGUN


def joined(skills: Mapping[str, SkillLevel], shown: Iterable[tuple[str, SkillLevel]]) -> dict[str, SkillLevel]:
    """Return `skills` with what is `shown` besides: of each the best that is known, so that nothing is taken away."""
    best = dict(skills)
    for skill, level in shown:
        best[skill] = max(best.get(skill, level), level, key=_JOINED_RANK.__getitem__)
    return best


def taught_by(credential: Credential) -> list[tuple[str, SkillLevel]]:
    """Return the skills that whoever holds `credential` has, each at the level it is taught at."""
    return [
        (taught.skill, credential.level if taught.level is SkillLevel.UNKNOWN else taught.level)
        for taught in credential.skills
    ]
