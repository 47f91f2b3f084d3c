"""What does a JSON-LD object say, whichever way it was written down?

A member may be prefixed ("ceterms:name"), a full address or bare; a value may stand alone or in a list; a text may be a
plain text, a language map with tags in any case, or {"@value": ...}; another node may be written inside, or named by
its @id. Reading never fails: what has the wrong shape counts as not there.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from services.importing.values.linked_data.member_names import code_of, local_name, member_name
from services.importing.values.plain_values import read_address, read_number, tidy_text
from services.recommender.knowledge.files.entries import Json

#: A key of a language map: "en", "EN-us", "zh_Hant", or JSON-LD's own "@none".
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,3}|@none", re.IGNORECASE | re.ASCII)

#: The id of a node: an address or a blank node. {"id": ...} without one is a text in Indonesian, whose tag that is.
_NAMES_A_NODE = re.compile(r"(?:[a-z][a-z0-9+.-]*|_):\S+$", re.IGNORECASE | re.ASCII)

#: Members that hold the label of a node where a text was expected, in the order they are tried.
_LABELS = (
    "name",
    "prefLabel",
    "title",
    "targetNodeName",
    "noteLiteral",
    "competencyText",
    "competencyLabel",
    "legalName",
)

#: The language that texts are taken in where there is a choice; the rest of the product speaks it.
_PREFERRED = "en"


class Node:
    """One object. `place` says where it stands; `graph` finds the nodes it names."""

    def __init__(self, value: Mapping[str, Json], place: str, graph: "Finder") -> None:
        """Take the object `value`; members of the same local name keep the first that says something."""
        graph.count()
        self.place = place
        self._graph = graph
        self._value = value
        self._members: dict[str, Json] = {}
        for key, member in value.items():
            name = member_name(key)
            if self._members.get(name) in (None, "", [], {}):
                self._members[name] = member

    @cached_property
    def id(self) -> str | None:
        """The @id (or id), or None."""
        value = self._members.get("@id", self._members.get("id"))
        return tidy_text(value) if isinstance(value, str) else None

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The local names of its types."""
        found = [*_flat(self._members.get("@type")), *_flat(self._members.get("type"))]
        return tuple(dict.fromkeys(local_name(one.strip()) for one in found if isinstance(one, str)))

    def has(self, *names: str) -> bool:
        """Say whether one of the members is there and not empty."""
        return any(self._member(name) not in (None, "", [], {}) for name in names)

    def _member(self, name: str) -> Json:
        """Return a member, which counts as used then."""
        member = self._members.get(name)
        if member is not None:
            self._graph.use(self._value, name)
        return member

    def values(self, name: str) -> list[Json]:
        """Return the raw values of a member as a list, whether it is a list or not."""
        member = self._member(name)
        return [] if member is None else list(self._counted(_flat(member)))

    def _counted(self, values: Iterator[Json]) -> Iterator[Json]:
        for value in values:
            self._graph.count()
            yield value

    def text(self, *names: str) -> str | None:
        """Return the text of the first of the members that has one."""
        return next((text for name in names for text in self.texts(name)), None)

    def texts(self, name: str) -> list[str]:
        """Return every text of a member; of a language map, the texts of one language."""
        return list(dict.fromkeys(text for value in self.values(name) for text in self._texts_of(value)))

    def number(self, *names: str) -> Decimal | None:
        """Return the number of the first of the members that has one, from 0 up."""
        plain = (_unwrapped(value) for name in names for value in self.values(name))
        return next((number for value in plain if (number := read_number(value)) is not None), None)

    def plain(self, *names: str) -> list[Json]:
        """Return the texts and numbers of the members as they stand, those of one language for a text."""
        values = (value for name in names for value in self.values(name))
        return [
            one
            for value in values
            for one in ([value] if isinstance(value, int | float) else self._texts_of(value))
            if not isinstance(one, bool)
        ]

    def address(self, *names: str) -> str | None:
        """Return the first web address of the members; an object counts by its id or address."""
        for name in names:
            for value in self.values(name):
                plain = value.get("@id", value.get("id", value.get("url"))) if isinstance(value, Mapping) else value
                if (found := read_address(_unwrapped(plain))) is not None:
                    return found
        return None

    def whether(self, name: str) -> bool | None:
        """Return what a yes-or-no member says, or None."""
        for value in self.values(name):
            plain = _unwrapped(value)
            if isinstance(plain, bool):
                return plain
            if isinstance(plain, str) and plain.strip().casefold() in {"true", "yes", "false", "no"}:
                return plain.strip().casefold() in {"true", "yes"}
        return None

    def nodes(self, *names: str) -> list["Node"]:
        """Return the nodes of the members: those written inside, and those named by an id that the graph knows."""
        found = []
        for value in (value for name in names for value in self.values(name)):
            if isinstance(value, Mapping) and not is_text(value):
                inner = Node(value, self.place, self._graph)
                alone = self._graph.is_tree and len(value) > 1
                known = self._graph.find(inner.id, self.place) if inner.id and not alone else None
                found.append(known or inner)
            elif isinstance(value, str) and (known := self._graph.find(value, self.place)) is not None:
                found.append(known)
        return found

    def references(self, *names: str) -> list[str]:
        """Return the keys of the nodes that the members name, whether the graph knows them or not."""
        found = []
        for value in (value for name in names for value in self.values(name)):
            inner = Node(value, self.place, self._graph).id if isinstance(value, Mapping) else tidy_text(value)
            if inner is not None:
                found.append(self._graph.key(inner, self.place))
        return list(dict.fromkeys(found))

    def codes(self, *names: str) -> list[str]:
        """Return the terms of a vocabulary that the members name, as local names without case or punctuation."""
        found = []
        for value in (value for name in names for value in self.values(name)):
            if isinstance(value, Mapping) and not is_text(value):
                inner = Node(value, self.place, self._graph)
                term = inner.text("targetNode", "codedNotation") or inner.label() or inner.id
            else:
                term = next(self._texts_of(value), None)
            if term is not None:
                found.append(code_of(term))
        return list(dict.fromkeys(found))

    def label(self) -> str | None:
        """Return what the node is called."""
        return self.text(*_LABELS)

    def _texts_of(self, value: Json) -> Iterator[str]:
        if isinstance(value, Mapping):
            if "@value" in value:
                value = value["@value"]
            elif is_text(value):
                yield from _of_one_language(value)
                return
            else:
                # A label inside a label is not followed further: texts do not nest.
                inner = Node(value, self.place, self._graph)
                members = (one for name in _LABELS for one in inner.values(name))
                for one in members:
                    yield from (t for t in (_of_one_language(one) if is_text(one) else [tidy_text(one)]) if t)
                return
        text = tidy_text(value)
        if text is not None:
            yield text


