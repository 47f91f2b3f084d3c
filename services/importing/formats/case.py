"""Which credentials does a CASE framework hold (Competencies and Academic Standards Exchange, version 1)?

A framework is a document, its items and how they hang together. An item whose type is that of a credential is one; what
stands below it is what it teaches. Most frameworks hold competencies only, and those say so.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from services.importing.drafts import ONE_ADDRESS, Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.format import Format, Sign, context_names
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.credentials.credential_kinds import kind_called, kind_of
from services.importing.values.credentials.credential_words import level_called
from services.importing.values.languages_said import languages_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.plain_values import host_of, read_address
from services.recommender.knowledge.credentials.credential import Credential, Issuer

#: Members of a package; of a document alone there are no items.
_PACKAGE = frozenset({"CFDocument", "CFItems"})

#: Types of items that are credentials although no table of kinds has them.
_CREDENTIALS = frozenset({"credential", "qualification", "certificate pathway"})

#: Types of items that a table of kinds has, and that are none in a framework.
_NO_CREDENTIALS = frozenset({"competency", "achievement", "assessment", "assignment", "project", "track", "training"})

#: Types that are taken only where courses are asked for.
_COURSES = frozenset({"course", "program", "programme", "unit", "module"})

#: The most items below a credential that are looked at.
MOST_BELOW = 500


@dataclass(frozen=True, kw_only=True)
class _Framework:
    """A framework's document, its items by identifier, and those below each."""

    document: Node
    items: Mapping[str, Node]
    below: Mapping[str, Sequence[str]]


def read_case(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials that frameworks hold."""
    graph = Graph(documents, reading.notes, is_tree=True)
    drafts = [draft for top in graph.top for draft in _drafts(_framework(top), reading)]
    graph.note_unused()
    return Drafts(credentials=tuple(drafts))


def _framework(package: Node) -> _Framework:
    items = {key: item for item in package.nodes("CFItems") if (key := item.text("identifier", "uri")) is not None}
    below: dict[str, list[str]] = defaultdict(list)
    for one in package.nodes("CFAssociations"):
        child, parent = _end(one, "originNodeURI"), _end(one, "destinationNodeURI")
        if one.text("associationType") == "isChildOf" and child in items and parent is not None:
            below[parent].append(child)
    document = next(iter(package.nodes("CFDocument")), package)
    return _Framework(document=document, items=items, below=below)


def _end(association: Node, name: str) -> str | None:
    return next((one.text("identifier", "uri") for one in association.nodes(name)), None) or association.text(name)


def _drafts(framework: _Framework, reading: Reading) -> Iterator[Draft]:
    document = framework.document
    title = document.text("title") or "a framework"
    found = False
    for key, item in framework.items.items():
        said = item.text("CFItemType") or ""
        if _is_credential(said, courses=reading.courses):
            found = True
            yield from _draft(key, item, said, framework, reading)
    if not found:
        why = f"is a framework of {len(framework.items)} competencies; none of its items is a credential"
        reading.notes.skip(document.place, title, why)


def _is_credential(said: str, *, courses: bool) -> bool:
    word = said.casefold()
    if word in _COURSES:
        return courses
    return word in _CREDENTIALS or (word not in _NO_CREDENTIALS and kind_called(said) is not None)


def _draft(key: str, item: Node, said: str, framework: _Framework, reading: Reading) -> Iterator[Draft]:
    title, document = item.text("abbreviatedStatement", "fullStatement"), framework.document
    if title is None:
        reading.notes.skip(item.place, key, "has no statement, which would be its title")
        return
    pages = (item.text("uri"), document.text("officialSourceURL"), document.text("uri"))
    address = next((page for text in pages if (page := read_address(text))), None) or reading.provenance.address
    if address is None:
        reading.notes.skip(item.place, title, f"has no web address, and neither has its framework; {ONE_ADDRESS}")
        return
    name = document.text("creator", "publisher")
    if name is None:
        name = host_of(address)
        reading.notes.mend(item.place, title, "names nobody who awards it; the issuer is named after the address")
    kind = kind_of([said] if said.casefold() not in _CREDENTIALS else [], title)
    if kind.note is not None:
        reading.notes.mend(item.place, title, kind.note)
    below = tuple(islice(_taught(key, framework), MOST_BELOW + 1))
    if len(below) > MOST_BELOW:
        reading.notes.mend(item.place, title, f"of what stands below it the first {MOST_BELOW} items are read")
    yield Draft(
        place=item.place,
        key=key,
        own_id=None,
        skills=tuple(dict.fromkeys(below[:MOST_BELOW])),
        credential=Credential(
            id="",
            title=title,
            kind=kind.kind,
            issuer=Issuer(name=name, kind=issuer_kind(name)),
            address=address,
            source=reading.provenance.source(address),
            local_kind=said,
            field_terms=tuple(dict.fromkeys([*document.texts("subject"), *item.texts("conceptKeywords")])),
            level=level_called(" ".join(item.texts("educationLevel"))),
            languages=languages_of(item if item.has("language") else document, "language", reading.notes),
        ),
    )


def _taught(key: str, framework: _Framework) -> Iterator[SaidSkill]:
    """Yield what stands below an item, however deep, each once; a framework may lead back to itself."""
    left, seen = deque(framework.below.get(key, ())), {key}
    while left:
        one = left.popleft()
        if one not in seen:
            seen.add(one)
            left.extend(framework.below.get(one, ()))
            item = framework.items[one]
            words = item.text("abbreviatedStatement", "fullStatement")
            if words is not None:
                yield SaidSkill(words=words, address=item.address("uri"))


def _is_package(document: Document) -> bool:
    return isinstance(document.value, Mapping) and document.value.keys() >= _PACKAGE


FORMAT = Format(
    name="CASE",
    becomes="items of a framework (`CFPackage`) whose type is that of a credential",
    uses="what stands below them, the framework's creator, subject and language",
    signs={Sign.MEMBERS: _is_package, Sign.CONTEXT: context_names("purl.imsglobal.org/spec/case")},
    read=read_case,
)
