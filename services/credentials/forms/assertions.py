"""What do older badges and records of several say, in one form? An assertion, as Open Badges up to 2.1 wrote it.

A CLR 1.0 and an LER-RS record what was achieved in words of their own; each achievement in them becomes an assertion.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from services.credentials.loose_values import elements, objects, types_of

#: What an assertion is said to follow that was written in the words of an Open Badge.
_CLR_1 = "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld"
_LER_RS = "http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json"
_WRITTEN_AS = {_CLR_1: "CLR 1.0", _LER_RS: "LER-RS"}

#: Members of an LER-RS that list what somebody was certified or licensed for (HR Open, version 4.5).
_CERTIFIED = ("certifications", "licenses")
_LISTED = (*_CERTIFIED, "educationAndLearnings", "employmentHistories")


def assertion_form(document: Mapping[str, Any]) -> str:
    """Return what an assertion of an Open Badge up to 2.1, or of a record of several, calls its form."""
    context = " ".join(text for text in elements(document.get("@context")) if isinstance(text, str))
    if context in _WRITTEN_AS:
        return _WRITTEN_AS[context]
    if "openbadges/v2" in context or "ob/v2" in context:
        return "Open Badges 2.0"
    return "Open Badges 1.1" if "openbadges/v1" in context else "Open Badges 1.0 or older"


def is_assertion(document: Mapping[str, Any]) -> bool:
    """Say whether the document is an assertion of an Open Badge up to 2.1: it has a badge and no subject."""
    return document.get("badge") is not None and document.get("credentialSubject") is None


def is_clr_1(document: Mapping[str, Any]) -> bool:
    """Say whether the document is a Comprehensive Learner Record of version 1."""
    if document.get("credentialSubject") is not None:
        return False
    return "Clr" in types_of(document) or not {"assertions", "signedAssertions"}.isdisjoint(document)


def clr_1_assertions(record: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what a CLR 1.0 records: its assertions in the words of Open Badges 2.0, its signed ones as they are."""
    for one in objects(record.get("assertions")):
        achievement = next(objects(one.get("achievement")), {})
        said = {name: one.get(name) for name in ("issuedOn", "expires", "evidence", "revoked", "revocationReason")}
        for name in ("revoked", "revocationReason"):
            said[name] = one.get(name, record.get(name))
        badge = {**achievement, "issuer": achievement.get("issuer") or record.get("publisher")}
        yield {"@context": _CLR_1, "type": "Assertion", "id": one.get("id"), "badge": badge, **said}
    yield from elements(record.get("signedAssertions"))


def is_ler(document: Mapping[str, Any]) -> bool:
    """Say whether the document, or the subject of a credential, is a record after HR Open's LER-RS."""
    named = types_of(document)
    return bool(named & {"LERRS", "LER-RS"}) or any(one.startswith("LER-RSType") for one in named)


def ler_records(record: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what an LER-RS records: the credentials that verify an entry, else the entry in the words of an assertion.

    Work and skills are no credentials; what verifies them is looked at all the same.
    """
    for member in _LISTED:
        for entry in objects(record.get(member)):
            verified = [*elements(entry.get("verifications")), *elements(entry.get("verifiableCredential"))]
            yield from verified
            if not verified and member in _CERTIFIED:
                yield _certified(entry)
            elif not verified and member == "educationAndLearnings":
                yield from _educated(entry)


def _certified(entry: Mapping[str, Any]) -> dict[str, Any]:
    period = next(objects(entry.get("effectiveTimePeriod")), {})
    name = _first(entry, "name", "certificationName", "licenseName", "title")
    badge = {"name": name, "issuer": _organisation(entry.get("issuingAuthority"))}
    return {
        "@context": _LER_RS,
        "type": "Assertion",
        "badge": badge,
        "issuedOn": _first(entry, "firstIssued", "firstIssuedDate", "start") or _first(period, "validFrom", "start"),
        "expires": _first(entry, "end") or _first(period, "validTo", "validUntil", "end"),
        "credentialStatus": {"status": entry.get("status")},
    }


def _educated(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the degrees that an entry of education names; one that is current is under way."""
    degrees = [*objects(entry.get("educationDegrees"))] or [{"name": entry.get("degree")}]
    for degree in degrees:
        name = degree.get("name")
        kind = {"achievementType": "Degree", "fieldOfStudy": next(iter(elements(entry.get("specializations"))), None)}
        badge = {"name": name, "issuer": _organisation(entry.get("institution")), **kind}
        if name:
            yield {
                "@context": _LER_RS,
                "type": "Assertion",
                "badge": badge,
                "issuedOn": _first(entry, "end"),
                "result": {"status": "InProgress"} if entry.get("current") is True else None,
            }


def _organisation(said: Any) -> Any:
    """Return an organisation as a badge names its issuer; HR Open calls employers by their trade name."""
    if isinstance(said, Mapping):
        return {"name": said.get("name", said.get("tradeName"))}
    return {"name": said} if isinstance(said, str) else None


def _first(entry: Mapping[str, Any], *names: str) -> Any:
    return next((entry[name] for name in names if entry.get(name)), None)
