"""Which rows and cells does a table in CSV hold? Delimiters, headings and cells, with the place of every fault."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from services.importing.drafts import Reading
from services.importing.import_report import ImportRejected
from services.importing.values.plain_values import tidy_text
from services.importing.values.quantities import COUNT, Unit, read_quantity

E = TypeVar("E", bound=StrEnum)

#: The delimiters tried, the most likely first; the one that parts the heading most often is taken.
_DELIMITERS = (",", ";", "\t")

#: The largest cell, in characters; more is a file with a quotation mark that is never closed.
_LARGEST_CELL = 100_000

#: Spreadsheets write this line before the heading to say the delimiter.
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)

#: A list as programs write one into a cell: ['a', "b"], {"a", "b"}.
_LIST = re.compile(r"\s*[\[{(](.*)[\]})]\s*", re.DOTALL)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.|'(?=\w))*)'")


def read_rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line."""
    text = text.lstrip("\ufeff").replace("\x00", "")
    first = 1
    said = _SEPARATOR_LINE.match(text)
    if said is not None:
        text, first = text[said.end() :], 2
    heading = text.split("\n", 1)[0]
    delimiter = said.group(1) if said else max(_DELIMITERS, key=heading.count)
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)
    number = first
    try:
        for cells in reader:
            yield number, cells
            number = first + reader.line_num
    except csv.Error as error:
        raise ImportRejected(f"{name}, line {number}: {error}. Is a quotation mark not closed?") from error


def parted(cell: str, sign: str | None = None) -> list[str]:
    """Return the several texts of a cell."""
    listed = _LIST.fullmatch(cell)
    if listed is not None and not cell.lstrip().startswith("("):
        quoted = [first or second for first, second in _QUOTED.findall(listed[1])]
        return quoted or listed[1].split(",")
    return cell.split(sign) if sign is not None and "|" not in cell and sign in cell else cell.split("|")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row; every cell that cannot be read is noted with its column and counts as empty."""

    place: str
    cells: Mapping[str, str]
    reading: Reading
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """What messages call the file."""
        return self.place.rpartition(", line ")[0]

    def text(self, name: str) -> str | None:
        """Return the text of a cell, or None where it is empty."""
        cell = self.cells.get(name)
        if cell and _LIST.fullmatch(cell) and _QUOTED.search(cell) and not cell.lstrip().startswith("("):
            # A list as a program wrote it: ['The Museum of Modern Art'].
            cell = ", ".join(parted(cell))
        return tidy_text(cell) if cell else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a cell that holds several, parted by "|" or as its sheet parts them, or as a list."""
        cell = self.cells.get(name)
        if not cell:
            return ()
        parts = (tidy_text(part) for part in parted(cell, self.parts.get(name)))
        return tuple(dict.fromkeys(part for part in parts if part is not None))

    def wrong(self, name: str, needs: str) -> None:
        """Note that a cell could not be read, and what it needs."""
        self.reading.notes.mend(f"{self.place}, column {name}", self.cells.get(name, ""), f"{needs}; it was left out")

    def whole_number(self, name: str, unit: Unit = COUNT, *, at_least: int = 1) -> int | None:
        """Return how much a cell says in `unit`, in whole ones; None where it is empty or says anything else.

        Parts of a unit count as a whole one, but not parts of a credit or of what is counted by the piece.
        """
        text = self.text(name)
        if text is None:
            return None
        found = read_quantity(text, unit)
        whole = None if found is None else found.whole(unit)
        if found is None or whole is None or whole < at_least:
            self.wrong(name, f"must be {unit.wanted} of {at_least} or more, like {unit.like}")
            return None
        if found.converted or whole != found.number:
            said = f"read as {found.shown()} {unit.name}" + (f", counted as {whole}" if whole != found.number else "")
            self.reading.notes.mend(f"{self.place}, column {name}", text, said)
        return whole

    def one_of(self, name: str, choices: type[E], default: E, guess: E | None) -> E:
        """Return the choice that a cell names; `guess` is what its words say where it names none."""
        text = self.text(name)
        if text is None:
            return default
        word = text.casefold().replace(" ", "_").replace("-", "_")
        if word in list(choices):
            return choices(word)
        if guess is None or guess == default:
            self.wrong(
                name, f"must be one of {', '.join(choices)}{self.reading.notes.suggestions.suggest(word, choices)}"
            )
            return default
        self.reading.notes.mend(f"{self.place}, column {name}", text, f"read as {guess}")
        return guess
