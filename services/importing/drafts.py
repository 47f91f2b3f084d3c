"""What does a source say of a credential, before ids are given, skills matched and references resolved?"""

from dataclasses import dataclass
from datetime import date

from services.importing.column_mapping import ColumnMapping
from services.importing.import_report import ImportNotes
from services.recommender.knowledge.credentials.credential import Credential, IssuerKind, Source, Stack
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.knowledge.occupations.former_codes import OccupationCodes
from services.recommender.scales import SkillLevel


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What is said of the source of everything in one import.

    `address` is where the catalogue as a whole is published; it stands in for a credential without a page of its own.
    """

    title: str
    licence: str
    read_on: date
    address: str | None = None

    def source(self, address: str) -> Source:
        """Return the source of a credential whose page is at `address`."""
        return Source(title=self.title, address=self.address or address, licence=self.licence, read_on=self.read_on)


@dataclass(frozen=True, kw_only=True)
class SaidSkill:
    """A skill as the source names it: words, the address of a concept where it gives one, and how it is assessed."""

    words: str
    address: str | None = None
    level: SkillLevel = SkillLevel.UNKNOWN
    assessed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A credential whose references are still the source's own keys.

    `key` is what other drafts call it by; `own_id` the id it asks for, where the source gives one that is fit for it.
    `credential.id` is not set yet, and its skills are still `skills` here.
    """

    place: str
    key: str
    own_id: str | None
    credential: Credential
    skills: tuple[SaidSkill, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StackDraft:
    """A stack whose requirement still names credentials by the source's own keys. `reaches` is the one at its end."""

    place: str
    own_id: str | None
    stack: Stack
    reaches: str | None = None


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """Everything that was read, in the order of the sources."""

    credentials: tuple[Draft, ...] = ()
    stacks: tuple[StackDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What every reader is handed: where to note things, what is said of the source, which skills and codes are known.

    Without `codes`, occupations are taken as they are named. `columns` says what those of a sheet mean; with `courses`,
    a course that awards nothing is taken as well.
    """

    notes: ImportNotes
    provenance: Provenance
    skills: Skills
    codes: OccupationCodes | None = None
    columns: ColumnMapping | None = None
    courses: bool = False


#: What helps where something has no web address.
ONE_ADDRESS = "`--address` (`address` in the query) gives one page to all"

#: Words of an organisation's type or name, and the kind of issuer they say; the first that fits counts.
_ISSUER_WORDS = (
    (("vendor",), IssuerKind.VENDOR),
    (("government", "ministry", "publicbody", "federal", "stateagency", "municipal"), IssuerKind.PUBLIC_BODY),
    (
        ("university", "college", "postsecondary", "fouryear", "twoyear", "polytechnic", "universit", "hochschule"),
        IssuerKind.UNIVERSITY,
    ),
    (
        ("professionalassociation", "association", "certificationbody", "tradeassociation", "laborunion", "guild"),
        IssuerKind.INDUSTRY_BODY,
    ),
    (("industry", "institute of chartered", "society"), IssuerKind.INDUSTRY_BODY),
    (("trainingprovider", "onlineplatform", "mooc", "careertechnical"), IssuerKind.LEARNING_PLATFORM),
    (("employer", "business", "corporation"), IssuerKind.EMPLOYER),
)


def issuer_kind(*words: str) -> IssuerKind:
    """Return the kind of issuer that type codes or a name say; unknown where they say none."""
    said = " ".join(words).casefold()
    return next((kind for marks, kind in _ISSUER_WORDS if any(mark in said for mark in marks)), IssuerKind.UNKNOWN)
