"""Which occupations go by titles like these words? Each title that shares words with them votes for its occupations.

A word counts by how rare it is among all titles, so that "oncology nurse manager" is nearer to nurses than to managers.
A word that no title has is taken for the title word that it is a slip of, if there is one.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from services.recommender.names.slips import Slips

#: A word's weight is the logarithm of its rarity in such parts, so that all sums are of whole numbers.
PARTS = 1_000

#: Likeness in percent below which a title has no vote.
LEAST_LIKENESS = 30

#: What the last titles are like is remembered: which one is meant, and what is suggested, are asked in turn.
REMEMBERED = 64

#: A title's vote is its likeness to this power: many middling titles must not outvote a near one. Measured by
#: `bench/titles.py`: 4 and 16 find fewer occupations.
POWER = 8


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """An occupation's code, the row of its title that is most alike, how alike (0-100), and its share of the votes.

    `share` is in percent, of all votes cast.
    """

    code: str
    row: int
    likeness: int
    share: int


class TitleWords:
    """The words of all titles. Immutable once built."""

    def __init__(self, keys: Sequence[str], codes_of: Callable[[int], tuple[str, ...]]) -> None:
        """Take each title's folded words in one string, and what returns the codes of the title in a row."""
        self._codes_of = codes_of
        self.nearest = lru_cache(REMEMBERED)(self._nearest)
        self._rows_by_word: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, key in enumerate(keys):
            for word in set(key.split()):
                self._rows_by_word[word].append(number)
        used = {word: len(rows) for word, rows in self._rows_by_word.items()}
        self._slips = Slips(used)
        self._weights = {word: round(PARTS * log((len(keys) + 1) / count)) for word, count in used.items()}
        #: The weight of a word that no title has: as much as that of the rarest one.
        self._strange = round(PARTS * log(len(keys) + 1))
        self._row_weights = array("I", [0]) * len(keys)
        for word, rows in self._rows_by_word.items():
            weight = self._weights[word]
            for row in rows:
                self._row_weights[row] += weight

    def knows(self, word: str) -> bool:
        """Say whether any title has a folded word."""
        return word in self._weights

    def readings(self, key: str) -> Iterable[str]:
        """Yield `key` with the words that no title has mended, the likeliest reading first."""
        return self._slips.readings(key)

    def in_other_order(self, key: str) -> int | None:
        """Return the row of the one title that has the same words as `key`; None where there is none or several."""
        words = set(key.split())
        if not words <= self._weights.keys() or not words:
            return None
        rows = set.intersection(*(set(self._rows_by_word[word]) for word in words))
        weight = sum(self._weights[word] for word in words)
        same = [row for row in rows if self._row_weights[row] == weight]
        return same[0] if len(same) == 1 else None

    def rows_with(self, words: frozenset[str]) -> frozenset[int]:
        """Return the rows of the titles that have all of `words`, which are one or more."""
        return frozenset(set.intersection(*(set(self._rows_by_word.get(word, ())) for word in words)))

    def _nearest(self, key: str) -> tuple[Nearest, ...]:
        """Return the occupations with titles like `key`, most votes first; `key` is folded and mended."""
        best: dict[str, tuple[int, int]] = {}
        votes: defaultdict[str, float] = defaultdict(float)
        for row, likeness in self._likenesses(key).items():
            codes = self._codes_of(row)
            for code in codes:
                votes[code] += (likeness / 100) ** POWER / len(codes)
                best[code] = max(best.get(code, (0, 0)), (round(likeness), -row))
        cast = sum(votes.values())
        ranked = sorted(votes, key=lambda code: (-votes[code], code))
        return tuple(
            Nearest(code=code, row=-best[code][1], likeness=best[code][0], share=round(100 * votes[code] / cast))
            for code in ranked
        )

    def _likenesses(self, key: str) -> Mapping[int, float]:
        words = set(key.split())
        wanted = sum(self._weights.get(word, self._strange) for word in words)
        shared: defaultdict[int, int] = defaultdict(int)
        for word in sorted(words & self._weights.keys()):
            weight = self._weights[word]
            for row in self._rows_by_word[word]:
                shared[row] += weight
        weights = self._row_weights
        return {
            row: likeness
            for row, weight in shared.items()
            if (likeness := 200 * weight / (wanted + weights[row])) >= LEAST_LIKENESS
        }