class Finder:
    """What a node needs of the graph it stands in.

    In a tree, a node says what it says where it stands, even where another has its id: each statement about a learner
    repeats the learner's id. Otherwise all that is said under one id is one node.
    """

    is_tree = False

    def count(self) -> None:
        """Say that a further node, value or id is read; raises what ends an import that is too much."""
        raise NotImplementedError

    def use(self, value: Mapping[str, Json], name: str) -> None:
        """Say that a member of a node was looked at."""
        raise NotImplementedError

    def find(self, identity: str, place: str) -> Node | None:
        """Return the node called `identity` in the file of `place`, or None."""
        raise NotImplementedError

    def key(self, identity: str, place: str) -> str:
        """Return the one key of all spellings of `identity`."""
        raise NotImplementedError


def is_text(value: Json) -> bool:
    """Say whether `value` is a language map or a typed literal rather than a node."""
    if not isinstance(value, Mapping) or not value or _NAMES_A_NODE.match(str(value.get("id", ""))):
        return False
    return "@value" in value or all(isinstance(key, str) and _LANGUAGE_TAG.fullmatch(key) for key in value)


def _flat(value: Json) -> Iterator[Json]:
    """Yield the values of lists, sets and single values alike."""
    if isinstance(value, Mapping) and ("@list" in value or "@set" in value):
        value = value.get("@list", value.get("@set"))
    if isinstance(value, list):
        for inner in value:
            yield from _flat(inner)
    elif value is not None:
        yield value


def _unwrapped(value: Json) -> Json:
    return value.get("@value") if isinstance(value, Mapping) else value


def _of_one_language(value: Mapping[str, Json]) -> Iterator[str]:
    """Yield the texts of the preferred language, else of the first one that has any."""
    if "@value" in value:
        value = {"@none": value["@value"]}
    order = sorted(value, key=lambda tag: re.split("[-_]", tag.casefold())[0] != _PREFERRED)
    for tag in order:
        texts = [text for one in _flat(value[tag]) if (text := tidy_text(one)) is not None]
        if texts:
            yield from texts
            return
