"""Which credentials are worth a look for this learner? Found through the catalogue's index, never by a walk.

The index counts and compares (knowledge/postings.py), so that only the few that lead are looked at one by one;
bench/catalogue.py shows what that costs.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.names.occupation_codes import minor_group
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.named_first import named_first_to
from services.recommender.situation.requirements import steps
from services.recommender.situation.role.role_skills import skills_in
from services.recommender.situation.situation import Situation

#: How many candidates the rules judge; the rest is beyond the shortlist.
SHORTLIST = 50

#: How many of those beyond the shortlist are named, the nearest first; the others are counted.
NAMED_BEYOND = 50

#: Goals that are served by the field's current tools as well as by the role's gap.
GOALS_FOR_FIELD_TOOLS = frozenset({Goal.SIGNAL_CURRENCY, Goal.EXPLORE, Goal.COMPLEMENT})


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The shortlist in a fixed order, the ids that came next, and how many came behind the shortlist in all."""

    shortlist: tuple[str, ...]
    beyond: tuple[str, ...]
    beyond_count: int


@dataclass(frozen=True, kw_only=True)
class _Sought:
    """What a credential is looked for by: `first` comes before all that only teaches; the others are sets of skills."""

    catalogue: Catalogue
    place: str
    region: str | None
    occupation: str
    named: AbstractSet[str]
    first: AbstractSet[str]
    gap: AbstractSet[str]
    wished: AbstractSet[str]
    asked: AbstractSet[str]
    tools: AbstractSet[str]
    near: AbstractSet[str]

    @classmethod
    def by(cls, situation: Situation, catalogue: Catalogue) -> Self:
        """Return what is sought for the learner."""
        toward = steps(situation.aim.requirement, catalogue.credentials) if situation.aim else frozenset[str]()
        renewals = {held for held, status in situation.held.items() if status is not HeldStatus.VALID}
        named = {one.credential for one in situation.asked_credentials if one.missing and one.credential is not None}
        advised = {
            one
            for one in named_first_to(situation).keys() & catalogue.credentials.keys()
            if catalogue.credentials[one].counts_in(situation.place, situation.region)
        }
        return cls(
            catalogue=catalogue,
            place=situation.place,
            region=situation.region,
            occupation=situation.occupation.code if situation.occupation else "",
            named=named,
            first={*named, *(toward & catalogue.credentials.keys()), *renewals, *advised},
            gap=skills_in(situation.gap),
            wished=skills_in(situation.preferred_gap),
            asked=skills_in((*situation.required, *situation.preferred)),
            tools=situation.hot_skills if situation.profile.goal in GOALS_FOR_FIELD_TOOLS else frozenset(),
            near=frozenset[str]().union(*(one.near for one in (*situation.gap, *situation.preferred_gap))),
        )

    def nearness(self, identity: str) -> tuple[bool, bool, int, int, int, int, int, bool, bool, bool, str]:
        """Return what orders a credential among the others, the nearest lowest."""
        credential = self.catalogue.credentials[identity]
        taught = credential.taught
        return (
            identity not in self.named,
            identity not in self.first,
            -len(taught & self.gap),
            -len(taught & self.wished),
            -len(taught & self.asked),
            -len(taught & self.tools),
            -len(taught & self.near),
            self.occupation not in credential.occupations,
            minor_group(self.occupation) not in map(minor_group, credential.occupations),
            credential.kind is CredentialKind.DEGREE,
            identity,
        )

    def counts(self, identity: str) -> bool:
        """Return whether a credential counts where the learner wants to work."""
        return self.catalogue.credentials[identity].counts_in(self.place, self.region)

    def finds(self, identity: str) -> bool:
        """Return whether the index finds a credential, by what it teaches or whom it is meant for."""
        credential = self.catalogue.credentials[identity]
        if not self.counts(identity):
            return False
        looked_for = self.gap | self.wished | self.asked | self.tools | self.near
        return self.occupation in credential.occupations or any(one.skill in looked_for for one in credential.skills)


def select_candidates(situation: Situation, catalogue: Catalogue) -> Candidates:
    """Return what teaches the missing skills, is asked for or advised by name, leads to the goal or is to be renewed.

    The best matches come first: what the posting names, then steps of the goal, renewals and what advisers of the field
    name first; then who closes more of the gap, of the preferred skills, of what the role asks for at all, of the
    field's current tools, then of what is near to the gap; then what is meant for the occupation, or for one near it;
    degrees last; then by id.
    """
    sought = _Sought.by(situation, catalogue)
    few = SHORTLIST + NAMED_BEYOND
    nearest, found = catalogue.nearest(
        (sought.gap, sought.wished, sought.asked, sought.tools, sought.near), sought.occupation, few, sought.place
    )
    elsewhere = {one for one in nearest if not sought.counts(one)}
    in_all = found - len(elsewhere) + sum(1 for identity in sought.first if not sought.finds(identity))
    ranked = sorted({*sought.first, *(one for one in nearest if one not in elsewhere)}, key=sought.nearness)[:few]
    return Candidates(
        shortlist=tuple(ranked[:SHORTLIST]),
        beyond=tuple(ranked[SHORTLIST:]),
        beyond_count=max(0, in_all - SHORTLIST),
    )
