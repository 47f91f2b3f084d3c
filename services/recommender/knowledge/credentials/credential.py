"""What is a credential, and what does it ask for? Frozen values shared by every catalogue source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from services.recommender.knowledge.credentials.remembered import Fact, Remembered
from services.recommender.names.geography.places import speaks_of
from services.recommender.scales import EducationLevel, EmployerKind, Mode, SkillLevel


class CredentialKind(StrEnum):
    """One scale for what the field calls nano-degree, badge, certificate of completion and many other names."""

    MICRO_CREDENTIAL = "micro_credential"
    PROFESSIONAL_CERTIFICATE = "professional_certificate"
    CERTIFICATION = "certification"
    LICENCE = "licence"
    DEGREE = "degree"


class IssuerKind(StrEnum):
    LEARNING_PLATFORM = "learning_platform"
    UNIVERSITY = "university"
    INDUSTRY_BODY = "industry_body"
    VENDOR = "vendor"
    EMPLOYER = "employer"
    PUBLIC_BODY = "public_body"
    UNKNOWN = "unknown"


class Assessment(StrEnum):
    """How the credential's issuer finds out whether the learner can do it, the strongest that applies."""

    PROJECT = "project"
    PORTFOLIO = "portfolio"
    PRACTICAL = "practical"
    PROCTORED_EXAM = "proctored_exam"
    QUIZ = "quiz"
    ATTENDANCE = "attendance"
    UNKNOWN = "unknown"


