"""In which format is a document written? Told by its types, its members and its context, not by its file's name."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from services.importing.formats import elm, open_badges, schema_org
from services.importing.formats.ctdl.terms import credential_class
from services.importing.graph import Graph
from services.importing.import_report import ImportNotes
from services.importing.source_files import Document
from services.importing.values.json_ld import local_name
from services.recommender.knowledge.files.entries import Json


class Format(StrEnum):
    """The formats that are read. OWN is the form that imports are written in."""

    CTDL = "CTDL"
    OPEN_BADGES = "Open Badges 3.0"
    ELM = "European Learning Model"
    SCHEMA_ORG = "schema.org"
    CSV = "CSV"
    OWN = "Credwise"


#: What the address of a context or vocabulary says; the first that is found counts.
_CONTEXTS = (
    ("credreg.net/ctdl", Format.CTDL),
    ("purl.org/ctdl", Format.CTDL),
    ("purl.imsglobal.org/spec/ob", Format.OPEN_BADGES),
    ("purl.imsglobal.org/spec/clr", Format.OPEN_BADGES),
    ("w3id.org/openbadges", Format.OPEN_BADGES),
    ("data.europa.eu/snb", Format.ELM),
    ("schema.org", Format.SCHEMA_ORG),
)

#: The members that every entry of our own form has.
_OWN = ("id", "title", "issuer", "source")


def format_of(document: Document) -> Format | None:
    """Return the format of a document, or None where nothing says it."""
    value = document.value
    if not isinstance(value, Mapping):
        return None
    if set(value) == {"stack"} or all(name in value for name in _OWN):
        return Format.OWN
    if _prefixed(value):
        return Format.CTDL
    types = set(_types(value))
    if types & (elm.SPECIFICATIONS | elm.HOLDERS):
        return Format.ELM
    if types & (open_badges.ACHIEVEMENT_CLASSES | open_badges.CREDENTIAL_CLASSES):
        return Format.OPEN_BADGES
    if types & ({schema_org.CREDENTIAL} | schema_org.OFFERS) and "ceterms" not in _context(value):
        return Format.SCHEMA_ORG
    context = _context(value)
    told = next((format_ for mark, format_ in _CONTEXTS if mark in context), None)
    return told or (Format.CTDL if _has_credential_class(document) else None)


def _prefixed(value: Mapping[str, Json]) -> bool:
    """Say whether members or types of the document, or of the nodes of its graph, are CTDL's by prefix or address."""
    marks = ("ceterms:", "ceasn:", "purl.org/ctdl")
    nodes = [value, *(node for node in _graph(value) if isinstance(node, Mapping))]
    names = (str(name) for node in nodes for name in (*node, *_raw_types(node)))
    return any(mark in name for name in names for mark in marks)


def _context(value: Mapping[str, Json]) -> str:
    context = value.get("@context")
    parts = context if isinstance(context, list) else [context]
    texts = [
        part if isinstance(part, str) else " ".join(map(str, part.values()))
        for part in parts
        if isinstance(part, str | Mapping)
    ]
    return " ".join(texts)


def _types(value: Mapping[str, Json]) -> Iterator[str]:
    for node in (value, *_graph(value)):
        if isinstance(node, Mapping):
            yield from (local_name(one) for one in _raw_types(node))


def _raw_types(node: Mapping[str, Json]) -> Iterator[str]:
    for name in ("@type", "type"):
        said = node.get(name)
        yield from (one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str))


def _graph(value: Mapping[str, Json]) -> list[Json]:
    graph = value.get("@graph")
    return graph if isinstance(graph, list) else [graph]


def _has_credential_class(document: Document) -> bool:
    return any(credential_class(node) is not None for node in Graph([document], ImportNotes()).top)
