"""Which occupations do the titles stand for that are most like one in meaning? Each of the nearest has a vote."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

#: So many of the nearest titles have a vote, at a power of their likeness.
_NEAREST, _POWER = 50, 12

#: How like a title is to all titles of an occupation together counts so much beside the share of the votes.
_TOGETHER = 0.4


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
        means = self._numpy.array([vectors[rows[each]].mean(axis=0) for each in self._occupations])
        self._means = means / self._numpy.maximum(self._numpy.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def scores(self, vector: Any) -> Mapping[str, float]:
        """Return every occupation's score for a title's vector: its share of the votes, and how alike it is."""
        alike = self._vectors @ vector
        most = min(_NEAREST, len(alike))
        nearest = self._numpy.argpartition(-alike, most - 1)[:most]
        votes: defaultdict[str, float] = defaultdict(float)
        for row in sorted(nearest.tolist()):
            for each in self._stands_for[row]:
                votes[each] += max(float(alike[row]), 0.0) ** _POWER / len(self._stands_for[row])
        cast = sum(votes.values()) or 1.0
        whole = (_TOGETHER * (self._means @ vector)).tolist()
        return {each: votes[each] / cast + like for each, like in zip(self._occupations, whole, strict=True)}
