"""What does the stack goal ask for: a stack of the catalogue, or one credential?"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import CredentialKind, Holding, Requirement, Stack
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Profile
from services.recommender.scales import HeldStatus, StackGoalKind
from services.recommender.situation.credential_names import credential_titled, stack_titled


@dataclass(frozen=True, kw_only=True)
class StackAim:
    """What the stack goal asks for. `stack` is None where the aim is a single credential, of the kind `kind`."""

    title: str
    requirement: Requirement
    stack: Stack | None
    kind: CredentialKind | None = None


def stack_aim(profile: Profile, knowledge: Knowledge, held: Mapping[str, HeldStatus]) -> StackAim | None:
    """Return what the goal names: a stack before a credential, unless just that credential is held already.

    Who holds the PMP and names it as the goal is there, whatever the stack to it would have asked for on the way.
    """
    goal, catalogue = profile.stack_goal, knowledge.catalogue
    if goal.kind is StackGoalKind.NONE or goal.credential is None:
        return None
    credential, stack = credential_titled(goal.credential, catalogue), stack_titled(goal.credential, catalogue)
    if stack is not None and (credential is None or held.get(credential) is not HeldStatus.VALID):
        aimed = catalogue.stacks[stack]
        return StackAim(title=aimed.title, requirement=aimed.requirement, stack=aimed)
    if credential is not None:
        known = catalogue.credentials[credential]
        return StackAim(title=known.title, requirement=Holding(credential=credential), stack=None, kind=known.kind)
    return None
