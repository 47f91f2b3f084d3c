"""On which scales is a learner described? The words that a profile may use, each with its meaning."""

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
    """Levels of completed education, lowest first (after O*NET's scale RL, merged).

    VOCATIONAL is completed training for an occupation: an apprenticeship, a Gesellenbrief, an NVQ 3, a Certificate III.
    HIGHER_VOCATIONAL is training of EQF level 5 and above that is no degree: a Meister, a Techniker, a TAFE diploma.
    """

    NONE = "none"
    SECONDARY = "secondary"
    POSTSECONDARY_CERTIFICATE = "postsecondary_certificate"
    VOCATIONAL = "vocational"
    HIGHER_VOCATIONAL = "higher_vocational"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"
    UNKNOWN = "unknown"


#: Completed levels that are a degree. An associate's degree counts: it is awarded credit that a bachelor's builds on.
DEGREE_LEVELS = frozenset(
    {EducationLevel.ASSOCIATE, EducationLevel.BACHELOR, EducationLevel.MASTER, EducationLevel.DOCTORATE}
)


#: Completed training for an occupation. No degree, whatever its level.
VOCATIONAL_LEVELS = frozenset({EducationLevel.VOCATIONAL, EducationLevel.HIGHER_VOCATIONAL})


class EducationStatus(StrEnum):
    """How far education has come. What was left counts for nothing."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    LEFT = "left"


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


class TitleStanding(StrEnum):
    """What the title of a credential says of its own standing."""

    HELD = "held"
    UNDER_WAY = "under_way"
    APPLIED_FOR = "applied_for"
    PART = "part"
    PLANNED = "planned"
    FAILED = "failed"
    LAPSED = "lapsed"


class Proof(StrEnum):
    """What was found when a held credential's document was examined, once, on the day it was sent."""

    SELF_DECLARED = "self_declared"
    VERIFIED = "verified"
    UNVERIFIABLE = "unverifiable"
    TAMPERED = "tampered"
    UNREADABLE = "unreadable"


class Revocation(StrEnum):
    """Whether a document that says where its issuer lists what it revoked was looked up there, on the day it came."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"


class Standing(StrEnum):
    """How a held credential stands on a day: its proof, unless a date or its issuer says something that weighs more."""

    VERIFIED = "verified"
    SELF_DECLARED = "self_declared"
    UNVERIFIABLE = "unverifiable"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    TAMPERED = "tampered"


class Mode(StrEnum):
    ONLINE = "online"
    IN_PERSON = "in_person"
    BLENDED = "blended"
    ANY = "any"


class QuestionCode(StrEnum):
    """What a learner may be asked whose profile does not say it, in the order in which ties are put."""

    POSTING = "posting"
    LICENCE = "licence"
    COUNTRY = "which_country"
    EDUCATION = "education"
    YEARS_IN_FIELD = "years_in_field"
    SKILL_LEVEL = "skill_level"
    EVIDENCE = "evidence"
    BUDGET = "budget"
    HOURS_PER_WEEK = "hours_per_week"
    DEADLINE = "deadline"