class CredentialStatus(StrEnum):
    """Whether it can still be earned: EXPIRED_OFFER was free or open for a time that has passed."""

    ACTIVE = "active"
    EXPIRED_OFFER = "expired_offer"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who awards it, and on whose name it also stands (`partner_kind`: a platform's university, say)."""

    name: str
    kind: IssuerKind = IssuerKind.UNKNOWN
    partner_kind: IssuerKind | None = None


@dataclass(frozen=True, kw_only=True)
class TaughtSkill:
    """A skill by its id in the skill index; `assessed` is None where nobody says whether it is tested."""

    skill: str
    level: SkillLevel = SkillLevel.UNKNOWN
    assessed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the learner pays in all, in whole units of `currency` (ISO 4217), rounded up; of a range the most."""

    amount: int
    currency: str
    amount_from: int | None = None

    @property
    def least(self) -> int:
        """The least of a range, or else the amount."""
        return self.amount if self.amount_from is None else self.amount_from


class RecognitionForm(StrEnum):
    """In what way somebody stands behind it: accreditation and approval are about quality, ASKED_FOR is in postings."""

    RECOGNISES = "recognises"
    ASKED_FOR = "asked_for"
    ACCREDITS = "accredits"
    APPROVES = "approves"


@dataclass(frozen=True, kw_only=True)
class SharedFee:
    """A fee that is paid once for all credentials that name it, such as a membership; not part of their `cost`."""

    name: str
    cost: Cost


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """Somebody stands behind this credential: who, of what kind, in what way, says who, since when."""

    by: str
    by_kind: EmployerKind
    asserted_by: str
    asserted_on: date | None = None
    form: RecognitionForm = RecognitionForm.RECOGNISES


@dataclass(frozen=True, kw_only=True)
class Holding:
    """The condition "holds this credential"."""

    credential: str


@dataclass(frozen=True, kw_only=True)
class ExperienceYears:
    """The condition "has worked so many years in the field"."""

    years: int


@dataclass(frozen=True, kw_only=True)
class DegreeHeld:
    """The condition "has completed a degree of this level or a higher one"."""

    level: EducationLevel


@dataclass(frozen=True, kw_only=True)
class Credits:
    """The condition "has so many academic credits", earned toward `toward` (a degree's id or name)."""

    credits: int
    toward: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The condition "at least `needed` of `of`": all of them is all-of, 1 is any-of, between is k-of-n."""

    needed: int
    of: tuple["Requirement", ...]


Requirement = Holding | ExperienceYears | DegreeHeld | Credits | Choice


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where facts were read, or where to check them: all were remembered where it has `noted_on`, not `read_on`."""

    title: str
    address: str
    licence: str
    read_on: date | None
    noted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Credential:
    """One credential of the catalogue. None, UNKNOWN and an empty tuple all say "not known", never "no".

    Units: `hours` of learning in all, `weeks_minimum` and `exam_wait_weeks` calendar weeks, `validity_months` months.
    `days_minimum` stands beside `weeks_minimum` where that is no whole number of weeks, and is the one that counts.
    Where hours are known as a range, `hours` is the most and `hours_from` the least.
    `also_called` are other names that postings and CVs use, such as an acronym or the code of its exam.
    `local_kind` keeps the source's own word ("badge", "nano-degree"). `field_terms` are the source's words for what
    could not be tagged with a skill. `credits` are academic credits it is worth, toward `credits_toward`. `prepared_by`
    are the ids of credentials that its issuer recommends before it but does not require, `occupations` the O*NET-SOC
    codes it is meant for. `languages` are codes of ISO 639, or words that name no language known. `outcomes`, `country`
    (of the issuer) and `quality_assurance` are in the source's own words; `eqf_level` is a level of the European
    Qualifications Framework, 1 to 8. `valid_in` are the places where it counts, as codes of ISO 3166 ("GB", "US-TX"),
    both ("CA", "CA-ON") for what is an example to the rest of its country; empty is "anywhere, for all we know".
    `entry_terms` says in words what it asks for beforehand. `remembered` names the facts that nobody read.
    """

    id: str
    title: str
    kind: CredentialKind
    issuer: Issuer
    address: str
    source: Source
    local_kind: str | None = None
    skills: tuple[TaughtSkill, ...] = ()
    field_terms: tuple[str, ...] = ()
    level: SkillLevel = SkillLevel.UNKNOWN
    assessment: Assessment = Assessment.UNKNOWN
    hours: int | None = None
    weeks_minimum: int | None = None
    exam_wait_weeks: int | None = None
    cost: Cost | None = None
    shared_fees: tuple[SharedFee, ...] = ()
    validity_months: int | None = None
    renewal: str | None = None
    revised_on: date | None = None
    status: CredentialStatus = CredentialStatus.ACTIVE
    superseded_by: str | None = None
    offer_ends: date | None = None
    prerequisites: Requirement | None = None
    recognised_by: tuple[Recognition, ...] = ()
    credits: int | None = None
    credits_toward: str | None = None
    languages: tuple[str, ...] = ()
    mode: Mode | None = None
    also_called: tuple[str, ...] = ()
    prepared_by: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    country: str | None = None
    eqf_level: int | None = None
    quality_assurance: str | None = None
    hours_from: int | None = None
    valid_in: tuple[str, ...] = ()
    entry_terms: str | None = None
    remembered: Remembered | None = None
    days_minimum: int | None = None

    @cached_property
    def taught(self) -> frozenset[str]:
        """The ids of the skills that it teaches."""
        return frozenset(taught.skill for taught in self.skills)

    @cached_property
    def assessed(self) -> frozenset[str]:
        """The ids of those of them that it is known to assess, not just to teach."""
        return frozenset(taught.skill for taught in self.skills if taught.assessed)

    def is_certain(self, fact: Fact) -> bool:
        """Return whether `fact` was read rather than remembered; what is not known at all is no less certain."""
        return self.remembered is None or fact not in self.remembered.facts

    def recognised_in(self, country: str) -> tuple[Recognition, ...]:
        """Return who is known to recognise it, without those that speak of another country than `country`."""
        return tuple(one for one in self.recognised_by if speaks_of(one.by, country))

    def counts_in(self, place: str, region: str | None = None) -> bool:
        """Return whether it counts in the country with the ISO 3166 code `place`, as far as that is known.

        What counts in some regions of it counts where the `region` is one of them, or is not known.
        """
        regions = [one for one in self.valid_in if one.startswith(f"{place}-")]
        if region and regions:
            return region in regions
        return not self.valid_in or place in self.valid_in


class StackKind(StrEnum):
    LARGER_CERTIFICATE = "larger_certificate"
    PROFESSIONAL_DESIGNATION = "professional_designation"
    DEGREE_CREDIT = "degree_credit"


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A goal that credentials add up to, and the condition that reaches it. `check` says what to ask the issuer."""

    id: str
    title: str
    kind: StackKind
    issuer: str
    address: str
    source: Source
    requirement: Requirement
    check: str
    recognised_by: tuple[str, ...] = ()
    """Institutions that are known to accept the stack, by name; empty is "not known"."""
