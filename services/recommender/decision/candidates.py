"""Which credentials are worth a look for this learner? Found through the catalogue's index, never by a walk.

The index counts and compares (knowledge/postings.py), so that only the few that lead are looked at one by one;
bench/catalogue.py shows what that costs.
"""

from dataclasses import dataclass

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


def select_candidates(situation: Situation, catalogue: Catalogue) -> Candidates:
    """Return what teaches the missing skills, is asked for or advised by name, leads to the goal or is to be renewed.

    The best matches come first: what the posting names, then steps of the goal, renewals and what advisers of the field
    name first; then who closes more of the gap, of the preferred skills, of what the role asks for at all, of the
    field's current tools, then of what is near to the gap; then what is meant for the occupation, or for one near it;
    degrees last; then by id.
    """
    gap, wished = skills_in(situation.gap), skills_in(situation.preferred_gap)
    asked = skills_in((*situation.required, *situation.preferred))
    tools = situation.hot_skills if situation.profile.goal in GOALS_FOR_FIELD_TOOLS else frozenset[str]()
    toward = steps(situation.aim.requirement, catalogue.credentials) if situation.aim else frozenset[str]()
    renewals = {held for held, status in situation.held.items() if status is not HeldStatus.VALID}
    near = frozenset[str]().union(*(one.near for one in (*situation.gap, *situation.preferred_gap)))
    named = {one.credential for one in situation.asked_credentials if one.missing and one.credential is not None}
    advised = named_first_to(situation).keys() & catalogue.credentials.keys()
    first = {*named, *(toward & catalogue.credentials.keys()), *renewals, *advised}

    occupation = situation.occupation.code if situation.occupation else ""
    group = minor_group(occupation)
    few = SHORTLIST + NAMED_BEYOND
    nearest, found = catalogue.nearest((gap, wished, asked, tools, near), occupation, few, situation.place)

    def nearness(identity: str) -> tuple[bool, bool, int, int, int, int, int, bool, bool, bool, str]:
        credential = catalogue.credentials[identity]
        taught = {skill.skill for skill in credential.skills}
        return (
            identity not in named,
            identity not in first,
            -len(taught & gap),
            -len(taught & wished),
            -len(taught & asked),
            -len(taught & tools),
            -len(taught & near),
            occupation not in credential.occupations,
            group not in map(minor_group, credential.occupations),
            credential.kind is CredentialKind.DEGREE,
            identity,
        )

    def is_found(identity: str) -> bool:
        credential = catalogue.credentials[identity]
        looked_for = gap | wished | asked | tools | near
        if not credential.counts_in(situation.place):
            return False
        return occupation in credential.occupations or any(one.skill in looked_for for one in credential.skills)

    in_all = found + sum(1 for identity in first if not is_found(identity))
    ranked = sorted(first.union(nearest), key=nearness)[:few]
    return Candidates(
        shortlist=tuple(ranked[:SHORTLIST]),
        beyond=tuple(ranked[SHORTLIST:]),
        beyond_count=max(0, in_all - SHORTLIST),
    )
