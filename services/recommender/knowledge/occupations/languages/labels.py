"""Which ESCO occupations go by a title in one language? Kept as one text, so that forked workers share its memory."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.languages.trigrams import Trigrams

#: Its columns: the folded form, the title as it is listed, and numbers of ESCO occupations, each with the letter of a
#: grade (see GRADES), parted by spaces: "120p 7a". Rows are sorted by the first.
LABEL_COLUMNS = ("key", "title", "occupations")

#: How a title stands for an occupation, best first: a national title with an exact match that is ESCO's preferred label
#: as well, or another label; one that is none; ESCO's preferred label, a label of ESCO's beside it, a national title
#: that is close to it, narrower, or broader.
GRADES = "stxpacnb"

#: The grades of ESCO's own labels, and of its preferred ones. Only own ones are looked through for titles that are
#: alike: national titles often stand for many occupations of which none is like the title.
OWN = "stpa"
PREFERRED = "sp"

#: The grades of a title that is the occupation's own name in its language.
SUREST = "stxp"


@dataclass(frozen=True, kw_only=True)
class LabelUse:
    """A title and the occupations that it stands for, by their number, each with the letter of a grade."""

    key: str
    title: str
    occupations: tuple[tuple[int, str], ...]


class Labels:
    """The titles of one language by their folded forms. A row becomes an object only when it is asked for."""

    def __init__(self, language: str, text: str) -> None:
        """Take the body of the language's file: lines of LABEL_COLUMNS, sorted by key."""
        self.language = language
        self._text = text
        self._starts = array("I", [0, *(found.end() for found in re.finditer("\n", text))])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[LabelUse]:
        return (self._row(number) for number in range(len(self)))

    def find(self, key: str) -> LabelUse | None:
        """Return the use of exactly this folded form."""
        number = bisect_left(range(len(self)), key, key=self._key)
        return self._row(number) if number < len(self) and self._key(number) == key else None

    def nearest(self, key: str, limit: int) -> list[tuple[LabelUse, float]]:
        """Return up to `limit` titles that share most runs of letters with a folded form, with their likeness (0-1)."""
        rows, trigrams = self._own
        return [(self._row(rows[number]), likeness) for number, likeness in trigrams.nearest(key, limit)]

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of all titles."""
        return frozenset(word for number in range(len(self)) for word in self._key(number).split())

    @cached_property
    def _own(self) -> tuple[Sequence[int], Trigrams]:
        """The rows that have a label of ESCO's own, and their runs of letters."""
        owned = (number for number, use in enumerate(self) if any(grade in OWN for _, grade in use.occupations))
        rows = array("I", owned)
        return rows, Trigrams([self._key(number) for number in rows])

    def _key(self, number: int) -> str:
        start = self._starts[number]
        return self._text[start : self._text.index("\t", start)]

    def _row(self, number: int) -> LabelUse:
        key, title, occupations = self._text[self._starts[number] : self._starts[number + 1] - 1].split("\t")
        return LabelUse(
            key=key, title=title, occupations=tuple((int(each[:-1]), each[-1]) for each in occupations.split())
        )


def label_file(language: str) -> str:
    """Return the name under data/ of a language's titles."""
    return f"titles/labels_{language}.tsv.gz"


def read_labels(files: DataFiles, language: str) -> Labels:
    """Read a language's titles; raise DataFileError where they are absent or damaged."""
    return Labels(language, files.body(label_file(language), LABEL_COLUMNS))
