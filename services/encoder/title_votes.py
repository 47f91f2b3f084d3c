"""Which occupations do the titles stand for that are most like one in meaning? All of an occupation's titles count."""

from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module
from typing import Any

#: Every title has a vote for what it stands for: its likeness, doubled in exponent so often. 8th power.
_SQUARED = 3

#: What counts beside how like a title is to all titles of an occupation together: how like it is to the nearest of
#: them, and the occupation's share of the votes. Chosen on 1,500 titles of O*NET and as many of vacancies; more terms,
#: also of shared runs of letters, find less than one in a hundred more.
_NEAREST_ONE, _SHARE = 0.8, 0.2


class TitleVotes:
    """The known titles as vectors, and what they stand for. Immutable once built."""

    def __init__(self, vectors: Any, stands_for: Sequence[Sequence[str]]) -> None:
        """Take a matrix with a row for each title, and the occupations that each title stands for."""
        self._numpy = numpy = import_module("numpy")
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, occupations in enumerate(stands_for):
            for each in occupations:
                rows[each].append(row)
        #: What titles may stand for, in the order of the columns of `scores`.
        self.occupations = tuple(sorted(rows))
        self._columns = {each: column for column, each in enumerate(self.occupations)}
        those = numpy.concatenate([rows[each] for each in self.occupations])
        #: The titles of each occupation, one occupation behind the other, where each begins, and a title's part of a
        #: vote.
        self._vectors = vectors[those]
        self._starts = numpy.cumsum([0, *(len(rows[each]) for each in self.occupations[:-1])])
        self._parts = numpy.array([1 / len(stands_for[row]) for row in those], dtype="float32")[:, None]
        means = numpy.add.reduceat(self._vectors, self._starts)
        self._means = means / numpy.maximum(numpy.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def scores(self, vectors: Any) -> Any:
        """Return a row for each title's vector with the score of every occupation: how alike its titles are."""
        numpy = self._numpy
        alike = self._vectors @ vectors.T
        nearest_ones = numpy.maximum.reduceat(alike, self._starts)
        votes = numpy.maximum(alike, 0.0, out=alike)
        for _ in range(_SQUARED):
            votes *= votes
        votes *= self._parts
        cast_for = numpy.add.reduceat(votes, self._starts)
        shares = cast_for / numpy.maximum(cast_for.sum(axis=0), 1e-9)
        return (self._means @ vectors.T + _NEAREST_ONE * nearest_ones + _SHARE * shares).T

    def score(self, scores: Any, occupation: str) -> float:
        """Return what a row of `scores` has for an occupation; 0 for one that no title stands for."""
        column = self._columns.get(occupation)
        return 0.0 if column is None else float(scores[column])

    def first(self, scores: Any, most: int) -> list[str]:
        """Return up to `most` occupations that a row of `scores` has highest, the highest first."""
        highest = self._numpy.argpartition(-scores, min(most, len(scores)) - 1)[:most].tolist()
        return [self.occupations[column] for column in sorted(highest, key=lambda column: (-scores[column], column))]
