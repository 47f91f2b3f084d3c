"""Is a signed document written plainly, so that reading its members reads what was signed?

JSON-LD lets one statement be written in many ways, and a signature covers the statement, not the writing. Whoever
holds a badge could rewrite the member that says when it ends as a full address, or under a name that a context of
their own gives it: the signature would still be right, and a reader of plain members would not see the end.
"""

from collections.abc import Mapping
from typing import Any

from services.credentials.finding import NotCheckable
from services.credentials.loose_values import elements

#: Keywords that may stand in a document: a context, and the text and language of a name (VC Data Model 2.0, 11.1).
_ALLOWED_KEYWORDS = frozenset({"@context", "@value", "@language", "@direction"})

#: Members of a definition in a context inside a document; anything else could change what other members mean.
_ALLOWED_IN_DEFINITIONS = frozenset({"@id", "@type", "@container"})

#: Vocabularies that only the contexts Credwise carries may give names to.
_RESERVED = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://schema.org/",
    "https://schema.org/",
    "https://purl.imsglobal.org/spec/vc/",
    "https://w3id.org/security#",
    "https://www.w3.org/2018/credentials#",
    "https://www.w3.org/ns/credentials/status#",
    "https://w3id.org/vc/status-list#",
)


def require_plain_form(value: Any) -> None:
    """Raise NotCheckable where a member is written as an address or keyword, or given a name by an unknown context."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            if name == "@context":
                for context in elements(member):
                    _require_harmless(context)
            elif ":" in name or (name.startswith("@") and name not in _ALLOWED_KEYWORDS):
                raise NotCheckable(f"It writes a member as {name[:80]!r}, where a name is read.")
            else:
                require_plain_form(member)
    elif isinstance(value, list):
        for one in value:
            require_plain_form(one)


def _require_harmless(context: Any) -> None:
    """Let addresses pass (only known ones are loaded), and definitions of new names outside the vocabularies read."""
    if isinstance(context, str):
        return
    if not isinstance(context, Mapping):
        raise NotCheckable("It takes back the contexts before.")
    for name, definition in context.items():
        parts = definition if isinstance(definition, Mapping) else {"@id": definition}
        address = parts.get("@id")
        full = isinstance(address, str) and address.startswith(("https://", "http://"))
        if name.startswith("@") or not full or not parts.keys() <= _ALLOWED_IN_DEFINITIONS:
            raise NotCheckable(f"A context of its own defines {name[:80]!r} in a way that is not followed here.")
        if str(address).startswith(_RESERVED):
            raise NotCheckable(f"A context of its own gives {str(address)[:120]} another name.")
