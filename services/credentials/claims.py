"""What does a credential's document say of what was achieved? Total: every JSON object says something, or nothing.

What it says of the person (names, addresses, pictures, identifiers) is not read. Members follow Open Badges 3.0 and
CLR 2.0 on the Verifiable Credentials Data Model 1.1 and 2.0; the older words of each are taken too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.credentials.forms.assertions import is_ler, ler_records
from services.credentials.loose_values import day, elements, line, objects, types_of, year
from services.intake.standing_schemas import LONGEST_ADDRESS, MOST_ALIGNED, MOST_SKILLS_SHOWN
from services.recommender.learner import Evidence
from services.recommender.scales import EducationLevel, EvidenceKind, HeldStatus

#: Alignments with these target types are with another description of the same credential, or with how it is graded.
_NO_SKILL = frozenset({"ceasn:rubric", "cfdocument", "cfrubric", "cfrubriccriterion", "credential", "ctdl"})

#: Results that say that the achievement is not complete (Open Badges 3.0, ResultStatusType).
_INCOMPLETE = frozenset({"Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"})

#: Statuses of a credential that say that it does not hold.
_REVOKED = frozenset({"revoked", "suspended"})

#: Types of achievement that complete a level of education (Open Badges 3.0, AchievementType).
_LEVELS = {
    "AssociateDegree": EducationLevel.ASSOCIATE,
    "BachelorDegree": EducationLevel.BACHELOR,
    "DoctoralDegree": EducationLevel.DOCTORATE,
    "GeneralEducationDevelopment": EducationLevel.SECONDARY,
    "MasterDegree": EducationLevel.MASTER,
    "ProfessionalDoctorate": EducationLevel.DOCTORATE,
    "ResearchDoctorate": EducationLevel.DOCTORATE,
    "SecondarySchoolDiploma": EducationLevel.SECONDARY,
}

#: Words in an evidence's genre or type that say what it is; anything else that was made is a work product.
_EVIDENCE_WORDS = (
    ("portfolio", EvidenceKind.PORTFOLIO),
    ("project", EvidenceKind.PROJECT),
    ("publication", EvidenceKind.PUBLICATION),
    ("article", EvidenceKind.PUBLICATION),
)


@dataclass(frozen=True, kw_only=True)
class Claims:
    """One achievement as a document states it; nothing here has been checked.

    `title` is None where the achievement has no name; then nobody can say what is held. `remark` says what could not be
    used of it. `in_doubt` says that its dates are among that.
    """

    title: str | None
    issuer: str | None = None
    status: HeldStatus = HeldStatus.VALID
    issued_on: date | None = None
    expires_on: date | None = None
    skills: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    level: EducationLevel | None = None
    field_of_study: str | None = None
    remark: str = ""
    in_doubt: bool = False


def credentials_inside(document: Mapping[str, Any]) -> list[Any]:
    """Return the credentials that a record of several (a CLR) holds, in whatever form they are."""
    held = [one for subject in _subjects(document) for one in elements(subject.get("verifiableCredential"))]
    return held + [one for subject in _subjects(document) if is_ler(subject) for one in ler_records(subject)]


def read_claims(document: Mapping[str, Any]) -> tuple[Claims, ...]:
    """Return a Claims per achievement; of a record that holds credentials, only its own achievements, if any."""
    found = [
        _claims(document, subject, achievement)
        for subject in _subjects(document)
        for achievement in objects(subject.get("achievement", subject.get("hasCredential")))
    ]
    if not found and not credentials_inside(document):
        subject = next(iter(_subjects(document)), {})
        return (_claims(document, subject, {}),)
    return tuple(found)


def issuer_id(document: Mapping[str, Any]) -> str:
    """Return the address of the issuer, or nothing; an older badge names it in the badge, a CLR 1.0 as publisher."""
    badge = next(objects(document.get("badge")), {})
    issuer = document.get("issuer") or badge.get("issuer") or document.get("publisher")
    named = issuer.get("id", issuer.get("@id")) if isinstance(issuer, Mapping) else issuer
    return named if isinstance(named, str) else ""


def _subjects(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*objects(document.get("credentialSubject"))] or [{"achievement": document.get("badge")}]


def _claims(document: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> Claims:
    issued, expires, remarks = _dates(document)
    in_doubt = bool(remarks)
    results = {line(one.get("status")) for one in objects(subject.get("result"))}
    incomplete = sorted(one for one in results if one in _INCOMPLETE)
    if incomplete and "Completed" not in results:
        remarks.append(f"Its result says {incomplete[0]}: it is begun and not finished.")
    skills, aligned = _alignments(achievement)
    begun = bool(incomplete) and "Completed" not in results
    status = HeldStatus.IN_PROGRESS if begun else HeldStatus.VALID
    if _is_revoked(document):
        status = HeldStatus.REVOKED
        # The reason is the issuer's prose, which may tell of the person; it is not kept.
        remarks.append("It says itself that it was revoked.")
    return Claims(
        title=line(achievement.get("name")) or _without_the_person(line(document.get("name")), subject),
        issuer=_issuer(document, achievement),
        status=status,
        issued_on=issued,
        expires_on=expires,
        skills=skills,
        aligned=aligned,
        level=_LEVELS.get(line(achievement.get("achievementType")) or ""),
        field_of_study=line(achievement.get("fieldOfStudy")),
        evidence=tuple(_evidence(document, subject, skills)),
        remark=" ".join(remarks),
        in_doubt=in_doubt,
    )


def _dates(document: Mapping[str, Any]) -> tuple[date | None, date | None, list[str]]:
    """Return the first and the last day of validity, and what could not be used of them."""
    remarks = []
    days: list[date | None] = []
    for names in (("validFrom", "issuanceDate", "issuedOn"), ("validUntil", "expirationDate", "expires")):
        said = next((name for name in names if document.get(name) is not None), None)
        days.append(day(document[said]) if said else None)
        if said and days[-1] is None:
            remarks.append(f"Its {said} is not a date.")
    issued, expires = days
    if issued and expires and expires < issued:
        remarks.append("It ends before it begins; the end counts.")
        issued = None
    return issued, expires, remarks


def _issuer(document: Mapping[str, Any], achievement: Mapping[str, Any]) -> str | None:
    """Return the name of the issuer, as the document or else the achievement gives it; else its address."""
    said = [*objects(document.get("issuer")), *objects(achievement.get("issuer"))]
    names = (line(one.get("name")) or line(one.get("legalName")) for one in said)
    return next(filter(None, names), None) or line(issuer_id(document)) or line(issuer_id(achievement))


def _without_the_person(title: str | None, subject: Mapping[str, Any]) -> str | None:
    """Return a document's title without the learner's names, which some issuers put before the achievement's."""
    named = [line(subject.get(name)) for name in ("name", "givenName", "familyName", "additionalName")]
    named += [line(one.get("identityHash")) for one in objects(subject.get("identifier"))]
    for person in sorted(filter(None, named), key=len, reverse=True):
        title = line(title.replace(person, " ").strip(" -\u2013\u2014:,|")) if title else None
    return title


