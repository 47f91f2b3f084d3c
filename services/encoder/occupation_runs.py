"""Which occupations' titles, all taken together, share most runs of letters with a title? Weighted by rarity.

One title says little of an occupation; what letters its fifty titles are made of says more, and is compared at once.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import repeat
from math import log, sqrt

from services.recommender.knowledge.occupations.languages.trigrams import runs_in_word
from services.recommender.names.folding import fold


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

    def _indexed(self, words: Iterable[Mapping[str, int]]) -> Mapping[str, tuple["array[int]", "array[float]"]]:
        """Return for each run the occupations that have it, by number, and its part of each one's vector."""
        rows: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("H"), array("f")))
        for number, used in enumerate(words):
            parts: defaultdict[str, float] = defaultdict(float)
            for word, count in used.items():
                for run in self._runs_of[word]:
                    parts[run] += count
            weighed = {run: count * self._weights[run] for run, count in parts.items()}
            length = sqrt(sum(each * each for each in weighed.values())) or 1.0
            for run, part in weighed.items():
                numbers, shares = rows[run]
                numbers.append(number)
                shares.append(part / length)
        return dict(rows)

    def alike(self, title: str) -> Mapping[str, float]:
        """Return the occupations that share runs of letters with a title, each with the cosine of both (0 to 1)."""
        runs = {run for word in fold(title).split() for run in self._runs_of.get(word) or runs_in_word(word)}
        weighed = {run: self._weights.get(run, self._strange) for run in runs}
        length = sqrt(sum(each * each for each in weighed.values())) or 1.0
        sums = [0.0] * len(self._occupations)
        for run in sorted(runs & self._rows.keys()):
            weight = weighed[run] / length
            for number, share in zip(*self._rows[run], strict=True):
                sums[number] += weight * share
        return {self._occupations[number]: alike for number, alike in enumerate(sums) if alike}
