"""What does a credential's document say of what was achieved? Total: every JSON object says something, or nothing.

What it says of the person (names, addresses, pictures, identifiers) is not read. Members follow Open Badges 3.0 and
CLR 2.0 on the Verifiable Credentials Data Model 1.1 and 2.0; the older words of each are taken too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from services.credentials.evidence import alignments_of, evidence_of
from services.credentials.forms.achievements import achievements_of
from services.credentials.forms.assertions import is_ler, ler_records
from services.credentials.loose_values import day, elements, line, objects
from services.credentials.people import may_be_a_person, people_in, without_likely_names, without_people
from services.intake.members import LATEST_YEAR
from services.intake.profile_schema import MOST_CREDENTIALS
from services.recommender.learner import Evidence
from services.recommender.names.degrees.degree_names import read_degree_names
from services.recommender.scales import EducationLevel, HeldStatus

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

#: Types of achievement whose name says which level of education they complete.
_NAMED_LEVELS = frozenset({"Degree", "Diploma"})

#: Members that say when a credential begins and ends to be valid, the oldest words last.
_ISSUED = ("validFrom", "issuanceDate", "issued", "issuedOn", "issued_on", "awardedDate")
_EXPIRES = ("validUntil", "expirationDate", "expires")


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
    """Return a Claims per achievement; of a record that holds credentials, only its own achievements, if any.

    Of more than a profile holds there is one beyond that, so that it can be told.
    """
    inside = credentials_inside(document)
    counted = {name for one in inside if isinstance(one, Mapping) for name in _named_in(one)}
    achieved = (
        _claims(document, subject, achievement)
        for subject in _subjects(document)
        for achievement in achievements_of(document, subject)
        if counted.isdisjoint(_names_of(achievement))
    )
    found = [*islice(achieved, MOST_CREDENTIALS + 1)]
    if not found and not inside:
        subject = next(iter(_subjects(document)), {})
        return (_claims(document, subject, {}),)
    return tuple(found)


def issuer_id(document: Mapping[str, Any]) -> str:
    """Return the address of the issuer, or nothing; an older badge names it in the badge, a CLR 1.0 as publisher."""
    badge = next(objects(document.get("badge")), {})
    issuer = document.get("issuer") or badge.get("issuer") or document.get("publisher")
    named = issuer.get("id", issuer.get("@id")) if isinstance(issuer, Mapping) else issuer
    return named if isinstance(named, str) else ""


def is_self_issued(document: Mapping[str, Any]) -> bool:
    """Say whether whoever holds the credential issued it."""
    issuer = issuer_id(document)
    return bool(issuer) and any(subject.get("id") == issuer for subject in _subjects(document))


def _subjects(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    of_assertion = {"achievement": document.get("badge"), "result": document.get("result")}
    return [*objects(document.get("credentialSubject"))] or [of_assertion]


def _named_in(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the achievements in a credential are called, by which they are known again in a record around it."""
    for subject in _subjects(document):
        for achievement in achievements_of(document, subject):
            yield from _names_of(achievement)


def _names_of(achievement: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, (line(achievement.get("id")), line(achievement.get("name"))))


def _claims(document: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> Claims:
    issued, expires, remarks = _dates(document, achievement)
    people = people_in(document, subject)
    in_doubt = bool(remarks)
    results = {line(one.get("status")) for one in objects(subject.get("result"))}
    incomplete = sorted(one for one in results if one in _INCOMPLETE)
    if incomplete and "Completed" not in results:
        remarks.append(f"Its result says {incomplete[0]}: it is begun and not finished.")
    if (said := line(achievement.get("remark"))) is not None:
        remarks.append(said)
    skills, aligned = alignments_of(achievement)
    begun = bool(incomplete) and "Completed" not in results
    status = HeldStatus.IN_PROGRESS if begun else HeldStatus.VALID
    if _is_revoked(document):
        status = HeldStatus.REVOKED
        # The reason is the issuer's prose, which may tell of the person; it is not kept.
        remarks.append("It says itself that it was revoked.")
    return Claims(
        title=_title(document, achievement, people),
        issuer=None if is_self_issued(document) else _issuer(document, achievement),
        status=status,
        issued_on=issued,
        expires_on=expires,
        skills=skills,
        aligned=aligned,
        level=_level(achievement, issued),
        field_of_study=line(achievement.get("fieldOfStudy")),
        evidence=tuple(evidence_of(document, subject, skills, people)),
        remark=" ".join(remarks),
        in_doubt=in_doubt,
    )


def _dates(document: Mapping[str, Any], achievement: Mapping[str, Any]) -> tuple[date | None, date | None, list[str]]:
    """Return the first and the last day of validity, and what could not be used of them."""
    remarks = []
    days: list[date | None] = []
    for names in (_ISSUED, _EXPIRES):
        said = next((name for name in names if document.get(name) is not None), None)
        days.append(day(document[said]) if said else None)
        if said and days[-1] is None:
            remarks.append(f"Its {said} is not a date.")
    issued, expires = days
    issued = issued or day(achievement.get("awardedOn"))
    if issued and expires and expires < issued:
        remarks.append("It ends before it begins; the end counts.")
        issued = None
    return issued, expires, remarks


def _issuer(document: Mapping[str, Any], achievement: Mapping[str, Any]) -> str | None:
    """Return the name of the issuer, as the document or else the achievement gives it; else its address."""
    said = [*objects(document.get("issuer")), *objects(achievement.get("issuer"))]
    names = (line(one.get("name")) or line(one.get("legalName")) for one in said)
    return next(filter(None, names), None) or line(issuer_id(document)) or line(issuer_id(achievement))


def _title(document: Mapping[str, Any], achievement: Mapping[str, Any], people: tuple[str, ...]) -> str | None:
    """Return what was achieved, without the learner's names, which some issuers write beside it or in its place."""
    achieved = without_people(line(achievement.get("name")), people, single=False)
    if achieved is not None and achieved not in people:
        return achieved
    named = without_people(line(document.get("name")), people)
    if people or named is None:
        return named
    return None if may_be_a_person(named, document) else without_likely_names(named, _issuer(document, {})) or None


def _level(achievement: Mapping[str, Any], issued: date | None) -> EducationLevel | None:
    """Return the level of education that an achievement completes, by its type, or by the name of a degree."""
    kind = line(achievement.get("achievementType")) or ""
    if kind not in _NAMED_LEVELS:
        return _LEVELS.get(kind)
    names = read_degree_names(line(achievement.get("name")) or "", issued.year if issued else LATEST_YEAR)
    return names[0].level if names and not names[0].under_way and not names[0].given_up else None


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
