"""Who is asking? The learner's profile and its parts, as frozen values.

A profile never says who the learner is: no name, age, sex or nationality, so no rule can weigh them. The intake schema
(services/intake) refuses such members; these classes have no place to put them.
"""

from dataclasses import dataclass, field
from datetime import date

from services.recommender.scales import (
    Culture,
    EducationLevel,
    EducationStatus,
    EmployerKind,
    EvidenceKind,
    Goal,
    HeldStatus,
    Mode,
    Proof,
    QuestionCode,
    Revocation,
    SkillLevel,
    StackGoalKind,
    Standing,
    TitleStanding,
)


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
class SkillChoice:
    """What a posting asks for as a choice: one of the skills or credentials `any_of` suffices."""

    any_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TargetRole:
    """A role or a posting: the skills it requires and those it would like to see, in the posting's own words."""

    title: str | None = None
    required_skills: tuple[str | SkillChoice, ...] = ()
    preferred_skills: tuple[str | SkillChoice, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which it says what it asks for."""
        asked = (*self.required_skills, *self.preferred_skills)
        return tuple(words for one in asked for words in (one.any_of if isinstance(one, SkillChoice) else (one,)))


@dataclass(frozen=True, kw_only=True)
class TargetEmployer:
    name: str | None = None
    kind: EmployerKind = EmployerKind.UNKNOWN
    country: str | None = None
    """Where it hires, by its ISO 3166-1 code; None: where the learner wants to work."""


#: Of a member that the canonical document has even at its default, since reading asks for it: what stands in for it.
STANDS_IN = "stands_in"

#: In a member's metadata: it is what we read in the others, and nobody sends it.
READ_BY_US = "read_by_us"


@dataclass(frozen=True, kw_only=True)
class Education:
    """Education by its `level`, or by what the `qualification` is called in the `country` that awarded it.

    Where no country is given it is read as in the one that the learner wants to work in.
    """

    level: EducationLevel = field(default=EducationLevel.UNKNOWN, metadata={STANDS_IN: "qualification"})
    field_of_study: str | None = None
    year: int | None = None
    qualification: str | None = None
    country: str | None = None
    status: EducationStatus = EducationStatus.COMPLETED

    @property
    def studied(self) -> str:
        """The words that say in what it is: those of its field, or else of what it is called."""
        return self.field_of_study or self.qualification or ""


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


#: What a credential is called whose document names no achievement. Nobody can say what is held, so it never counts.
UNTITLED = "Untitled credential"

#: Who failed something, or only means to do it, has nothing of it.
NEVER_HAD = frozenset({TitleStanding.FAILED, TitleStanding.PLANNED})


@dataclass(frozen=True, kw_only=True)
class HeldCredential:
    """A credential as the learner names it, or as its document says; `credential` is a catalogue id where one is known.

    `status` is what was said; a date of expiry that has passed makes it expired whatever was said. `proof` is what
    examining its document found and `why` the reason, for people; without a document it is self-declared. `skills` are
    names of skills the document aligns it with, `aligned` the addresses and codes of what it aligns it with. Where it
    is a degree or a like award, `level` says which, and `field_of_study` in what. `revocation` says whether its issuer
    was asked about revoking it, where it says how to ask. `said` is what its title says of its own standing, which is
    read and never posted: "applied for", "lapsed 2021".
    """

    title: str
    credential: str | None = None
    issuer: str | None = None
    status: HeldStatus = HeldStatus.VALID
    issued_on: date | None = None
    expires_on: date | None = None
    proof: Proof = Proof.SELF_DECLARED
    why: str | None = None
    skills: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()
    level: EducationLevel | None = None
    field_of_study: str | None = None
    revocation: Revocation | None = None
    said: TitleStanding = field(default=TitleStanding.HELD, metadata={READ_BY_US: True})

    def standing_on(self, day: date) -> Standing:
        """Return how the credential stands on `day`; what weighs most comes first."""
        if self.proof is Proof.TAMPERED:
            return Standing.TAMPERED
        if self.status is HeldStatus.REVOKED:
            return Standing.REVOKED
        if self.issued_on is not None and self.issued_on > day:
            return Standing.NOT_YET_VALID
        lapsed = self.status is HeldStatus.EXPIRED or self.said is TitleStanding.LAPSED
        if lapsed or (self.expires_on is not None and self.expires_on < day):
            return Standing.EXPIRED
        return Standing.UNVERIFIABLE if self.proof is Proof.UNREADABLE else Standing(self.proof.value)

    def status_on(self, day: date) -> HeldStatus | None:
        """Return what the credential is worth on `day`; None where it is not held.

        That is: forged, unreadable, not yet valid, without a name for what was achieved, or never had by what its own
        title says: failed, or no more than planned.
        One that cannot be verified is worth what a self-declared one is: its dates count, and rules see its standing.
        """
        if self.proof in {Proof.TAMPERED, Proof.UNREADABLE} or self.title == UNTITLED:
            return None
        if self.said in NEVER_HAD and self.status in {HeldStatus.VALID, HeldStatus.IN_PROGRESS}:
            return None
        if self.status is HeldStatus.IN_PROGRESS:
            return self.status
        match self.standing_on(day):
            case Standing.NOT_YET_VALID:
                return None
            case Standing.REVOKED:
                return HeldStatus.REVOKED
            case Standing.EXPIRED:
                return HeldStatus.EXPIRED
        return HeldStatus.VALID if self.said is TitleStanding.HELD else HeldStatus.IN_PROGRESS


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
    """One learner's question, as an HR system posts it. Nothing in it names a person; `learner_id` is opaque.

    `country` is where the learner wants to work, as the ISO 3166-1 code of two letters, and `region` the part of it, by
    its ISO 3166-2 code or its name; `language` the preferred one.
    `answered` are the questions answered with none or no, which leaves no trace elsewhere: they are not put again.
    """

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
    country: str | None = None
    region: str | None = None
    answered: tuple[QuestionCode, ...] = ()
