"""Which occupations do the titles stand for that are most like one in meaning? All of an occupation's titles count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

#: So many of the nearest titles have a vote, at a power of their likeness.
_NEAREST, _POWER = 50, 12

#: What counts beside how like a title is to all titles of an occupation together: how like it is to the nearest of
#: them, and the occupation's share of the votes. Chosen on 1,500 titles of O*NET and as many of vacancies; more terms,
#: also of shared runs of letters, find less than one in a hundred more.
_NEAREST_ONE, _SHARE = 0.8, 0.2


class TitleVotes:
    """The known titles as vectors, and what they stand for. Immutable once built."""

    def __init__(self, vectors: Any, stands_for: Sequence[Sequence[str]]) -> None:
        """Take a matrix with a row for each title, and the occupations that each title stands for."""
        self._numpy = import_module("numpy")
        self._vectors = vectors
        self._stands_for = stands_for
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, occupations in enumerate(stands_for):
            for each in occupations:
                rows[each].append(row)
        self._occupations = tuple(sorted(rows))
        #: The rows of each occupation's titles, one occupation behind the other, and where each begins.
        self._rows = self._numpy.concatenate([rows[each] for each in self._occupations])
        lengths = [len(rows[each]) for each in self._occupations]
        self._starts = self._numpy.cumsum([0, *lengths[:-1]])
        means = self._numpy.array([vectors[rows[each]].mean(axis=0) for each in self._occupations])
        self._means = means / self._numpy.maximum(self._numpy.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def scores(self, vector: Any) -> Mapping[str, float]:
        """Return every occupation's score for a title's vector: how alike its titles are, and its share of votes."""
        alike = self._vectors @ vector
        nearest_ones = self._numpy.maximum.reduceat(alike[self._rows], self._starts)
        whole = (self._means @ vector + _NEAREST_ONE * nearest_ones).tolist()
        shares = self._shares(alike)
        return {
            each: like + _SHARE * shares.get(each, 0.0) for each, like in zip(self._occupations, whole, strict=True)
        }

    def _shares(self, alike: Any) -> Mapping[str, float]:
        """Return the share of the votes of each occupation that has any; a title of several parts its vote."""
        most = min(_NEAREST, len(alike))
        nearest = self._numpy.argpartition(-alike, most - 1)[:most]
        votes: defaultdict[str, float] = defaultdict(float)
        for row in sorted(nearest.tolist()):
            for each in self._stands_for[row]:
                votes[each] += max(float(alike[row]), 0.0) ** _POWER / len(self._stands_for[row])
        cast = sum(votes.values()) or 1.0
        return {each: cast_for / cast for each, cast_for in votes.items()}
