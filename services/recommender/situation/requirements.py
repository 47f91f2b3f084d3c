"""Is a requirement met by what the learner has, and which steps toward it are open?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from services.recommender.knowledge.credentials.credential import (
    Choice,
    Credential,
    Credits,
    DegreeHeld,
    ExperienceYears,
    Holding,
    Requirement,
)
from services.recommender.knowledge.credentials.degrees import degree_id, degree_ids
from services.recommender.scales import HeldStatus


class Shortfall(NamedTuple):
    """How far a requirement is from being met: single things missing, and whether something could not be judged.

    A tuple, since a hundred are made for every learner.
    """

    missing: int
    unjudged: bool = False

    @property
    def met(self) -> bool:
        return self.missing == 0 and not self.unjudged


@dataclass(frozen=True, kw_only=True)
class Possessions:
    """What counts toward requirements: held credentials by status, and whole years in the field (None: not said).

    Degrees are among `held` by the ids that stand for them; where `education_known` is not so, others may be.
    """

    held: Mapping[str, HeldStatus]
    years_in_field: int | None
    education_known: bool = False

    def has(self, credential: str) -> bool:
        return self.held.get(credential) is HeldStatus.VALID


def shortfall(requirement: Requirement, possessions: Possessions) -> Shortfall:
    """Return the least that is missing: of a choice, the `needed` parts that are nearest to being met."""
    match requirement:
        case Holding(credential=credential):
            return Shortfall(missing=0 if possessions.has(credential) else 1)
        case ExperienceYears(years=years):
            if possessions.years_in_field is None:
                return Shortfall(missing=0, unjudged=True)
            return Shortfall(missing=0 if possessions.years_in_field >= years else 1)
        case DegreeHeld(level=level):
            if any(map(possessions.has, degree_ids(level))):
                return Shortfall(missing=0)
            known = possessions.education_known
            return Shortfall(missing=1 if known else 0, unjudged=not known)
        case Credits():
            return Shortfall(missing=0, unjudged=True)
        case Choice(needed=needed, of=parts):
            nearest = sorted(shortfall(part, possessions) for part in parts)
            chosen = nearest[:needed]
            return Shortfall(missing=sum(s.missing for s in chosen), unjudged=any(s.unjudged for s in chosen))


def steps(requirement: Requirement, catalogue: Mapping[str, Credential]) -> frozenset[str]:
    """Return every credential that `requirement` names, and what those require in turn; a degree by its own id."""
    return _collect(requirement, catalogue, None)


def open_steps(
    requirement: Requirement, catalogue: Mapping[str, Credential], possessions: Possessions
) -> frozenset[str]:
    """Return the credentials that would still bring the learner nearer: those of unmet parts, and what they require."""
    return _collect(requirement, catalogue, possessions)


def indispensable(requirement: Requirement) -> frozenset[str]:
    """Return the credentials that nobody meets `requirement` without."""
    match requirement:
        case Holding(credential=identity):
            return frozenset({identity})
        case Choice(needed=needed, of=parts) if needed == len(parts):
            return frozenset[str]().union(*(indispensable(part) for part in parts))
    return frozenset()


def interchangeable_steps(requirement: Requirement) -> frozenset[str]:
    """Return the credentials that stand in a choice of one among several: another would do as well."""
    if not isinstance(requirement, Choice):
        return frozenset()
    of_one = requirement.needed == 1 and len(requirement.of) > 1
    here = {part.credential for part in requirement.of if of_one and isinstance(part, Holding)}
    return frozenset(here).union(*(interchangeable_steps(part) for part in requirement.of))


def named_in(requirement: Requirement) -> frozenset[str]:
    """Return the credentials that `requirement` itself names, without what those require in turn."""
    return _collect(requirement, {}, None)


def _collect(
    requirement: Requirement, catalogue: Mapping[str, Credential], possessions: Possessions | None
) -> frozenset[str]:
    """Collect holdings below `requirement`, each once: a circle ends, and ways that cross are not walked twice."""
    found: set[str] = set()
    still_open = [requirement]
    while still_open:
        one = still_open.pop()
        if possessions is not None and shortfall(one, possessions).met:
            continue
        match one:
            case Holding(credential=identity) if identity not in found:
                found.add(identity)
                before = catalogue[identity].prerequisites if identity in catalogue else None
                if before is not None:
                    still_open.append(before)
            case DegreeHeld(level=level):
                found.add(degree_id(level))
            case Choice(of=parts):
                still_open.extend(parts)
    return frozenset(found)
