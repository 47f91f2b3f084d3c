"""Which occupations use this title? All titles in use, kept as one text so that forked workers can share its memory."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from services.recommender.knowledge.files.data_files import DataFiles

TITLE_FILE = "occupations/titles.tsv.gz"

#: Its columns: the folded title, the title, then codes parted by spaces: whose own title it is, who also goes by it,
#: whose workers reported it. Rows are sorted by the first.
TITLE_COLUMNS = ("key", "title", "own", "alternate", "reported")


@dataclass(frozen=True, kw_only=True)
class TitleUse:
    """A title and the occupations it stands for: `own` is the code whose own title it is, if there is one."""

    key: str
    title: str
    own: str | None
    alternate: tuple[str, ...]
    reported: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes the title is used for, sorted."""
        own = {self.own} if self.own else set()
        return tuple(sorted(own.union(self.alternate, self.reported)))


class TitleIndex:
    """Titles by their folded form. A row becomes objects only when it is asked for."""

    def __init__(self, text: str) -> None:
        """Take the body of the title file: lines of TITLE_COLUMNS, sorted by key."""
        self._text = text if text.endswith("\n") or not text else text + "\n"
        self._starts = array("I", [0, *(found.end() for found in re.finditer("\n", self._text))])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[TitleUse]:
        return (self._row(number) for number in range(len(self)))

    def find(self, key: str) -> TitleUse | None:
        """Return the use of exactly this folded title."""
        number = bisect_left(range(len(self)), key, key=self._key)
        if number == len(self) or self._key(number) != key:
            return None
        return self._row(number)

    def keys(self) -> list[str]:
        """Return the folded title of every row, in order."""
        return [line.partition("\t")[0] for line in self._text.split("\n")[:-1]]

    def at(self, number: int) -> TitleUse:
        """Return the use in row `number`, counted from 0."""
        return self._row(number)

    def _key(self, number: int) -> str:
        start = self._starts[number]
        return self._text[start : self._text.index("\t", start)]

    def _row(self, number: int) -> TitleUse:
        line = self._text[self._starts[number] : self._starts[number + 1] - 1]
        key, title, own, alternate, reported = line.split("\t")
        return TitleUse(
            key=key,
            title=title,
            own=own or None,
            alternate=tuple(alternate.split()),
            reported=tuple(reported.split()),
        )


def read_titles(files: DataFiles) -> TitleIndex:
    """Read the title file; raise DataFileError when it is absent or has another heading."""
    return TitleIndex(files.body(TITLE_FILE, TITLE_COLUMNS))
