"""What is a format of catalogues? One declaration: its name, the signs that tell it, how it is read, and what of it.

A format is a module (or folder) of `formats` that declares FORMAT; importer, errors, command, API and docs read that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from services.importing.drafts import Drafts, Reading
from services.importing.source_files import Document
from services.importing.values.linked_data.member_names import local_name
from services.recommender.knowledge.files.entries import Json

Tells = Callable[[Document], bool]

#: How documents in JSON are declared over HTTP; which of the formats in JSON one is in, its content says.
JSON_TYPES = ("application/json", "application/ld+json", "application/x-ndjson")


class Sign(Enum):
    """What a document is told by, the surest first: a sure sign of one format outdoes a weak one of another."""

    #: The members of an entry of the format, and of nothing else.
    MEMBERS = auto()
    #: Classes or prefixes that the format defines.
    CLASSES = auto()
    #: The address of its context or vocabulary.
    CONTEXT = auto()
    #: Nothing speaks against it.
    POSSIBLE = auto()


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format. `becomes` and `uses` say in a table's cell what of it becomes a credential, and what else is used.

    `read` is handed one document at a time, or where `together`, those of all files at once: they name one another.
    It skips what it cannot read with a note; it raises ImportRejected where the whole file is of no use.
    """

    name: str
    becomes: str
    uses: str
    signs: Mapping[Sign, Tells]
    read: Callable[[Sequence[Document], Reading], Drafts]
    together: bool = False
    media_types: tuple[str, ...] = JSON_TYPES


def has_class(classes: frozenset[str]) -> Tells:
    """Return the sign of one of these classes (local names) as type of the document or of a node of its graph."""
    return lambda document: any(local_name(name) in classes for node in nodes_of(document) for name in raw_types(node))


def context_names(*addresses: str) -> Tells:
    """Return the sign of one of these parts of an address in the document's context."""
    return lambda document: any(address in context_of(document) for address in addresses)


def nodes_of(document: Document) -> Iterator[Mapping[str, Json]]:
    """Yield the document and the nodes of its graph, as far as they are objects."""
    if isinstance(document.value, Mapping):
        graph = document.value.get("@graph")
        inner = graph if isinstance(graph, list) else [graph]
        yield from (node for node in (document.value, *inner) if isinstance(node, Mapping))


def raw_types(node: Mapping[str, Json]) -> Iterator[str]:
    """Yield the types of a node as they are written."""
    for name in ("@type", "type"):
        types = node.get(name)
        yield from (type_ for type_ in (types if isinstance(types, list) else [types]) if isinstance(type_, str))


def context_of(document: Document) -> str:
    """Return the addresses that the document's context names, as one text."""
    context = document.value.get("@context") if isinstance(document.value, Mapping) else None
    parts = context if isinstance(context, list) else [context]
    return " ".join(
        part if isinstance(part, str) else " ".join(map(str, part.values()))
        for part in parts
        if isinstance(part, str | Mapping)
    )
