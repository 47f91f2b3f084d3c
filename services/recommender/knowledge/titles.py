"""Which occupations use this title? All titles in use, kept as one text so that forked workers can share its memory."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from services.recommender.knowledge.data_files import DataFiles

TITLE_FILE = "occupations/titles.tsv.gz"

#: Its columns: the folded title, the title, then codes parted by spaces: whose own title it is, who also goes by it,
#: whose workers reported it. Rows are sorted by the first.
TITLE_COLUMNS = ("key", "title", "own", "alternate", "reported")

#: Likeness in percent below which a title is not worth showing.
LEAST_LIKENESS = 65

#: Shorter titles are abbreviations, which are right or wrong but never nearly right: "DATS" is not like "data".
SHORTEST_LIKE = 5


def likeness(key: str, other: str) -> float:
    """Return how alike two folded titles are, in percent.

    It is the mean of two: how well the words they share agree, and how well they agree in all, in any order.
    """
    return (fuzz.token_set_ratio(key, other) + fuzz.token_sort_ratio(key, other)) / 2


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

    def nearest(self, key: str) -> list[tuple[int, TitleUse]]:
        """Return (likeness in percent, use) of titles like `key`, best first; of equals an own title first."""
        if not key:
            return []
        keys = [line.partition("\t")[0] for line in self._text.split("\n")[:-1]]
        # The half of the likeness that is never the smaller one sorts out all but a few in one call.
        found = process.extract(key, keys, scorer=fuzz.token_set_ratio, score_cutoff=LEAST_LIKENESS, limit=None)
        scored = (
            (likeness(key, other), number) for other, _, number in found if len(other) >= SHORTEST_LIKE or other == key
        )
        ranked = [(round(score), self._row(number)) for score, number in scored if score >= LEAST_LIKENESS]
        return sorted(ranked, key=lambda pair: (-pair[0], pair[1].own is None, pair[1].key))

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
