"""How are CTDL documents (the Credential Transparency Description Language) read?"""

from services.importing.format import Format, Sign, context_names, nodes_of, raw_types
from services.importing.formats.ctdl.documents import read_ctdl
from services.importing.formats.ctdl.terms import credential_class
from services.importing.graph import Graph
from services.importing.import_report import ImportNotes
from services.importing.source_files import Document

#: What members and types of CTDL have in their names: a prefix, or the vocabulary's address.
_PREFIXES = ("ceterms:", "ceasn:", "purl.org/ctdl")


def _is_prefixed(document: Document) -> bool:
    names = (str(name) for node in nodes_of(document) for name in (*node, *raw_types(node)))
    return any(prefix in name for name in names for prefix in _PREFIXES)


def _has_credential_class(document: Document) -> bool:
    return any(credential_class(node) is not None for node in Graph([document], ImportNotes()).top)


FORMAT = Format(
    name="CTDL",
    becomes="in JSON-LD: every credential class, by prefix or full address; `@graph` or one resource per file",
    uses="organisations, assessments, competencies, condition and cost manifests, learning opportunities; pathways and "
    "advanced standing become stacks",
    signs={
        Sign.CLASSES: _is_prefixed,
        Sign.CONTEXT: context_names("credreg.net/ctdl", "purl.org/ctdl"),
        Sign.POSSIBLE: _has_credential_class,
    },
    read=read_ctdl,
    together=True,
)
