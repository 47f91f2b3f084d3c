"""Which of many names is most like this one? By the runs of three and four letters that both have, weighted by rarity.

Endings and compounds are written differently in every language; most of their letters are not.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest
from math import log, sqrt

#: What begins and what ends a word.
_BEGIN, _END = "^", "$"

#: Names are first gathered by the rarest runs of the one asked for, up to this share of its weight: the commonest runs
#: are in thousands of names and tell hardly any apart.
RARE_SHARE = 0.8

#: A run's weight is how rare it is in such parts, so that all sums are of whole numbers and no order changes them.
PARTS = 1_000_000

#: So many of those gathered are compared in full for each one wanted.
COMPARED = 1.5


class Trigrams:
    """The names' runs of letters. Immutable once built; about 5 bytes for each run of each name."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take folded names; rows are counted from 0."""
        rows: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, name in enumerate(names):
            for run in _runs(name):
                rows[run].append(number)
        self._rows = dict(rows)
        self._weights = {run: _weight(len(names), len(those)) for run, those in rows.items()}
        self._strange = _weight(len(names), 1)
        weighed = array("Q", [0]) * len(names)
        for run, those in rows.items():
            weight = self._weights[run]
            for row in those:
                weighed[row] += weight
        self._lengths = array("d", (sqrt(each) or 1.0 for each in weighed))

    def nearest(self, name: str, limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` rows with their likeness (0 to 1, 1 for the same runs), most alike first."""
        runs = _runs(name)
        length = sqrt(self._weigh(runs)) or 1.0
        gathered, common = self._gathered(runs)
        shared = ((row, gathered[row] + self._weigh_in(row, common)) for row in self._first(gathered, limit))
        found = ((row, weight / (length * self._lengths[row])) for row, weight in shared)
        return sorted(found, key=lambda each: (-each[1], each[0]))[:limit]

    def _gathered(self, runs: set[str]) -> tuple[dict[int, int], list[str]]:
        """Return the rows that share the rarest of `runs`, with the weight of what they share, and the other runs."""
        known = sorted((-self._weights[run], run) for run in runs if run in self._weights)
        enough = RARE_SHARE * -sum(weight for weight, _ in known)
        gathered: defaultdict[int, int] = defaultdict(int)
        for number, (negative, run) in enumerate(known, 1):
            for row in self._rows[run]:
                gathered[row] -= negative
            enough += negative
            if enough <= 0:
                return gathered, [other for _, other in known[number:]]
        return gathered, []

    def _first(self, gathered: dict[int, int], limit: int) -> list[int]:
        """Return the rows that are most alike by what was gathered."""
        compared = round(limit * COMPARED)
        alike = {row: weight / self._lengths[row] for row, weight in gathered.items()}
        least = min(nlargest(compared, alike.values()), default=0.0)
        rows = (row for row, each in alike.items() if each >= least)
        return sorted(rows, key=lambda row: (-alike[row], row))[:compared]

    def _weigh_in(self, row: int, runs: list[str]) -> int:
        """Return the weight of those of `runs` that the name in a row has."""
        return sum(self._weights[run] for run in runs if _has(self._rows[run], row))

    def _weigh(self, runs: set[str]) -> int:
        return sum(self._weights.get(run, self._strange) for run in runs)


def _has(rows: "array[int]", row: int) -> bool:
    """Say whether sorted rows have one."""
    at = bisect_left(rows, row)
    return at < len(rows) and rows[at] == row


def _weight(names: int, having: int) -> int:
    """Return the weight of a run that so many of the names have."""
    return round(PARTS * log((names + 1) / having) ** 2)


def runs_in_word(word: str) -> set[str]:
    """Return the runs of three and four letters of a folded word, its begin and end among them."""
    padded = f"{_BEGIN}{word}{_END}"
    return {padded[at : at + 3] for at in range(len(padded) - 2)} | {
        padded[at : at + 4] for at in range(len(padded) - 3)
    }


def _runs(name: str) -> set[str]:
    return set().union(*map(runs_in_word, name.split()))


def runs_of(name: str) -> set[str]:
    """Return the runs of three letters of each word of a folded name, its begin and end among them."""
    padded = (f"{_BEGIN}{word}{_END}" for word in name.split())
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}
