"""Is a credential a step below one that the learner holds? Whoever holds that one gains nothing by the lower step."""

from collections.abc import Iterable

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.names.organisations import is_same
from services.recommender.scales import SkillLevel
from services.recommender.situation.skills.grasp import rank


def is_below_held(credential: Credential, held: Iterable[Credential]) -> bool:
    """Say whether one of those `held` and valid, of the same issuer and for the same work, is of a higher level."""
    if credential.kind is not CredentialKind.CERTIFICATION or credential.level is SkillLevel.UNKNOWN:
        return False
    return any(_is_step_above(one, credential) for one in held)


def _is_step_above(higher: Credential, lower: Credential) -> bool:
    if higher.kind is not lower.kind or higher.level is SkillLevel.UNKNOWN or rank(higher.level) <= rank(lower.level):
        return False
    same_skill = {one.skill for one in higher.skills} & {one.skill for one in lower.skills}
    same_work = set(higher.occupations) & set(lower.occupations)
    return bool(same_skill and same_work) and is_same(higher.issuer.name, lower.issuer.name)
