"""Where does the academic credit of a credential count, for somebody whose goal is credit toward a degree?"""

from collections.abc import Mapping
from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.learner import StackGoal
from services.recommender.names.organisations import is_same, names_it
from services.recommender.scales import StackGoalKind

#: At the institution that the goal names, awarded by it or by another that it is known to take credit of; elsewhere,
#: which is anywhere where none is named.
CreditAt = Literal["not_asked", "none_known", "elsewhere", "accepted", "awarded"]

#: Where it is what the goal asks for.
WHERE_ASKED: frozenset[CreditAt] = frozenset({"accepted", "awarded"})


def credit_at(credential: Credential, goal: StackGoal, catalogue: Mapping[str, Credential]) -> CreditAt:
    """Return where the credit of a credential counts; not asked where the goal is another one."""
    if goal.kind is not StackGoalKind.DEGREE_CREDIT:
        return "not_asked"
    if not credential.credits:
        return "none_known"
    if goal.institution is None or not _counts_at(goal.institution, credential, catalogue):
        return "elsewhere"
    return "awarded" if is_same(credential.issuer.name, goal.institution) else "accepted"


def _counts_at(institution: str, credential: Credential, catalogue: Mapping[str, Credential]) -> bool:
    """Say whether its credit is toward a degree there, or the institution is known to stand behind it."""
    toward = credential.credits_toward or credential.issuer.name
    degree = catalogue.get(toward)
    by = (recognition.by for recognition in credential.recognised_by)
    return names_it(degree.issuer.name if degree else toward, institution) or any(
        is_same(one, institution) for one in by
    )
