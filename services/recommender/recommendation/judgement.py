"""What was judged? Paths and credentials with their points, what was left out, and what would change it."""

from datetime import date

from msgspec import Struct, field

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    CredentialKind,
    IssuerKind,
    RecognitionForm,
)
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import AskedAbout, LeftOut, Role, VerdictStanding
from services.recommender.recommendation.parts import (
    Contribution,
    ConvertedMoney,
    CredentialName,
    Exclusion,
    Money,
    Reference,
    Remark,
)
from services.recommender.recommendation.reading import NearSkill
from services.recommender.rulebook.rule import Dimension
from services.recommender.rulebook.rule_source import SourceBasis
from services.recommender.scales import EmployerKind, SkillLevel


class Verdict(Struct, frozen=True, kw_only=True):
    """The path advised, with its points and its lead over `runner_up` (None: no other path is left).

    `nothing_to_name` says that no credential of the kind advised is known to serve.
    """

    path: PathKind
    score: int
    runner_up: PathKind | None
    margin: int | None
    standing: VerdictStanding
    sentence: str
    nothing_to_name: bool = False


class JudgedByRules(Struct, frozen=True, kw_only=True):
    """What rules said of one subject: `score` is the sum of `contributions`; `facts` are what they read of it."""

    facts: dict[str, int | str | None]
    score: int
    dimensions: dict[Dimension, int]
    contributions: list[Contribution]
    ruled_out: list[Exclusion]
    cautions: list[Remark]
    questions: list[Remark]


class PathResult(JudgedByRules, frozen=True, kw_only=True):
    """One path: the score is the sum of `contributions`; the facts are what rules read of it."""

    path: PathKind


class TradeOffSide(Struct, frozen=True, kw_only=True):
    """One of the two best paths, by its best credential `example`: `weeks` and `cost` of that.

    `closes` of `missing` required skills; `asked_for_in_the_field` and `stacks` are None where nobody knows.
    """

    path: PathKind
    example: str | None
    weeks: int | None
    cost: Money | None
    closes: int | None
    missing: int
    recognised_by: list[str]
    asked_for_in_the_field: bool | None
    stacks: bool | None


class SourceRead(Struct, frozen=True, kw_only=True):
    """Where the facts of a credential were read, and on which day; None where all of them were noted from memory."""

    title: str
    read_on: date | None


class ItemCredential(Struct, frozen=True, kw_only=True):
    """A credential as the catalogue knows it. `hours` of learning; `validity_months` None where it does not end."""

    id: str
    title: str
    kind: CredentialKind
    issuer: str
    issuer_kind: IssuerKind
    level: SkillLevel
    assessment: Assessment
    hours: int | None
    cost: Money | None
    validity_months: int | None
    address: str
    source: SourceRead


class Recognition(Struct, frozen=True, kw_only=True):
    """Who recognises a credential, in which form, and who says so."""

    by: str
    kind: EmployerKind
    asserted_by: str
    form: RecognitionForm


class Completeness(Struct, frozen=True, kw_only=True):
    """How much of the EU's mandatory elements of a micro-credential is described, in whole percent."""

    percent: int
    missing: list[str]


class Item(JudgedByRules, frozen=True, kw_only=True):
    """A credential that is shown, from rank 1 on: the score is the sum of `contributions`.

    `cost_converted` is its cost in the currency of the budget, where that is another one and a rate is known.
    `teaches` are all of its skills. `closes` is what of all that is asked for is held once it is earned, `begins`
    what is no longer missing then; `near` what stays missing, while it teaches something near to it.
    `weeks_needed` and `done_by` are None where the hours of the credential or of the learner are not known.
    """

    rank: int
    role: Role
    credential: ItemCredential
    teaches: list[str]
    closes: list[str]
    weeks_needed: int | None
    done_by: date | None
    recognised_by: list[Recognition]
    completeness: Completeness
    begins: list[str] = field(default_factory=list)
    near: list[NearSkill] = field(default_factory=list)
    cost_converted: ConvertedMoney | None = None


class LeftOutCredential(Struct, frozen=True, kw_only=True):
    """A credential that is not shown, why, and by which rules; `score` is None where no rule judged it.

    `asked_about` says why a reader may ask about it all the same; None where nothing points to it.
    """

    credential: CredentialName
    reason: LeftOut
    sentence: str
    rules: list[str]
    score: int | None
    asked_about: AskedAbout | None = None


class BeyondShortlist(Struct, frozen=True, kw_only=True):
    """How many credentials were found that no rule judged, and how many of them are named."""

    count: int
    named: int
    sentence: str


class VerdictChange(Struct, frozen=True, kw_only=True):
    """The smallest change of one lever of the profile that turns the verdict."""

    lever: str
    becomes: PathKind
    standing: VerdictStanding
    sentence: str


class CandidateChange(Struct, frozen=True, kw_only=True):
    """The smallest change of one lever that brings a credential in, and the rank that it gets."""

    lever: str
    credential: Reference
    rank: int
    sentence: str


class Counterfactuals(Struct, frozen=True, kw_only=True):
    """What would have to be different for another answer."""

    verdict: list[VerdictChange]
    candidates: list[CandidateChange]


class Finding(Struct, frozen=True, kw_only=True):
    """What a rule concluded, and why."""

    findings: list[str]
    rule: str
    because: str


class NextStep(Struct, frozen=True, kw_only=True):
    """One step that people usually take on the path advised; `address` is where to ask.

    `basis` says how what it claims is known, None where it claims nothing; `checked_on` is the day it was read.
    """

    text: str
    address: str | None = None
    basis: SourceBasis | None = None
    checked_on: date | None = None


class SourceTold(Struct, frozen=True, kw_only=True):
    """What a rule rests on: `checked_on` is the day it was read, None for what nobody read; `in_words` says which."""

    title: str
    basis: SourceBasis
    checked_on: date | None
    in_words: str
    address: str | None


class RuleSources(Struct, frozen=True, kw_only=True):
    """A rule that had a say, and what it rests on."""

    rule: str
    sources: list[SourceTold]
