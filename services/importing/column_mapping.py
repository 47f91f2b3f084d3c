"""What do the columns of somebody's sheet mean? A file of theirs says it, for headings that nothing here knows.

columns:
  Course name: title
  Length (min): {column: hours, unit: minutes}
  Tags: {column: skills, parts: ","}
  Rating: null
always:
  issuer: Example Academy
  currency: EUR
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from services.importing.import_report import ImportRejected
from services.recommender.names.skills.skill_words import fold

#: The longest mapping file, in characters: enough for all columns that a sheet may have.
LONGEST_MAPPING = 50_000

#: Names of columns that begin with so many letters alike may be meant for one another.
_ALIKE = 3

#: Units in which a column of plain numbers may be counted.
UNITS = ("minutes", "hours", "days", "weeks", "months", "years")


@dataclass(frozen=True, kw_only=True)
class Use:
    """What a heading's cells become: a column of the template, their `unit`, and what `parts` several in one cell."""

    column: str
    unit: str | None = None
    parts: str | None = None


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """The use of each heading, as `fold` spells it (None: left out), and what holds `always`, by column."""

    columns: Mapping[str, Use | None] = field(default_factory=lambda: MappingProxyType({}))
    always: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class _Loader(yaml.SafeLoader):
    """Builds plain values, and takes no aliases: what is said once and named many times unfolds without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not taken")
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """Read what JSON writes as two escapes, the halves of one character beyond the first 65,536, as that."""
        text = super().construct_scalar(node)
        return text.encode("utf-16", "surrogatepass").decode("utf-16") if isinstance(text, str) else text


def read_mapping(text: str, name: str, known: Collection[str]) -> ColumnMapping:
    """Return the mapping that the YAML in `text` says. Raises ImportRejected with every problem at once."""
    if len(text) > LONGEST_MAPPING:
        raise ImportRejected(f"{name}: has {len(text)} characters; at most {LONGEST_MAPPING} are taken.")
    try:
        value = yaml.load(text, _Loader)  # noqa: S506 - it is a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ImportRejected(f"{name}: is no YAML: {' '.join(str(error).split())[:300]}") from None
    problems: list[str] = []
    members = _object(value, "the file", problems)
    problems += [f'"{key}" is neither columns nor always' for key in members if key not in {"columns", "always"}]
    said = _object(members.get("columns"), "columns", problems)
    columns = {fold(str(heading)): _use(str(heading), use, known, problems) for heading, use in said.items()}
    always = {}
    for column, words in _object(members.get("always"), "always", problems).items():
        if column not in known or not isinstance(words, str | int | float):
            problems.append(f"always, {column}: must be a column of the template and one text")
        else:
            always[str(column)] = str(words)
    if problems:
        raise ImportRejected(f"{name} cannot be used:\n  " + "\n  ".join(problems[:20]))
    return ColumnMapping(columns=columns, always=always)


def _object(value: Any, what: str, problems: list[str]) -> Mapping[Any, Any]:
    if value is None or isinstance(value, Mapping):
        return value or {}
    problems.append(f"{what} must be names with values, not {str(value)[:60]!r}")
    return {}


def _use(heading: str, value: Any, known: Collection[str], problems: list[str]) -> Use | None:
    if value is None:
        return None
    use = {"column": value} if isinstance(value, str) else _object(value, f"columns, {heading}", problems)
    column, unit, parts = use.get("column"), use.get("unit"), use.get("parts")
    if column not in known:
        near = next((name for name in sorted(known) if name[:_ALIKE] == str(column)[:_ALIKE]), None)
        meant = f'; did you mean "{near}"?' if near else "; `credwise catalogue template` lists them"
        problems.append(f"columns, {heading}: {str(column)[:60]!r} is no column{meant}")
    if unit is not None and unit not in UNITS:
        problems.append(f"columns, {heading}: the unit must be one of {', '.join(UNITS)}, not {str(unit)[:60]!r}")
    if parts is not None and not (isinstance(parts, str) and parts):
        problems.append(f"columns, {heading}: parts must be the sign that parts several in one cell")
    if extra := set(use) - {"column", "unit", "parts"}:
        problems.append(f"columns, {heading}: {', '.join(sorted(map(str, extra)))} is neither column, unit nor parts")
    return Use(column=str(column), unit=unit, parts=parts if isinstance(parts, str) else None)
