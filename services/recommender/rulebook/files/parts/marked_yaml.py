"""Read a YAML file without losing where each member stands, and without YAML's silent surprises."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from stat import S_ISREG

import yaml

#: The longest file that is read; the longest of ours has 8,000 bytes. PyYAML takes a second for so much, and whoever
#: waits for a decision waits with it.
MOST_BYTES = 128 * 1024

#: A place inside a document: member names and list positions from the top.
Place = tuple[Hashable, ...]


class YamlFault(Exception):
    """The file is not one YAML document that can be used; `line` says where (counted from 1), the message why."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


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
        if status.st_size > MOST_BYTES:
            raise YamlFault(0, f"the file has {status.st_size} bytes; at most {MOST_BYTES} are read. Make it shorter")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise YamlFault(0, f"the file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise YamlFault(1, f"the file is not UTF-8 text (byte {error.start}); save it as UTF-8") from error


def read_marked_text(text: str) -> MarkedDocument:
    """Read the one YAML document in `text`.

    Raise YamlFault for what cannot be read, is not YAML, is empty, names a member twice, or repeats a part by an alias.
    """
    try:
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise YamlFault(1, "the file is empty")
            lines: dict[Place, int] = {}
            _mark(node, (), lines, set())
            return MarkedDocument(loader.construct_document(node), lines)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}") from error
    except RecursionError as error:
        raise YamlFault(1, "this is nested too deeply for any rule; write it flat") from error
    # The last four are how PyYAML fails on a tag that its value does not fit, like `!!bool perhaps`.
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise YamlFault(1, f"this is not YAML: {error}") from error


def _mark(node: yaml.Node, place: Place, lines: dict[Place, int], met: set[int]) -> None:
    """Note the line of each place; refuse names that stand twice, names that are no words, and aliases.

    An alias is the same node met again. One may contain itself or, doubled often enough, fill the memory.
    """
    if id(node) in met:
        raise YamlFault(node.start_mark.line + 1, "what stands here is repeated by an alias (*); write it out instead")
    met.add(id(node))
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise YamlFault(line, "a member is named by a word, not by a list or a mapping")
            if key.value in seen:
                raise YamlFault(line, f'"{key.value}" stands here twice; YAML would silently keep the last. Remove one')
            seen.add(key.value)
            lines[(*place, key.value)] = line
            _mark(value, (*place, key.value), lines, met)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _mark(value, (*place, index), lines, met)
