"""What is true of the role, and of the distance between it and the learner?"""

from services.recommender.rulebook.vocabulary import Value
from services.recommender.scales import EmployerKind
from services.recommender.situation.situation import Situation


def role_facts(situation: Situation) -> dict[str, Value]:
    """Return every role.* fact."""
    required, gap = len(situation.required), len(situation.gap)
    asked = {term.skill for term in (*situation.required, *situation.preferred)}
    return {
        "role.skills_from": situation.skills_from,
        "role.required": required,
        "role.gap": gap,
        "role.preferred_gap": len(situation.preferred_gap),
        "role.covered_share": (required - gap) * 100 // required if required else None,
        "role.unplaced": sum(1 for term in (*situation.required, *situation.preferred) if not term.matched),
        "role.credentials_required": sum(1 for one in situation.asked_credentials if one.required),
        "role.credentials_missing": len(situation.missing_credentials),
        "role.employers": _employers(situation),
        "role.hot_skills": len(asked & situation.hot_skills),
    }


def _employers(situation: Situation) -> str:
    kinds = {employer.kind for employer in situation.profile.target_employers} - {EmployerKind.UNKNOWN}
    if len(kinds) > 1:
        return "several"
    return kinds.pop().value if kinds else EmployerKind.UNKNOWN.value
