"""Which occupations' titles, all taken together, share most runs of letters with a title? Weighted by rarity.

One title says little of an occupation; what letters its fifty titles are made of says more, and is compared at once.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from math import log, sqrt
from operator import add

from services.recommender.knowledge.occupations.languages.trigrams import runs_in_word
from services.recommender.names.folding import fold

#: What a run counts is in such parts, so that all sums are of whole numbers and no order changes them.
PARTS = 10_000_000

#: What so many words count is remembered, in 4 kB each: most of a title's words are in others.
REMEMBERED_WORDS = 2_048


class OccupationRuns:
    """How often each run of letters is in the titles of each occupation. Immutable once built."""

    def __init__(self, known: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take every known title with the occupations that go by it."""
        used: Counter[str] = Counter()
        words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for title, occupations in known:
            those = fold(title).split()
            used.update(those)
            for each in occupations:
                words[each].update(those)
        self._runs_of = {word: runs_in_word(word) for word in used}
        seen: Counter[str] = Counter()
        for word, count in used.items():
            seen.update(dict(zip(self._runs_of[word], repeat(count))))
        titles = used.total() + 1
        self._weights = {run: log(titles / count) for run, count in seen.items()}
        self._strange = log(titles)
        self._occupations = tuple(sorted(words))
        self._rows = self._indexed([words[each] for each in self._occupations])
        self._of_word = lru_cache(REMEMBERED_WORDS)(self._counted)

    def _indexed(self, words: Iterable[Mapping[str, int]]) -> Mapping[str, tuple["array[int]", "array[int]"]]:
        """Return for each run the occupations that have it, by number, and what it counts for each beside its part.

        That is the run's weight times its part of the occupation's vector.
        """
        rows: defaultdict[str, tuple[array[int], array[int]]] = defaultdict(lambda: (array("H"), array("I")))
        for number, used in enumerate(words):
            parts: defaultdict[str, float] = defaultdict(float)
            for word, count in used.items():
                for run in self._runs_of[word]:
                    parts[run] += count
            weighed = {run: count * self._weights[run] for run, count in parts.items()}
            length = sqrt(sum(each * each for each in weighed.values())) or 1.0
            for run, part in weighed.items():
                numbers, counts = rows[run]
                numbers.append(number)
                counts.append(round(PARTS * self._weights[run] * part / length))
        return dict(rows)

    def alike(self, title: str) -> Mapping[str, float]:
        """Return the occupations that share runs of letters with a title, each with the cosine of both (0 to 1)."""
        words = sorted(set(fold(title).split()))
        sums, seen = [0] * len(self._occupations), set[str]()
        for word in words:
            runs = self._runs_of.get(word) or runs_in_word(word)
            sums = list(map(add, sums, self._of_word(word)))
            # A run that several words have counts once.
            self._count(sums, seen & runs, -1)
            seen |= runs
        length = PARTS * (sqrt(sum(self._weights.get(run, self._strange) ** 2 for run in sorted(seen))) or 1.0)
        return {each: alike / length for each, alike in zip(self._occupations, sums, strict=True) if alike}

    def _counted(self, word: str) -> "array[int]":
        """Return what a word's runs count for each occupation."""
        sums = [0] * len(self._occupations)
        self._count(sums, self._runs_of.get(word) or runs_in_word(word), 1)
        return array("I", sums)

    def _count(self, sums: list[int], runs: set[str], sign: int) -> None:
        """Add to the sums of occupations, or take from them, what runs count for each."""
        for run in runs & self._rows.keys():
            for number, counts in zip(*self._rows[run], strict=True):
                sums[number] += sign * counts
