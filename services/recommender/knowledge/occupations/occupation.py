"""What is known of an occupation: how much employers ask for certification and degrees, and how that is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.recommender.knowledge.occupations.entry.named_first import NamedFirst
from services.recommender.knowledge.occupations.entry.ways_in import WaysIn
from services.recommender.names.licences.licence_words import LicenceNames
from services.recommender.scales import Culture


class Basis(StrEnum):
    """Whether a number was surveyed for this very occupation or taken from its relatives."""

    MEASURED = "measured"
    IMPUTED = "imputed"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number with its pedigree.

    `value` is in hundredths of its unit (an integer: the same bytes everywhere): hundredths of a point on the scale
    1-5 for certification importance, hundredths of a percent for the degree share. `imputed_from` names the level it
    was taken from ("related occupations", "broad group 15-1250", ...) where `basis` is IMPUTED. `surveyed` is
    "MM/YYYY".
    """

    value: int
    basis: Basis
    imputed_from: str | None = None
    respondents: int | None = None
    standard_error: int | None = None
    surveyed: str | None = None


class Certainty(StrEnum):
    """Whether certification clearly matters in the field: p = P(importance >= 3) is >= 0.8, <= 0.2, or between."""

    MATTERS = "matters"
    DOES_NOT = "does_not"
    UNCERTAIN = "uncertain"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class CredentialCulture:
    """The field's credential culture and what it was computed from (design: never guessed)."""

    culture: Culture
    certainty: Certainty
    certification: Measure | None
    degree_share: Measure | None


class LicenceScope(StrEnum):
    """Where the licence is asked for.

    EVERYWHERE: nobody may do the work without it. SOME_STATES: only some jurisdictions, or some of the work, need it.
    SOME_TITLES: most of the work needs none, and those who use a title or sign for the public do.
    """

    EVERYWHERE = "everywhere"
    SOME_STATES = "some_states"
    SOME_TITLES = "some_titles"


@dataclass(frozen=True, kw_only=True)
class Licence:
    """A legal permission that the work needs; `authority` grants it, `address` is where that is said.

    Where its `scope` is not everywhere, the learner must check whether they need it. `apprenticeship` says that the
    trade is learned so; `remembered` that nobody read the authority's page, so that it is to be checked there;
    `rests_on_degree` that nobody gets it without one, as far as that is known; `differs_by` are the parts of
    the country that have an authority each, where the learner's is not known. `names`
    knows every listed licence by its names, so that one is not taken for another; all licences read together share it.
    """

    name: str
    authority: str
    scope: LicenceScope
    address: str
    checked_on: date
    apprenticeship: bool = False
    remembered: bool = False
    rests_on_degree: bool = False
    differs_by: str = ""
    names: LicenceNames = field(default_factory=LicenceNames, compare=False, repr=False)

    @property
    def granted_by(self) -> str:
        """Who grants it, without the national body of those who do."""
        return self.authority.partition(";")[0]

    @property
    def work_needs_it(self) -> bool:
        """Whether the work itself needs it somewhere, and not only a title or a signature."""
        return self.scope is not LicenceScope.SOME_TITLES


@dataclass(frozen=True, kw_only=True)
class Technology:
    """A tool O*NET lists for the occupation; `hot` and `in_demand` are its marks from employers' postings.

    `widespread` ones are listed for so many occupations that they tell none of them apart.
    """

    name: str
    hot: bool
    in_demand: bool
    widespread: bool


@dataclass(frozen=True, kw_only=True)
class Occupation:
    """One O*NET-SOC 2019 occupation. `job_zone` is 1-5; `related` are codes, nearest first.

    The ids of `essential_skills` and `optional_skills` are ESCO's, those first that most of its ESCO occupations need.
    `named_first` are the credentials that advisers of the field name first, in any country; `side_skills` are what
    every field asks for and the work is not about.
    """

    code: str
    title: str
    job_zone: int | None
    culture: CredentialCulture
    related: tuple[str, ...] = ()
    technologies: tuple[Technology, ...] = ()
    essential_skills: tuple[str, ...] = ()
    optional_skills: tuple[str, ...] = ()
    licence: Licence | None = None
    licences_abroad: Mapping[str, Licence] = field(default_factory=dict)
    """What the same work needs in the other countries that are known, by their ISO 3166-1 codes."""
    named_first: tuple[NamedFirst, ...] = ()
    side_skills: frozenset[str] = frozenset()
    ways_in: WaysIn = field(default_factory=WaysIn)

    def __hash__(self) -> int:
        """Two of one code are told apart by what is known of them only where they are compared."""
        return hash(self.code)
