"""What is near to a skill that is missing? Said beside it, so that nobody takes the one for the other."""

from collections.abc import Iterable

from services.recommender.knowledge.skills import SkillIndex
from services.recommender.recommendation.reading import NearSkill
from services.recommender.situation.role.role_skills import RoleSkill
from services.recommender.situation.situation import Situation


def near_readings(situation: Situation, skills: SkillIndex) -> list[NearSkill]:
    """Return what a posting asks for and is missing, while the learner knows something near to it."""
    asked = (*situation.required, *situation.preferred)
    return [near_said(one, situation.held_skills, skills) for one in asked if situation.is_near(one)]


def near_said(asked: RoleSkill, known: Iterable[str], skills: SkillIndex) -> NearSkill:
    """Return what is asked for with what of the `known` skills is near to it."""
    return NearSkill(label=asked.label, near=sorted(skills.label(skill) for skill in asked.near & frozenset(known)))
