"""Which of the learner's own pieces have to do with the role? A quilt says nothing of a web developer."""

from collections.abc import Iterable

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.learner import Profile
from services.recommender.situation.role.role_skills import RoleSkill, skills_in
from services.recommender.situation.terms import imputed_terms


def pieces_about_role(
    profile: Profile,
    shown: tuple[frozenset[str], ...],
    asked: Iterable[RoleSkill],
    occupation: Occupation | None,
    knowledge: Knowledge,
) -> int:
    """Count the pieces that show a skill of the role or of its occupation; `shown` are the skills of each.

    One that names no skill counts, and so do all where nothing is known of what the role asks for.
    """
    wanted = skills_in(asked) | {term.skill for term in imputed_terms(occupation, knowledge)}
    return sum(
        1
        for piece, skills in zip(profile.evidence, shown, strict=True)
        if not (piece.skills and wanted) or skills & wanted
    )
