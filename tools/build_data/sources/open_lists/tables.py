"""Which rows do the Markdown tables of a list hold? Knows headings and pipes, nothing of what the columns mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: A table's separator line: "| --- | :---: |".
_SEPARATOR = re.compile(r"^\|[\s:|-]+\|?$")


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row: its line in the file, the headings above it, the table's column names, its cells."""

    line: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[str, ...]


def read_tables(markdown: str) -> Iterator[TableRow]:
    """Yield the rows of every table, in order; lines outside tables are passed over."""
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    previous = ""
    for number, line in enumerate(markdown.splitlines(), start=1):
        if line.startswith("#"):
            depth = len(line) - len(line.lstrip("#"))
            headings = (*headings[: depth - 2], line.lstrip("#").strip()) if depth > 1 else ()
            columns = ()
        elif _SEPARATOR.match(line):
            columns = _cells(previous)
        elif line.startswith("|") and columns:
            yield TableRow(line=number, headings=headings, columns=columns, cells=_cells(line))
        elif not line.startswith("|"):
            columns = ()
        previous = line


def _cells(line: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))
