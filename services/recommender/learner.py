"""Who is asking? The learner's profile and its parts, as frozen values.

A profile never says who the learner is: no name, age, sex or nationality, so no rule can weigh them. The intake schema
(services/intake) refuses such members; these classes have no place to put them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Culture(StrEnum):
    """How much a field's employers ask for certification and for degrees (the classes of the credential culture)."""

    CREDENTIAL_DRIVEN = "credential_driven"
    DEGREE_PLUS_CREDENTIAL = "degree_plus_credential"
    MIXED = "mixed"
    DEGREE_FOCUSED = "degree_focused"
    EXPERIENCE_FOCUSED = "experience_focused"
    UNKNOWN = "unknown"


class SkillLevel(StrEnum):
    """How well a skill is held or taught, lowest first; UNKNOWN is no level."""

    UNKNOWN = "unknown"
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"


#: The levels in ascending order; the position is the rank that level distances are counted in.
SKILL_LEVELS = (SkillLevel.BEGINNER, SkillLevel.INTERMEDIATE, SkillLevel.ADVANCED, SkillLevel.EXPERT)


class EmployerKind(StrEnum):
    CORPORATE = "corporate"
    SMALL_BUSINESS = "small_business"
    ACADEMIC = "academic"
    PUBLIC = "public"
    NONPROFIT = "nonprofit"
    VENDOR_ECOSYSTEM = "vendor_ecosystem"
    UNKNOWN = "unknown"


class EducationLevel(StrEnum):
    """Levels of completed education, lowest first (after O*NET's scale RL, merged)."""

    NONE = "none"
    SECONDARY = "secondary"
    POSTSECONDARY_CERTIFICATE = "postsecondary_certificate"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"
    UNKNOWN = "unknown"


#: Completed levels that are a degree. An associate's degree counts: it is awarded credit that a bachelor's builds on.
DEGREE_LEVELS = frozenset(
    {EducationLevel.ASSOCIATE, EducationLevel.BACHELOR, EducationLevel.MASTER, EducationLevel.DOCTORATE}
)


class EvidenceKind(StrEnum):
    PORTFOLIO = "portfolio"
    PROJECT = "project"
    WORK_PRODUCT = "work_product"
    PUBLICATION = "publication"


class Goal(StrEnum):
    FILL_SKILL_GAP = "fill_skill_gap"
    SIGNAL_CURRENCY = "signal_currency"
    COMPLEMENT = "complement"
    EXPLORE = "explore"
    CHANGE_CAREER = "change_career"


class StackGoalKind(StrEnum):
    NONE = "none"
    LARGER_CERTIFICATE = "larger_certificate"
    PROFESSIONAL_DESIGNATION = "professional_designation"
    DEGREE_CREDIT = "degree_credit"
    NAMED_CREDENTIAL = "named_credential"


class HeldStatus(StrEnum):
    """What a held credential is worth on the day of the decision."""

    VALID = "valid"
    IN_PROGRESS = "in_progress"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Mode(StrEnum):
    ONLINE = "online"
    IN_PERSON = "in_person"
    BLENDED = "blended"
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class DeclaredCulture:
    """What the client says of its own market; shown beside the measured culture and used instead of it."""

    culture: Culture
    source: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """The field aimed at: `occupation` is an O*NET-SOC code or a title in words, `unlisted` one that O*NET lacks.

    Exactly one of the two is given; the intake schema sees to it.
    """

    occupation: str | None = None
    unlisted: str | None = None
    declared_culture: DeclaredCulture | None = None


@dataclass(frozen=True, kw_only=True)
class TargetRole:
    """A role or a posting: the skills it requires and those it would like to see, in the posting's own words."""

    title: str | None = None
    required_skills: tuple[str, ...] = ()
    preferred_skills: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TargetEmployer:
    name: str | None = None
    kind: EmployerKind = EmployerKind.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Education:
    level: EducationLevel
    field_of_study: str | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Experience:
    """Whole years worked, in all and in the field aimed at; None is "not said"."""

    years_total: int | None = None
    years_in_field: int | None = None


@dataclass(frozen=True, kw_only=True)
class HeldSkill:
    """A skill in the learner's words; `last_used` is a year."""

    name: str
    level: SkillLevel = SkillLevel.UNKNOWN
    last_used: int | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Something made that shows applied skill; `skills` are names in the learner's words, `year` when it was made."""

    kind: EvidenceKind
    title: str
    skills: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class HeldCredential:
    """A credential as the learner names it; `credential` is a catalogue id where the client knows it.

    `status` is what was said; a date of expiry that has passed makes it expired whatever was said.
    """

    title: str
    credential: str | None = None
    issuer: str | None = None
    status: HeldStatus = HeldStatus.VALID
    issued_on: date | None = None
    expires_on: date | None = None

    def status_on(self, day: date) -> HeldStatus:
        """Return what the credential is worth on `day`."""
        if self.status is HeldStatus.VALID and self.expires_on is not None and self.expires_on < day:
            return HeldStatus.EXPIRED
        return self.status


@dataclass(frozen=True, kw_only=True)
class StackGoal:
    """What a stack should lead to; `credential` is a stack's or credential's id or title where one is named."""

    kind: StackGoalKind = StackGoalKind.NONE
    credential: str | None = None
    institution: str | None = None


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What may be spent in all, in whole units of `currency` (ISO 4217)."""

    amount: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One learner's question, as an HR system posts it. Nothing in it names a person; `learner_id` is opaque."""

    learner_id: str
    field: Field
    goal: Goal
    target_role: TargetRole = TargetRole()
    target_employers: tuple[TargetEmployer, ...] = ()
    education: tuple[Education, ...] = ()
    experience: Experience = Experience()
    skills: tuple[HeldSkill, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    credentials_held: tuple[HeldCredential, ...] = ()
    stack_goal: StackGoal = StackGoal()
    deadline: date | None = None
    hours_per_week: int | None = None
    budget: Budget | None = None
    language: str | None = None
    mode: Mode = Mode.ANY
