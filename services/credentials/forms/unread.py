"""Which documents are not read, what are they called, and why? What is not read is named, and proves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.credentials.forms.assertions import assertion_form, is_assertion
from services.credentials.loose_values import line, objects, types_of

NOT_HELD = "so it counts as not held"

#: What is said first of everything in a presentation that is not read.
_IN_PRESENTATION = "It lies in a presentation."

#: What a document is called that is no credential.
UNREADABLE_TITLE = "Unreadable document"


@dataclass(frozen=True)
class Unread:
    """A document that is not read: what it is called for a reader (never a name out of it), and why."""

    title: str
    why: str


def unreadable(what: str, title: str = UNREADABLE_TITLE) -> Unread:
    """Return a document of which nothing more can be said than `what` it is; it proves nothing."""
    return Unread(title, f"{what}, {NOT_HELD}.")


#: So much of an XML document tells what it is, and what one of the European Learning Model before its version 3 says.
_XML_HEAD = 4_000
_EUROPEAN_IN_XML = ("europasscredential", "data.europa.eu/snb", "europass.eu/model", "europeandigitalcredential")

#: Types of documents that hold no credential that could be read.
_UNREAD_TYPES = {
    "EnvelopedVerifiableCredential": unreadable(
        "It is a signed token in an envelope that holds no token", "Credential in an envelope"
    ),
    "EnvelopedVerifiablePresentation": unreadable(
        "It is a presentation in a signed token in an envelope that holds no token", "Presentation in an envelope"
    ),
    "VerifiablePresentation": unreadable(
        "It is a presentation in which no credential is found", "Presentation of credentials"
    ),
    "EndorsementCredential": unreadable("It is an endorsement of somebody and no credential of its own", "Endorsement"),
    "BadgeClass": unreadable("It describes a badge and does not say that anybody earned it", "Description of a badge"),
    "Achievement": unreadable(
        "It describes an achievement and does not say that anybody earned it", "Description of an achievement"
    ),
    "Clr": unreadable("It is a CLR 1.0 that records no achievement", "Learner record (CLR 1.0)"),
    "LER-RS": unreadable("It is an LER-RS that records no credential", "Learning and employment record (LER-RS)"),
}


def why_unread(document: Any) -> Unread | None:
    """Return what the document is and why it is not read; None where it is a credential in a form that is read."""
    if isinstance(document, Unread):
        return document
    if not isinstance(document, Mapping):
        return unreadable("It is not a credential in JSON")
    types = types_of(document)
    unread = next((unread for type_, unread in _UNREAD_TYPES.items() if type_ in types), None)
    if unread is not None or is_assertion(document):
        return unread or _of_assertion(document)
    if not isinstance(document.get("credentialSubject"), Mapping | list):
        credential = any(one.endswith(("Credential", "Assertion")) for one in types)
        return unreadable("It has no credentialSubject" if credential else "It is not a credential in a form we know")
    return None


def why_xml_unread(text: str) -> Unread | None:
    """Return what a text in XML is and why it is not read; None for what may be an SVG."""
    head = text[:_XML_HEAD].casefold()
    if "<svg" in head or ":svg" in head:
        return None
    if any(sign in head for sign in _EUROPEAN_IN_XML):
        what = "It is a European Digital Credential in XML, as issued until 2023: sealed, not verified, and not read"
        return unreadable(f"{what}. Ask its issuer for it as JSON-LD", "European Digital Credential in XML")
    return unreadable("It is XML, in which no credential is looked for", "Document as XML")


def why_untitled(document: Mapping[str, Any]) -> str:
    """Return why a credential in which no achievement has a name proves nothing."""
    form = ", ".join(sorted(types_of(document) - {"VerifiableCredential"}))[:80] or "VerifiableCredential"
    return f"What was achieved has no name that Credwise reads in this form ({form}), {NOT_HELD}."


def in_presentation(found: Any) -> Any:
    """Return what lies in a presentation; where it is not read, as something unread that names the presentation."""
    unread = why_unread(found)
    if unread is None or unread.why.startswith(_IN_PRESENTATION):
        return found
    return Unread(unread.title, f"{_IN_PRESENTATION} {unread.why}")


def _of_assertion(document: Mapping[str, Any]) -> Unread | None:
    badge, form = document["badge"], assertion_form(document)
    if any(line(one.get("name")) for one in objects(badge)):
        return None
    what = "badge" if form.startswith("Open Badges") else "achievement"
    return Unread(f"Badge of {form}", f"It is an assertion of {form} whose {what} has no name, {NOT_HELD}.")
