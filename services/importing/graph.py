"""Which nodes do the documents of an import hold, and which node does an id mean?

All files of one import are one graph: a registry hands out one resource per file, and they name one another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from services.importing.import_report import ImportNotes
from services.importing.source_files import Document
from services.importing.values.linked_data.expansion import expanded
from services.importing.values.linked_data.json_ld import Finder, Node, is_text
from services.importing.values.linked_data.member_names import local_name, member_name
from services.recommender.knowledge.files.entries import Json

#: Members that say what a node is, not what it says.
_OF_JSON_LD = frozenset({"@context", "@id", "@type", "@graph", "@value", "@language", "id", "type", "context", "ctid"})

#: The registry hands out a resource under two addresses; and http and https mean the same one.
_SAME = ((re.compile(r"^https?://"), ""), (re.compile(r"/graph/"), "/resources/"), (re.compile(r"[/#]+$"), ""))


class Graph(Finder):
    """The nodes of all documents, those inside others included; `top` are the ones that stand on their own."""

    def __init__(self, documents: Iterable[Document], notes: ImportNotes, *, is_tree: bool = False) -> None:
        """Index every node by its id and by its CTID; nodes of one id are put together and noted."""
        self.is_tree = is_tree
        self._notes = notes
        self._values: dict[str, dict[str, Json]] = {}
        self._places: dict[str, str] = {}
        self._nodes: dict[str, Node] = {}
        self._aliases: dict[str, str] = {}
        self._used: set[tuple[int, str]] = set()
        alone: dict[str, None] = {}
        read = (replace(one, value=expanded(one.value, one.place, notes)) for one in documents)
        for place, value in (found for document in read for found in _standing_alone(document)):
            alone[self._add(value, place)] = None
        # What stands on its own says most; what is written inside another node only fills in what is missing.
        for key in alone:
            self._index_inner(self._values[key], self._places[key])
        self.top = tuple(self._node(key) for key in alone)
        self._alone = tuple(alone)

    def find(self, identity: str, place: str) -> Node | None:
        """Return the node called `identity`, or None."""
        key = self.key(identity, place)
        return self._node(key) if key in self._values else None

    def count(self) -> None:
        """Count a further node, value or id as work; raises TooMuchWork."""
        self._notes.effort.count()

    def key(self, identity: str, place: str) -> str:
        """Return the one key of all spellings of an id; that of a blank node holds only in its own file."""
        self.count()
        if identity.startswith("_:"):
            return f"{place.partition(', ')[0]} {identity}"
        key = identity.strip()
        for pattern, instead in _SAME:
            key = pattern.sub(instead, key)
        return self._aliases.get(key, key)

    def use(self, value: Mapping[str, Json], name: str) -> None:
        """Say that a member of a node was looked at."""
        self._used.add((id(value), name))

    def note_unused(self) -> None:
        """Count the members that nothing looked at, by the class they stand in; what is inside them is not counted."""
        open_values: list[Json] = [self._values[key] for key in (self._alone if self.is_tree else self._values)]
        while open_values:
            one = open_values.pop()
            if isinstance(one, list):
                open_values.extend(one)
            elif isinstance(one, Mapping) and not is_text(one):
                node = Node(one, "", self)
                # What is said under one id is one node, which is looked at where it stands first.
                if not self.is_tree and node.id and self._values.get(self.key(node.id, ""), one) is not one:
                    continue
                kind = next(iter(node.types), "")
                for name, member in one.items():
                    local = member_name(name)
                    if (id(one), local) in self._used:
                        open_values.append(member)
                    elif local not in _OF_JSON_LD and member not in (None, "", [], {}):
                        self._notes.leave_unused(f"{kind}.{local}" if kind else local)

    def every(self) -> Iterator[tuple[str, Node]]:
        """Yield every node that has an id or stands on its own, with its key, in the order of the documents."""
        for key in list(self._values):
            yield key, self._node(key)

    def _add(self, value: Mapping[str, Json], place: str) -> str:
        node = Node(value, place, self)
        key = self.key(node.id, place) if node.id else f"{place} #{len(self._values)}"
        known = self._values.get(key)
        if known is None:
            self._values[key] = dict(value)
            self._places[key] = place
            ctid = node.text("ctid")
            if ctid is not None:
                self._aliases.setdefault(ctid, key)
        else:
            added = {name: member for name, member in value.items() if name not in known}
            if any(known.get(name) != member for name, member in value.items() if name in known):
                self._notes.mend(place, key, "another node has this id; the first counts, and what it lacks is added")
            known.update(added)
        return key

    def _index_inner(self, value: Mapping[str, Json], place: str) -> None:
        """Index the nodes inside `value` that have an id and say more than it, so that others may name them."""
        open_values: list[Json] = list(value.values())
        while open_values:
            one = open_values.pop()
            if isinstance(one, list):
                open_values.extend(one)
            elif isinstance(one, Mapping):
                open_values.extend(one.values())
                identity = Node(one, place, self).id
                if identity is not None and len(one) > 1 and self.key(identity, place) not in self._values:
                    self._add(one, place)

    def _node(self, key: str) -> Node:
        if key not in self._nodes:
            self._nodes[key] = Node(self._values[key], self._places[key], self)
        return self._nodes[key]


def _standing_alone(document: Document) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Yield the nodes of a document: itself, or the members of its @graph."""
    if not isinstance(document.value, Mapping):
        return
    graph = next((member for name, member in document.value.items() if local_name(name) in {"@graph", "graph"}), None)
    if graph is None:
        yield document.place, document.value
        return
    for number, value in enumerate(graph if isinstance(graph, list) else [graph], start=1):
        if isinstance(value, Mapping):
            yield f"{document.place}, node {number}", value