def _is_revoked(document: Mapping[str, Any]) -> bool:
    """Say whether the document says of itself that it was revoked, as a hosted assertion of Open Badges does.

    A reason for it says so too, where nothing says that it was not.
    """
    statuses = [*objects(document.get("credentialStatus"))]
    said = elements([document.get("revoked"), *(one.get("revoked") for one in statuses)])
    named = {(line(one.get("status")) or "").casefold() for one in statuses}
    reason = not said and line(document.get("revocationReason")) is not None
    return reason or not named.isdisjoint(_REVOKED) or any(_means_yes(one) for one in said)


def _means_yes(said: Any) -> bool:
    return str(said).strip().casefold() in {"true", "yes", "1"}


def _alignments(achievement: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the skills, and the addresses and codes of everything, that the achievement aligns with."""
    skills: dict[str, None] = {}
    aligned: dict[str, None] = {}
    for one in (*objects(achievement.get("alignment")), *objects(achievement.get("alignments"))):
        name, kind = line(one.get("targetName", one.get("name"))), line(one.get("targetType")) or ""
        if name is not None and kind.casefold() not in _NO_SKILL:
            skills[name] = None
        for member in ("targetUrl", "targetCode", "url"):
            if (address := line(one.get(member), LONGEST_ADDRESS)) is not None:
                aligned[address] = None
    return tuple(skills)[:MOST_ALIGNED], tuple(aligned)[:MOST_ALIGNED]


def _evidence(document: Mapping[str, Any], subject: Mapping[str, Any], skills: tuple[str, ...]) -> Iterator[Evidence]:
    """Yield what was made; only what has a name can be shown."""
    for one in (*objects(document.get("evidence")), *objects(subject.get("evidence"))):
        title = line(one.get("name"))
        said = " ".join(text for text in (line(one.get("genre")), *sorted(types_of(one))) if text).casefold()
        if title is not None:
            kind = next((kind for word, kind in _EVIDENCE_WORDS if word in said), EvidenceKind.WORK_PRODUCT)
            made = next((year(text) for text in elements(one.get("date")) if year(text)), None)
            yield Evidence(kind=kind, title=title, skills=skills[:MOST_SKILLS_SHOWN], year=made)
