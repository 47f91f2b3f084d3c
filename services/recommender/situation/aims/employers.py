"""Which employers does the learner aim at? Each by all its names, with the kind that was said or is known of it.

Employers are a set: their order says nothing, and one more never takes away what follows from another.
"""

from dataclasses import dataclass
from typing import Literal

from services.recommender.knowledge.employers import Employers
from services.recommender.learner import Profile, TargetEmployer
from services.recommender.names.organisations import organisation
from services.recommender.scales import EmployerKind

#: Where an employer's kind comes from: the profile, what is known of it by name, the words of its name, or nowhere.
KindFrom = Literal["said", "name", "words", "unknown"]


@dataclass(frozen=True, kw_only=True)
class AimedEmployer:
    """An employer aimed at: as it was named, and the folded names it goes by."""

    name: str | None
    kind: EmployerKind
    kind_from: KindFrom
    sector: str | None = None
    country: str | None = None
    names: frozenset[str] = frozenset()

    def is_called(self, name: str) -> bool:
        """Say whether an organisation called `name` is this employer."""
        return organisation(name) in self.names


def employers_aimed_at(profile: Profile, known: Employers) -> tuple[AimedEmployer, ...]:
    """Return the employers of the profile, in its order."""
    return tuple(_read(employer, known) for employer in profile.target_employers)


def kinds_aimed_at(employers: tuple[AimedEmployer, ...]) -> frozenset[EmployerKind]:
    """Return the kinds that are known of `employers`."""
    return frozenset(employer.kind for employer in employers) - {EmployerKind.UNKNOWN}


def _read(employer: TargetEmployer, known: Employers) -> AimedEmployer:
    found = known.find(employer.name) if employer.name else None
    names = {organisation(employer.name)} if employer.name else set[str]()
    said = employer.kind is not EmployerKind.UNKNOWN
    kind_from: KindFrom = "said" if said else found.known_by if found else "unknown"
    return AimedEmployer(
        name=employer.name,
        kind=found.kind if found and not said else employer.kind,
        kind_from=kind_from,
        sector=found.sector if found else None,
        country=employer.country,
        names=frozenset(names) | (found.names if found else frozenset()),
    )
