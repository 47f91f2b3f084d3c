"""In which form is a credential's document, and can it be read? What is not read is named, and proves nothing.

Read are credentials after the Verifiable Credentials Data Model (Open Badges 3.0, CLR 2.0, European Digital Credentials
as far as their words are the same), Open Badges up to 2.1 whose badge lies in the document, and what CLR 1.0 records.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.credentials.loose_values import elements, line, objects, types_of

#: A signed token: three parts in base 64, the first of which is a JSON object; with "~" it discloses in parts (SD-JWT).
_TOKEN = re.compile(r"(?:data:[^,]{0,200},)?eyJ[\w-]*\.[\w-]*\.[\w-]*(~.*)?", re.ASCII | re.DOTALL)

_NOT_HELD = "so it counts as not held"

#: What a CLR 1.0 is called of which no achievement can be read, and what one is that has none.
_RECORD = "Learner record (CLR 1.0)"
_EMPTY_RECORD = "It is a CLR 1.0 that records no achievement"

#: What an assertion of a CLR 1.0 is said to follow, once it is written in the words of an Open Badge.
_CLR_1_CONTEXT = "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld"


@dataclass(frozen=True)
class Unread:
    """A document that is not read: what it is called for a reader (never a name out of it), and why."""

    title: str
    why: str


def opened(document: Any) -> Iterator[Any]:
    """Yield the documents in a presentation or a CLR 1.0, each to be looked at by itself; any other one as it is.

    Presentations are opened however deep they lie in one another. What a presentation holds that is not read comes as
    an `Unread` that names the presentation; so do the signed assertions of a CLR 1.0.
    """
    types = types_of(document) if isinstance(document, Mapping) else frozenset()
    if "VerifiablePresentation" in types and (inside := elements(document.get("verifiableCredential"))):
        for one in inside:
            yield from (_in_presentation(found) for found in opened(one))
    elif _is_clr_1(document) and (recorded := [*objects(document.get("assertions"))]):
        yield from (_as_assertion(one, document) for one in recorded)
        if signed := elements(document.get("signedAssertions")):
            yield _of_signed_assertions(len(signed))
    else:
        yield document


def why_unread(document: Any) -> Unread | None:
    """Return what the document is and why it is not read; None where it is a credential in a form that is read."""
    if isinstance(document, Unread):
        return document
    if not isinstance(document, Mapping):
        return _of_text(document) if isinstance(document, str) else _unreadable("It is not a credential in JSON")
    types = types_of(document)
    unread = next((unread for type_, unread in _UNREAD_TYPES.items() if type_ in types), None)
    if unread is not None or is_assertion(document):
        return unread or _of_assertion(document)
    if _is_clr_1(document):
        signed = elements(document.get("signedAssertions"))
        return _of_signed_assertions(len(signed)) if signed else Unread(_RECORD, f"{_EMPTY_RECORD}, {_NOT_HELD}.")
    if not isinstance(document.get("credentialSubject"), Mapping | list):
        credential = any(one.endswith(("Credential", "Assertion")) for one in types)
        return _unreadable("It has no credentialSubject" if credential else "It is not a credential in a form we know")
    return None


def why_untitled(document: Mapping[str, Any]) -> str:
    """Return why a credential in which no achievement has a name proves nothing."""
    form = ", ".join(sorted(types_of(document) - {"VerifiableCredential"}))[:80] or "VerifiableCredential"
    return f"What was achieved has no name that Credwise reads in this form ({form}), {_NOT_HELD}."


def assertion_form(document: Mapping[str, Any]) -> str:
    """Return what an assertion of an Open Badge up to 2.1, or of a CLR 1.0, calls its form."""
    context = " ".join(text for text in elements(document.get("@context")) if isinstance(text, str))
    if context == _CLR_1_CONTEXT:
        return "CLR 1.0"
    if "openbadges/v2" in context or "ob/v2" in context:
        return "Open Badges 2.0"
    return "Open Badges 1.1" if "openbadges/v1" in context else "Open Badges 1.0 or older"


def is_assertion(document: Mapping[str, Any]) -> bool:
    """Say whether the document is an assertion of an Open Badge up to 2.1: it has a badge and no subject."""
    return document.get("badge") is not None and document.get("credentialSubject") is None


#: What is said first of everything in a presentation that is not read.
_IN_PRESENTATION = "It lies in a presentation."

#: What a document is called that is no credential.
UNREADABLE_TITLE = "Unreadable document"

_FORM_UNREAD = f"a form that Credwise does not read yet, {_NOT_HELD}. Send the credential as JSON."


#: Types of documents that hold no credential that could be read.
_UNREAD_TYPES = {
    "EnvelopedVerifiableCredential": Unread(
        "Credential in an envelope", f"It is a signed token in an envelope, {_FORM_UNREAD}"
    ),
    "EnvelopedVerifiablePresentation": Unread(
        "Presentation in an envelope", f"It is a presentation in a signed token in an envelope, {_FORM_UNREAD}"
    ),
    "VerifiablePresentation": Unread(
        "Presentation of credentials", f"It is a presentation in which no credential is found, {_NOT_HELD}."
    ),
    "EndorsementCredential": Unread(
        "Endorsement", f"It is an endorsement of somebody and no credential of its own, {_NOT_HELD}."
    ),
}


def _of_text(text: str) -> Unread:
    token = _TOKEN.fullmatch(text.strip())
    if token:
        kind = "SD-JWT" if token[1] else "JWT"
        return Unread(f"Credential in a signed token ({kind})", f"It is a signed token ({kind}), {_FORM_UNREAD}")
    if text.strip().startswith(("https://", "http://")):
        why = f"It is an address, which Credwise does not fetch, {_NOT_HELD}. Send the document that lies there."
        return Unread("Credential at an address", why)
    return _unreadable("It is not a credential in JSON")


def _of_assertion(document: Mapping[str, Any]) -> Unread | None:
    badge, form = document["badge"], assertion_form(document)
    if isinstance(badge, str):
        why = (
            f"It is an assertion of {form} whose badge lies at {_place(badge)}, which Credwise does "
            f"not fetch, {_NOT_HELD}. Send it with the badge in it."
        )
        return Unread(f"Badge of {form}", why)
    if not any(line(one.get("name")) for one in objects(badge)):
        what = "achievement" if form == "CLR 1.0" else "badge"
        return Unread(f"Badge of {form}", f"It is an assertion of {form} whose {what} has no name, {_NOT_HELD}.")
    return None


def _place(badge: str) -> str:
    """Return where a badge lies: an address without what is asked of it, for that may name a person."""
    address = re.match(r"https?://[^?#@\s]+", badge.strip())
    return address[0][:120] if address else "an address"


def _of_signed_assertions(count: int) -> Unread:
    held = "1 signed assertion" if count == 1 else f"{count} signed assertions"
    return Unread(_RECORD, f"It is a CLR 1.0 that holds {held}, {_FORM_UNREAD}")


def _in_presentation(found: Any) -> Any:
    """Return what lies in a presentation; where it is not read, as something unread that names the presentation."""
    unread = why_unread(found)
    if unread is None or unread.why.startswith(_IN_PRESENTATION):
        return found
    return Unread(unread.title, f"{_IN_PRESENTATION} {unread.why}")


def _unreadable(what: str) -> Unread:
    return Unread(UNREADABLE_TITLE, f"{what}, {_NOT_HELD}.")


def _is_clr_1(document: Any) -> bool:
    if not isinstance(document, Mapping) or document.get("credentialSubject") is not None:
        return False
    return "Clr" in types_of(document) or not {"assertions", "signedAssertions"}.isdisjoint(document)


def _as_assertion(recorded: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an assertion of a CLR 1.0 in the words of Open Badges 2.0, which it was made after."""
    achievement = next(objects(recorded.get("achievement")), {})
    issuer = achievement.get("issuer") or record.get("publisher")
    return {
        "@context": _CLR_1_CONTEXT,
        "type": "Assertion",
        "badge": {**achievement, "issuer": issuer},
        **{
            name: recorded.get(name, record.get(name) if name.startswith("revo") else None)
            for name in ("issuedOn", "expires", "revoked", "revocationReason", "evidence")
        },
    }
