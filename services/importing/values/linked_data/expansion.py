"""What do the members of a JSON-LD document mean that names them in its own way? Expands it with carried contexts.

A document whose context is an address alone is read by its names as they stand, which is quick. One that defines names
of its own (an alias, a prefix of its choice) is expanded by PyLD; nothing is fetched. For each vocabulary that is read
here a context is carried that gives every name its address; what belongs to another vocabulary is counted as not used.
"""

from collections.abc import Mapping
from typing import Any

from services.importing.import_report import ImportNotes
from services.recommender.knowledge.files.entries import Json

#: The vocabularies that are read, by a part of the address of their contexts or of themselves.
_VOCABULARIES = {
    "schema.org": "https://schema.org/",
    "purl.org/ctdlasn": "https://purl.org/ctdlasn/terms/",
    "purl.org/ctdl": "https://purl.org/ctdl/terms/",
    "credreg.net/ctdlasn": "https://purl.org/ctdlasn/terms/",
    "credreg.net/ctdl": "https://purl.org/ctdl/terms/",
    "data.europa.eu/snb": "http://data.europa.eu/snb/model/elm/",
    "purl.imsglobal.org/spec/clr": "https://purl.imsglobal.org/spec/clr/vocab#",
    "purl.imsglobal.org/spec/case": "https://purl.imsglobal.org/spec/case/vocab#",
    "purl.imsglobal.org/spec": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
    "w3id.org/openbadges": "https://w3id.org/openbadges#",
    "w3.org/2018/credentials": "https://www.w3.org/2018/credentials#",
    "w3.org/ns/credentials": "https://www.w3.org/2018/credentials#",
}

#: Further vocabularies whose names those use as their own.
_SHARED = ("http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2000/01/rdf-schema#")

#: Stands for the vocabulary of a context that is not carried: its names are read as they are written.
_AS_WRITTEN = "urn:credwise:as-written#"

#: How the names of our vocabularies begin; either way to write the address of one means it.
_BASES = (
    *dict.fromkeys(_VOCABULARIES.values()),
    *_SHARED,
    _AS_WRITTEN,
    *("http://schema.org/", "http://purl.org/ctdl/terms/", "http://purl.org/ctdlasn/terms/"),
    *("https://credreg.net/ctdl/terms/", "https://credreg.net/ctdlasn/terms/"),
)

#: Prefixes that need no definition.
_PREFIXES = {
    "schema": "https://schema.org/",
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "dc": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

#: The most values of a document that is expanded, its context included. Expanding takes some 0.05 milliseconds of each.
MOST_EXPANDED = 100_000

#: Names are relative to this, so that they can be told from addresses.
_BASE = "https://relative.invalid/"


def expanded(value: Json, place: str, notes: ImportNotes) -> Json:
    """Return the document with the names of our vocabularies, where it defines names of its own; else as it is.

    Where its context cannot be used, or it is too large to be expanded, it is returned as it is, and that is noted.
    """
    if not isinstance(value, Mapping) or not _defines_names(value):
        return value
    if _count(value) > MOST_EXPANDED:
        why = f"defines names of its own and holds more than {MOST_EXPANDED} values; names are read as they are written"
        notes.mend(place, "@context", why)
        return value
    from pyld import jsonld  # noqa: PLC0415 - takes a tenth of a second, and few documents need it

    unknown: dict[str, None] = {}
    dropped: list[str | None] = []
    options = {"documentLoader": _loader(unknown), "base": _BASE}
    try:
        processor = jsonld.JsonLdProcessor(on_property_dropped=dropped.append)
        nodes = processor.expand(dict(value), options)
    except (
        jsonld.JsonLdError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        said = getattr(error, "code", None) or type(error).__name__
        notes.mend(place, "@context", f"cannot be used ({said}); names are read as they are written")
        return value
    for address in unknown:
        notes.mend(place, address, "is a context that is not carried; its names are read as they are written")
    for name in filter(None, dropped):
        notes.leave_unused(name)
    read = [_read(node, notes) for node in nodes]
    return {"@graph": read} if len(read) != 1 else read[0]


def _defines_names(value: Mapping[str, Json]) -> bool:
    """Say whether a context of the document, or of a node in its graph, is written into it."""
    graph = value.get("@graph")
    nodes = [value, *(graph if isinstance(graph, list) else [graph])]
    contexts = [one.get("@context") for one in nodes if isinstance(one, Mapping)]
    parts = [part for one in contexts for part in (one if isinstance(one, list) else [one])]
    return any(isinstance(part, Mapping) and any(not name.startswith("@lang") for name in part) for part in parts)


def _count(value: Json) -> int:
    found, left = 0, [value]
    while left and found <= MOST_EXPANDED:
        one = left.pop()
        found += 1
        left.extend(one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ())
    return found


def _loader(unknown: dict[str, None]) -> Any:
    """Return what PyLD asks for contexts: one for every address, and nothing is fetched."""

    def load(address: str, _options: Any) -> dict[str, Any]:
        vocabulary = next((base for part, base in _VOCABULARIES.items() if part in address), None)
        if vocabulary is None:
            unknown[address] = None
        context = {**_PREFIXES, "@vocab": vocabulary or _AS_WRITTEN, "id": "@id", "type": "@type"}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": {"@context": context},
        }

    return load


def _read(value: Json, notes: ImportNotes) -> Json:
    """Return an expanded value with local names; members of other vocabularies are counted as not used."""
    if not isinstance(value, Mapping):
        return value
    if "@value" in value:
        return value["@value"]
    read: dict[str, Json] = {}
    for name, member in value.items():
        if name in {"@id", "@type"}:
            read[name] = member
        elif name in {"@list", "@set", "@graph"}:
            read[name] = [_read(one, notes) for one in member]
        elif (local := _local(name)) is not None:
            read.setdefault(local, _values(member, notes))
        else:
            notes.leave_unused(name)
    return read


def _values(member: Json, notes: ImportNotes) -> Json:
    """Return the values of a member: texts in several languages as a language map, else as a list or alone."""
    values = member if isinstance(member, list) else [member]
    tags = {one.get("@language") for one in values if isinstance(one, Mapping)}
    if len(tags) > 1 and all(isinstance(one, Mapping) and "@value" in one for one in values):
        by_tag: dict[str, list[Json]] = {}
        for one in values:
            by_tag.setdefault(one.get("@language") or "@none", []).append(one["@value"])
        return by_tag
    read = [_read(one, notes) for one in values]
    return read[0] if len(read) == 1 else read


def _local(name: str) -> str | None:
    """Return the local name of a member of our vocabularies; None for one of another, or of JSON-LD itself."""
    return next((name[len(base) :] for base in _BASES if name.startswith(base)), None)
