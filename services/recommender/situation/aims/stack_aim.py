"""What does the stack goal ask for? A stack, a credential, or one of several."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import (
    Choice,
    CredentialKind,
    Holding,
    Requirement,
    Stack,
)
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Profile
from services.recommender.names.skills.choices import asked_for
from services.recommender.scales import HeldStatus, StackGoalKind
from services.recommender.situation.credentials.credential_names import credential_titled, stack_titled


@dataclass(frozen=True, kw_only=True)
class StackAim:
    """What the stack goal asks for. `stack` is None where the aim is a single credential, of the kind `kind`."""

    title: str
    requirement: Requirement
    stack: Stack | None
    kind: CredentialKind | None = None


def read_aim(profile: Profile, knowledge: Knowledge, held: Mapping[str, HeldStatus]) -> StackAim | None:
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
    return _one_of_several(goal.credential, catalogue)


def _one_of_several(words: str, catalogue: Catalogue) -> StackAim | None:
    """Return the aim of holding any one of the credentials that `words` name: "CPIM or CSCP"."""
    asked = asked_for(words, lambda part: credential_titled(part, catalogue) is not None)
    found = [credential_titled(part, catalogue) for part in asked[0]] if len(asked) == 1 else []
    named = [one for one in dict.fromkeys(found) if one is not None]
    if len(named) <= 1:
        return None
    kinds = {catalogue.credentials[one].kind for one in named}
    requirement = Choice(needed=1, of=tuple(Holding(credential=one) for one in named))
    return StackAim(title=words, requirement=requirement, stack=None, kind=kinds.pop() if len(kinds) == 1 else None)
