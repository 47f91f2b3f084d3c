"""Read a YAML file without losing where each member stands, and without YAML's silent surprises."""

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser  # type: ignore[attr-defined] # its stub imports it
from yaml.resolver import Resolver

from services.recommender.yaml_faults import YamlFault, check_name, check_scalar, check_seen, fault_in

__all__ = [
    "MOST_BYTES",
    "MarkedDocument",
    "Place",
    "YamlFault",
    "read_marked",
    "read_marked_text",
    "read_text",
    "too_long",
]

#: The longest file that is read; the longest of ours has 8,000 bytes. PyYAML takes a second for so much, and whoever
#: waits for a decision waits with it.
MOST_BYTES = 128 * 1024

#: LibYAML takes these in places where PyYAML does not, and what authors are told must not hang on which one reads.
_ONLY_PLAINLY = frozenset("\t?")

#: A place inside a document: member names and list positions from the top.
Place = tuple[Hashable, ...]


class _Composer(Composer):
    """Refuses what YAML does with a text behind its author's back: to name it, to repeat it, to give it a type."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[attr-defined] # of the parser that this is put together with
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if getattr(event, "anchor", None) else ""
        if (getattr(event, "tag", None) or "").startswith("!"):
            sign = "!"
        if sign:
            sentence = f'this line has a "{sign}" before a word, which means something else to YAML'
            raise YamlFault(event.start_mark.line + 1, f"{sentence}; put the whole text in double quotes")
        return super().compose_node(parent, index)


class _PlainLoader(_Composer, yaml.SafeLoader):
    """PyYAML's own parser, whose words for what it cannot read are known here."""


class _QuickLoader(_Composer, CParser, SafeConstructor, Resolver):
    """LibYAML's parser in its place: five times as quick. What it cannot read is read once more by the other."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)


@dataclass(frozen=True)
class MarkedDocument:
    """The document's values (dicts, lists, scalars), and the line on which each place begins."""

    value: object
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest place around it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def line_of_member(self, member: str) -> int:
        """Return the line of a place written with dots ("when.field.culture"), or of the nearest one around it."""
        while member and member not in self._by_member:
            member = member.rpartition(".")[0]
        return self._by_member.get(member, 1)

    @cached_property
    def _by_member(self) -> dict[str, int]:
        return {".".join(str(part) for part in place): line for place, line in self.lines.items()}


def read_marked(path: Path) -> MarkedDocument:
    """Read the one YAML document in `path`; raise FileNotFoundError where there is none, else as `read_marked_text`."""
    return read_marked_text(read_text(path))


def read_text(path: Path) -> str:
    """Return the text of a file of bounded length; raise FileNotFoundError where there is none, else YamlFault."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            # Reading a pipe would wait for whoever writes into it.
            raise YamlFault(0, "the file cannot be read: it is a folder, a pipe or a device; put a text file here")
        if fault := too_long(status.st_size):
            raise fault
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise YamlFault(0, f"the file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise YamlFault(1, f"the file is not UTF-8 text (byte {error.start}); save it as UTF-8") from error


def too_long(length: int) -> YamlFault | None:
    """Return what is wrong with a file of `length` bytes."""
    sentence = f"the file has {length} bytes; at most {MOST_BYTES} are read. Make it shorter"
    return YamlFault(0, sentence) if length > MOST_BYTES else None


def read_marked_text(text: str) -> MarkedDocument:
    """Read the one YAML document in `text`.

    Raise YamlFault for what cannot be read, is not YAML, is empty, names a member twice, or repeats a part by an alias.
    """
    try:
        if _ONLY_PLAINLY.isdisjoint(text):
            with suppress(yaml.YAMLError):
                return _read(_QuickLoader(text))
        return _read(_PlainLoader(text))
    except yaml.YAMLError as error:
        raise fault_in(text, error) from error
    except RecursionError as error:
        raise YamlFault(1, "this is nested too deeply for any rule; write it flat") from error


def _read(loader: _QuickLoader | _PlainLoader) -> MarkedDocument:
    try:
        node = loader.get_single_node()
        if node is None:
            raise YamlFault(1, "the file is empty")
        lines: dict[Place, int] = {}
        _mark(node, (), lines, loader)
        return MarkedDocument(loader.construct_document(node), lines)
    finally:
        loader.dispose()


def _mark(node: yaml.Node, place: Place, lines: dict[Place, int], loader: _QuickLoader | _PlainLoader) -> None:
    """Note the line of each place; refuse names that stand twice or are no words, and values that are none."""
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise YamlFault(line, "a member is named by a word, not by a list or by members of its own")
            check_name(key)
            if key.value in seen:
                raise YamlFault(line, f'"{key.value}" stands here twice, and only the last would count; remove one')
            seen.add(key.value)
            lines[(*place, key.value)] = line
            _mark(value, (*place, key.value), lines, loader)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _mark(value, (*place, index), lines, loader)
    elif isinstance(node, yaml.ScalarNode):
        check_seen(node)
        check_scalar(node, loader.construct_object)
