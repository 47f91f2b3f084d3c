"""What do the compiled credential facts say, and which of them were read on a page rather than remembered?

Two sorts of tables, tab-separated: credentials, one a row, and `first_named_*.tsv`, the credentials that an adviser of
a field names first, one row per occupation and country. Of the second sort there is one of our own in data/ways_in/,
for countries that the facts say little of.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

#: The day on which the pages were read and the rest was noted down, as the SOURCE.md of the tables says.
COMPILED_ON = date(2026, 11, 29)

_FIRST_NAMED = "first_named_"

#: What a row says where nobody read in which order the second and the third are named.
_ONLY_FIRST = "order of second and third is judgement"


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One credential's row; `where` is its file and title, for messages."""

    where: str
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column].strip()

    def several(self, column: str) -> tuple[str, ...]:
        """Return the members of a column that holds several."""
        return tuple(part.strip() for part in self[column].split("|") if part.strip())

    @cached_property
    def read(self) -> frozenset[str]:
        """The columns that somebody read on a page; whatever the row does not claim was read counts as remembered."""
        if self["basis"] != "read":
            return frozenset()
        claimed = re.split(r"[|,]", self["read_what"])
        return frozenset(column.strip() for column in claimed) - self._noted

    @cached_property
    def _noted(self) -> frozenset[str]:
        """The columns that the row's note calls remembered."""
        said = re.findall(r"(?:remembered|assigned): ([^;]*)", self["note"])
        return frozenset(column.strip() for part in said for column in part.split(","))

    @property
    def page(self) -> str:
        """The page to check it on: the issuer's where one is named, or else the first that was read."""
        return next((one for one in (self["address"], *self.several("read_at")) if one.startswith("http")), "")


@dataclass(frozen=True, kw_only=True)
class FirstNamed:
    """The credentials that are named first for an occupation in a country ("*": in any), in their order.

    Of some rows only what stands first was read, on `address`, as they say; the order of the others is remembered.
    """

    occupation: str
    country: str
    names: tuple[str, ...]
    read_places: int
    address: str


def read_facts(folder: Path) -> Iterator[FactRow]:
    """Yield the credentials of all tables in `folder`, in the order of the files' names."""
    for path in sorted(folder.glob("*.tsv")):
        if not path.name.startswith(_FIRST_NAMED):
            for values in _rows(path):
                yield FactRow(where=f"{path.name}, {values['title']}", values=values)


def read_first_named(*folders: Path) -> Iterator[FirstNamed]:
    """Yield what is named first, in the order of the folders and of the files' names.

    What a folder says of an occupation in a country stands in place of what the folders before it say.
    """
    found = [list(_first_named(folder)) for folder in folders]
    later = [{(one.occupation, one.country) for one in rows} for rows in found]
    for number, rows in enumerate(found):
        again = set[tuple[str, str]]().union(*later[number + 1 :])
        yield from (one for one in rows if (one.occupation, one.country) not in again)


def _first_named(folder: Path) -> Iterator[FirstNamed]:
    for path in sorted(folder.glob(f"{_FIRST_NAMED}*.tsv")):
        for values in _rows(path):
            names = tuple(values[place].strip() for place in ("first", "second", "third") if values[place].strip())
            pages = re.split(r"\s*\|\s*", values["read_at"].strip())
            only_first = _ONLY_FIRST in values["why"]
            yield FirstNamed(
                occupation=values["occupation"],
                country=values["country"],
                names=names,
                read_places=0 if values["basis"] != "read" else 1 if only_first else len(names),
                address=pages[0] if values["basis"] == "read" else "",
            )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    # The tables quote nothing: a mark of quotation is part of the text.
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
