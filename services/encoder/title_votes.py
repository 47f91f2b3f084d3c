"""Which occupations do the titles stand for that are most like one in meaning? All of an occupation's titles count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

#: Every title has a vote for what it stands for: its likeness at this power times four.
_FOURTHS = 2

#: What counts beside how like a title is to all titles of an occupation together: how like it is to the nearest of
#: them, and the occupation's share of the votes. Chosen on 1,500 titles of O*NET and as many of vacancies; more terms,
#: also of shared runs of letters, find less than one in a hundred more.
_NEAREST_ONE, _SHARE = 0.8, 0.2


class TitleVotes:
    """The known titles as vectors, and what they stand for. Immutable once built."""

    def __init__(self, vectors: Any, stands_for: Sequence[Sequence[str]], fourths: int = _FOURTHS) -> None:
        """Take a matrix with a row for each title, and the occupations that each title stands for.

        `fourths` says how little the less alike titles count: a vote is the likeness at the power of four times it.
        """
        self._fourths = fourths
        self._numpy = numpy = import_module("numpy")
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, occupations in enumerate(stands_for):
            for each in occupations:
                rows[each].append(row)
        #: What titles may stand for, in the order of the columns of what is `compared`.
        self.occupations = tuple(sorted(rows))
        self._columns: Mapping[str | None, int] = {each: column for column, each in enumerate(self.occupations)}
        those = numpy.concatenate([rows[each] for each in self.occupations])
        #: The titles of each occupation, one occupation behind the other, where each begins, and a title's part of a
        #: vote.
        self._vectors = vectors[those]
        self._starts = numpy.cumsum([0, *(len(rows[each]) for each in self.occupations[:-1])])
        self._parts = numpy.array([1 / len(stands_for[row]) for row in those], dtype="float32")[:, None]
        means = numpy.add.reduceat(self._vectors, self._starts)
        self._means = means / numpy.maximum(numpy.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def compared(self, vectors: Any) -> "Compared":
        """Return how like the titles of every occupation are to each title's vector."""
        numpy = self._numpy
        alike = self._vectors @ vectors.T
        nearest = numpy.maximum.reduceat(alike, self._starts)
        fourth = numpy.maximum(alike, 0.0, out=alike) ** 2
        fourth *= fourth
        votes = numpy.multiply(fourth, self._parts, out=alike)
        for _ in range(self._fourths - 1):
            votes *= fourth
        cast_for = numpy.add.reduceat(votes, self._starts)
        shares = cast_for / numpy.maximum(cast_for.sum(axis=0), 1e-9)
        scores = self._means @ vectors.T + _NEAREST_ONE * nearest + _SHARE * shares
        return Compared(scores=scores.T, shares=shares.T, nearest=nearest.max(axis=0))

    def column(self, occupation: str | None) -> int:
        """Return the column of an occupation; -1 for one that no title stands for."""
        return self._columns.get(occupation, -1)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Matrices with a row for each title and a column for each occupation: its score, and its share of the votes.

    `nearest` is how like each title is to the known one that is most like it.
    """

    scores: Any
    shares: Any
    nearest: Any
