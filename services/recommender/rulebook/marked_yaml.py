"""Read a YAML file without losing where each member stands, and without YAML's silent surprises."""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

import yaml

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


def read_marked(path: Path) -> MarkedDocument:
    """Read the one YAML document in `path`; raise YamlFault for what is not YAML, is empty, or names a member twice."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise YamlFault(1, "the file is empty")
            lines: dict[Place, int] = {}
            _mark(node, (), lines)
            return MarkedDocument(loader.construct_document(node), lines)
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise YamlFault(1, f"the file is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise YamlFault(1, f"this is not YAML: {error}") from error


def _mark(node: yaml.Node, place: Place, lines: dict[Place, int]) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                raise YamlFault(line, f'"{key.value}" stands here twice; YAML would silently keep the last. Remove one')
            seen.add(key.value)
            lines[(*place, key.value)] = line
            _mark(value, (*place, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _mark(value, (*place, index), lines)
