"""What does a credential do for somebody: what does it close, and what does it only begin?"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.scales import SkillLevel
from services.recommender.situation.role.role_skills import RoleSkill
from services.recommender.situation.skills.grasp import Grasp, joined, taught_by


class Served(NamedTuple):
    """What of all that is asked for a credential would close, and what it would only begin, once it is held.

    `near` is what of the rest it teaches something near to: that is missing as before. A tuple, since a hundred are
    made for every learner.
    """

    closes: tuple[RoleSkill, ...]
    begins: tuple[RoleSkill, ...]
    near: tuple[RoleSkill, ...] = ()

    @property
    def all(self) -> tuple[RoleSkill, ...]:
        return (*self.closes, *self.begins)


def served(asked: Iterable[RoleSkill], credential: Credential, held: Mapping[str, SkillLevel]) -> Served:
    """Return what of `asked` becomes held, and what becomes begun, when whoever has the skills `held` earns it."""
    about = [one for one in asked if not credential.taught.isdisjoint(one.reached_by)]
    if not about:
        return Served(closes=(), begins=())
    taught = dict(taught_by(credential))
    closes: list[RoleSkill] = []
    begins: list[RoleSkill] = []
    near: list[RoleSkill] = []
    for one in about:
        # Nobody takes a course in what is only as good, and the other skills change nothing about this one.
        own = one.skills & taught.keys()
        if own and (now := one.grasp(held)) is not Grasp.HELD:
            then = one.grasp(joined(one.known(held), [(skill, taught[skill]) for skill in own]))
            if then.rank > now.rank:
                (closes if then is Grasp.HELD else begins).append(one)
        elif not own and one.near & (taught.keys() - held.keys()) and one.grasp(held) is Grasp.MISSING:
            near.append(one)
    return Served(closes=tuple(closes), begins=tuple(begins), near=tuple(near))
