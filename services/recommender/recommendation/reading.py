"""How was the profile read? The field, the skills, the credentials held."""

from collections.abc import Collection
from typing import Literal

from msgspec import Struct, field

from services.recommender.knowledge.occupations.occupation import Basis, Certainty
from services.recommender.recommendation.codes import CountsAs
from services.recommender.scales import Culture, EducationLevel, EducationStatus, EmployerKind, Revocation, Standing
from services.recommender.wording import formats


class Measure(Struct, frozen=True, kw_only=True):
    """What a survey of an occupation found: `value` in `unit`, from `respondents`, in `surveyed` (MM/YYYY).

    `imputed_from` names the related occupations where nobody asked about this one.
    """

    value: int
    unit: str
    basis: Basis
    imputed_from: str | None
    respondents: int | None
    surveyed: str | None


class CultureDeclared(Struct, frozen=True, kw_only=True):
    """The culture of a field as the client declares it, and by which source."""

    culture: Culture
    source: str


class FieldReading(Struct, frozen=True, kw_only=True):
    """The field aimed at, and how it was read: `confidence` in whole percent, `occupation` an O*NET-SOC code.

    `culture` is the one decided by; `measured_culture` what surveys say of the occupation. `language` is the one the
    title was read in; `country` the one the answer speaks for, whether the learner gave it or not (`country_given`);
    `region` is the part of it that the learner named, by its ISO 3166-2 code.
    """

    title: str
    occupation: str | None
    resolved_by: str
    resolved_title: str | None
    confidence: int | None
    culture: Culture
    culture_basis: str
    measured_culture: Culture | None
    certainty: Certainty | None
    certification_importance: Measure | None
    degree_share: Measure | None
    declared: CultureDeclared | None
    licence: str | None
    language: str | None = None
    country: str | None = None
    country_given: bool | None = None
    region: str | None = None


class PreferredSource(Struct, frozen=True, kw_only=True):
    """Where a skill comes from that nobody named."""

    label: str
    source: str


class AskedCredential(Struct, frozen=True, kw_only=True):
    """A credential that a posting asks for in `words`; `held` is how the learner stands to it.

    `or_else` are the posting's words for what would do as well.
    """

    words: str
    label: str
    credential: str | None
    required: bool
    held: str
    or_else: list[str] = field(default_factory=list)


class AskedDegree(Struct, frozen=True, kw_only=True):
    """A degree that a posting asks for in `words`, of at least `level`; `met` where the learner has completed one."""

    words: str
    level: EducationLevel
    required: bool
    met: bool


class ReadTerm(Struct, frozen=True, kw_only=True):
    """Words of the profile that were taken for a skill of another name; `confidence` in whole percent."""

    words: str
    label: str
    matched_by: str
    confidence: int


class Choice(Struct, frozen=True, kw_only=True):
    """A requirement of which one suffices: its label among those asked for, and the alternatives."""

    label: str
    any_of: list[str]


class NearSkill(Struct, frozen=True, kw_only=True):
    """A missing skill, and what is near to it: that counts in part and leaves the skill missing."""

    label: str
    near: list[str]


class SkillsReading(Struct, frozen=True, kw_only=True):
    """Which skills the role asks for, which are held, begun and missing, and which words were not recognised.

    `from` says whether they were named, imputed from the occupation, or are not known. Imputed ones are what the field
    often asks for: `often_asked_for` are those that the learner does not name, and none of them counts as missing.
    `near` are those that are missing while the learner knows something near to them.
    `in_own_words` is what the posting or the learner calls a skill, by its name here, where that is another.
    """

    from_: str = field(name="from")
    required: list[str]
    preferred: list[str]
    missing: list[str]
    missing_preferred: list[str]
    sources: list[PreferredSource]
    credentials_asked_for: list[AskedCredential]
    not_recognised: list[str]
    read_as: list[ReadTerm]
    held: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    often_asked_for: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    in_own_words: dict[str, str] = field(default_factory=dict)
    degrees_asked_for: list[AskedDegree] = field(default_factory=list)
    near: list[NearSkill] = field(default_factory=list)

    def told(self, label: str, taught: Collection[str] = ()) -> str:
        """Return a skill as the reader calls it; of a choice among many, those that are `taught`."""
        choices = (one.any_of for one in self.choices if one.label == label)
        many = next((names for names in choices if len(names) > formats.MOST_IN_A_CHOICE), [])
        return formats.choice([name for name in many if name in taught]) or self.in_own_words.get(label, label)


class EmployerReading(Struct, frozen=True, kw_only=True):
    """An employer aimed at, and of what kind it was taken to be.

    `kind_from` says whether that was said, is known of it by name, follows from the words of its name, or is unknown.
    `country` is where it hires, if that was said.
    """

    name: str | None
    kind: EmployerKind
    kind_from: Literal["said", "name", "words", "unknown"]
    sector: str | None
    country: str | None = None


class EducationReading(Struct, frozen=True, kw_only=True):
    """Education as it was read: `qualification` in the learner's words, and the `level` it was taken for.

    `known_as` is its name in the `country` that awards it, with its level there and in the European framework (`eqf`);
    null where the name is not known. `remembered` says that nobody has confirmed the level at its source.
    """

    qualification: str | None
    level: EducationLevel
    status: EducationStatus
    known_as: str | None
    country: str | None
    national_level: str | None
    eqf: str | None
    remembered: bool


class HeldReading(Struct, frozen=True, kw_only=True):
    """How a credential of the learner stands: what vouches for it, what it counts as on the day, and why.

    `revocation` says whether its issuer was asked about revoking it; None where its document does not say how to ask.
    `read_as` says what it was taken for; `country` is the one whose licence or qualification it is, `authorities` are
    who may grant the licence.
    """

    title: str
    issuer: str | None
    standing: Standing
    counts_as: CountsAs
    why: str | None
    read_as: Literal["catalogue", "licence", "qualification", "unknown"] = "unknown"
    country: str | None = None
    authorities: list[str] = field(default_factory=list)
    revocation: Revocation | None = None
