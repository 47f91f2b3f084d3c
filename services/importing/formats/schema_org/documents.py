"""Which nodes of a schema.org document are credentials? Those of the class, and what courses and programmes award."""

from collections.abc import Iterable, Iterator

from services.importing.drafts import Draft, Drafts, Reading
from services.importing.formats.schema_org.credential import CREDENTIAL, read_draft
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.linked_data.json_ld import Node

#: The classes of what may award a credential.
OFFERS = frozenset({"Course", "EducationalOccupationalProgram"})


def read_schema_org(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials of documents, also those of a list and those that their courses award."""
    graph = Graph(documents, reading.notes, is_tree=True)
    awarded: set[str] = set()
    drafts: list[Draft] = []
    for node in (*graph.top, *(item for top in graph.top for item in _items(top))):
        if OFFERS & set(node.types):
            drafts.extend(_awards(node, awarded, reading))
        elif CREDENTIAL in node.types and (node.id is None or node.id not in awarded):
            drafts.extend(read_draft(node, node, node.text("credentialCategory"), reading))
    graph.note_unused()
    return Drafts(credentials=tuple(drafts))


def _items(node: Node) -> Iterator[Node]:
    """Yield the members of an ItemList or a catalogue, and those that a web page is about."""
    for one in node.nodes("itemListElement", "mainEntity", "hasPart", "hasCredential"):
        inner = one.nodes("item")
        yield from inner or [one]


def _awards(offer: Node, awarded: set[str], reading: Reading) -> Iterator[Draft]:
    """Yield what a course or programme awards: a described credential, or one that is only named."""
    found = [one for one in offer.nodes("educationalCredentialAwarded") if one.label() or one.has("credentialCategory")]
    named = next((text for text in offer.texts("educationalCredentialAwarded") if "://" not in text), None)
    if found:
        awarded.update(one.id for one in found if one.id is not None)
        for one in found:
            yield from read_draft(one, offer, one.text("credentialCategory") or one.label(), reading)
    elif named is not None:
        yield from read_draft(offer, offer, named, reading)
    elif reading.courses:
        yield from read_draft(offer, offer, "course", reading)
    else:
        title = offer.label() or "a course"
        why = "is a course; it does not say which credential it awards (`--courses` takes such as well)"
        reading.notes.skip(offer.place, title, why)
