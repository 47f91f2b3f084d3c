"""Which credentials are worth a look for this learner? Found through the catalogue's index, never by a walk."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.recommender.decision.requirements import steps
from services.recommender.decision.situation import Situation
from services.recommender.knowledge.catalogue import Catalogue
from services.recommender.knowledge.credential import CredentialKind
from services.recommender.learner import Goal, HeldStatus

#: How many candidates the rules judge; the rest is listed as beyond the shortlist.
SHORTLIST = 50

#: Goals that are served by the field's current tools as well as by the role's gap.
GOALS_FOR_FIELD_TOOLS = frozenset({Goal.SIGNAL_CURRENCY, Goal.EXPLORE, Goal.COMPLEMENT})


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The shortlist in a fixed order, and the ids that came behind it."""

    shortlist: tuple[str, ...]
    beyond: tuple[str, ...]


def select_candidates(situation: Situation, catalogue: Catalogue) -> Candidates:
    """Return what teaches the missing skills, leads to the stack goal or is to be renewed; the best matches first."""
    gap = frozenset(term.skill for term in situation.gap)
    wished = frozenset(term.skill for term in situation.preferred_gap)
    asked = frozenset(term.skill for term in (*situation.required, *situation.preferred))
    tools = situation.hot_skills if situation.profile.goal in GOALS_FOR_FIELD_TOOLS else frozenset[str]()
    toward = steps(situation.aim.requirement, catalogue.credentials) if situation.aim else frozenset[str]()
    renewals = {held for held, status in situation.held.items() if status is not HeldStatus.VALID}
    found = {*_teaching(catalogue, gap | wished | asked | tools), *(toward & catalogue.credentials.keys()), *renewals}

    def nearness(identity: str) -> tuple[bool, int, int, int, bool, str]:
        credential = catalogue.credentials[identity]
        taught = {skill.skill for skill in credential.skills}
        return (
            identity not in toward and identity not in renewals,
            -len(taught & gap),
            -len(taught & wished),
            -len(taught & (asked | tools)),
            credential.kind is CredentialKind.DEGREE,
            identity,
        )

    ranked = sorted(found, key=nearness)
    return Candidates(shortlist=tuple(ranked[:SHORTLIST]), beyond=tuple(ranked[SHORTLIST:]))


def _teaching(catalogue: Catalogue, skills: Iterable[str]) -> set[str]:
    return {identity for skill in skills for identity in catalogue.teaching(skill)}
