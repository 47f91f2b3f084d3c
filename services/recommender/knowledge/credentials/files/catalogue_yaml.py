"""Which entries does a hand-written catalogue file hold, and on which line does each begin?"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from services.recommender.knowledge.credentials.files.catalogue_parts import SourceDefaults
from services.recommender.knowledge.files.entries import Entry, Json, Problems
from services.recommender.yaml_faults import YamlFault, check_scalar, fault_in


class _Loader(yaml.CSafeLoader):
    """The C loader, so that a hundred entries are read in milliseconds. Knows no tags beyond plain YAML's."""


def read_entries(path: Path, section: str, problems: Problems) -> tuple[tuple[Entry, ...], SourceDefaults | None]:
    """Return the entries of `section`, each with its line in `where`, and the source defaults of the file.

    The file is an object with `source` (licence, and read_on or noted_on) and a list under `section`.
    """
    try:
        node, values = _read(path.read_text(encoding="utf-8"))
    except YamlFault as fault:
        problems.add(f"{path}, line {fault.line}", fault.sentence)
        return (), None
    except (OSError, ValueError) as error:
        problems.add(str(path), " ".join(str(error).split()))
        return (), None
    top = Entry(values, where=str(path), problems=problems)
    defaults = _defaults(top)
    listed = top.list(section)
    lines = tuple(_lines(node, section))
    top.close()
    entries = tuple(
        Entry(value, where=f"{path}, line {line}, {_name(value)}", problems=problems)
        for line, value in zip(lines, listed, strict=True)
    )
    return entries, defaults


def _read(text: str) -> tuple[yaml.Node | None, Json]:
    """Return the document in `text` and what it says; raise YamlFault for what an author should change."""
    try:
        # CSafeLoader builds plain values only; a tag that would make an object is refused.
        loader = _Loader(text)
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    except (ValueError, yaml.YAMLError) as error:
        raise _fault(text) or error from error


def _fault(text: str) -> YamlFault | None:
    """Read once more in Python, slowly, for what is wrong in its words and with its line."""
    loader = yaml.SafeLoader(text)
    try:
        nodes = [loader.get_single_node()]
        for node in nodes:
            if isinstance(node, yaml.ScalarNode):
                check_scalar(node, loader.construct_object)
            elif isinstance(node, yaml.CollectionNode):
                nodes += [part for each in node.value for part in (each if isinstance(each, tuple) else (each,))]
        loader.construct_document(nodes[0])
    except YamlFault as fault:
        return fault
    except yaml.YAMLError as error:
        return fault_in(text, error)
    return None


def _defaults(top: Entry) -> SourceDefaults | None:
    source = top.inner("source")
    if source is None:
        return None
    licence, read_on, noted_on = source.text("licence"), source.day("read_on"), source.day("noted_on")
    source.close()
    if (read_on is None) == (noted_on is None):
        source.problem('needs either "read_on", the day the pages were read, or "noted_on" for what was remembered')
    return SourceDefaults(licence=licence, read_on=read_on, noted_on=noted_on)


def _lines(top: yaml.Node | None, section: str) -> Iterator[int]:
    if isinstance(top, yaml.MappingNode):
        for key, value in top.value:
            if key.value == section and isinstance(value, yaml.SequenceNode):
                yield from (entry.start_mark.line + 1 for entry in value.value)


def _name(value: Json) -> str:
    return f"entry {value['id']}" if isinstance(value, dict) and "id" in value else "entry without an id"
