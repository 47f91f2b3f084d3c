"""Which credentials and stacks do CTDL documents (the Credential Transparency Description Language) describe?"""

from collections.abc import Iterable

from services.importing.drafts import ONE_ADDRESS, Draft, Drafts, Reading
from services.importing.formats.ctdl.credential import Described, read_credential, read_skills
from services.importing.formats.ctdl.links import Links, read_links
from services.importing.formats.ctdl.pathways import credit_stacks, read_pathways
from services.importing.formats.ctdl.terms import NOT_FOR_LEARNERS, credential_class, credential_kind
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.linked_data.json_ld import Node

#: What CTDL calls what is learnt rather than earned; named in the report, since somebody may look for it.
_OFFERS = frozenset({"LearningOpportunityProfile", "LearningOpportunity", "LearningProgram", "Course"})


def read_ctdl(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials and stacks of all CTDL documents, which are read as one graph."""
    graph = Graph(documents, reading.notes)
    keyed = tuple(graph.every())
    links = read_links(keyed)
    drafts = tuple(draft for key, node in keyed if (draft := _draft(key, node, links, reading)) is not None)
    titles = {draft.key: draft for draft in drafts}
    stacks = (*read_pathways(keyed, titles, reading), *credit_stacks(links, titles, reading))
    graph.note_unused()
    return Drafts(credentials=drafts, stacks=stacks)


def _draft(key: str, node: Node, links: Links, reading: Reading) -> Draft | None:
    said, title = credential_class(node), node.text("name")
    if said is None and reading.courses and _OFFERS & set(node.types):
        said = "Course"
    if said is None:
        if _OFFERS & set(node.types) and title:
            reading.notes.skip(node.place, title, "is a course or programme; no credential of its own")
        elif not node.types and title:
            reading.notes.skip(node.place, title, 'has no "@type", so nothing says that it is a credential')
        return None
    if said == NOT_FOR_LEARNERS or title is None:
        why = "is awarded to organisations, not to learners" if title else "has no name"
        reading.notes.skip(node.place, title or key, why)
        return None
    address = node.address("subjectWebpage", "availableOnlineAt", "@id", "id") or reading.provenance.address
    if address is None:
        reading.notes.skip(
            node.place, title, f"has no web address: no subjectWebpage, and its @id is none; {ONE_ADDRESS}"
        )
        return None
    kind = credential_kind(node, said)
    if kind.note is not None:
        reading.notes.mend(node.place, title, kind.note)
    described = Described(key=key, node=node, title=title, kind=kind.kind, said=said)
    return Draft(
        place=node.place,
        key=key,
        own_id=node.text("ctid"),
        credential=read_credential(described, address, links, reading),
        skills=read_skills(node),
    )
