"""Which listed titles are most like one by their runs of letters? What measurements of titles are compared with."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log, sqrt

from services.cli.words.title_lines import CANDIDATES
from services.recommender.names.job_titles.letters import fold_letters


class Grams:
    """What anybody would try first: titles by the cosine of their character n-grams, weighted by rarity."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        """Take titles, each with the occupation it stands for."""
        self._labels = list(labels)
        grams = [Counter(_grams(title)) for title, _ in self._labels]
        seen = Counter(gram for each in grams for gram in each)
        self._weights = {gram: log((1 + len(grams)) / (1 + count)) + 1 for gram, count in seen.items()}
        self._rows: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("d")))
        for row, each in enumerate(grams):
            length = sqrt(sum((count * self._weights[gram]) ** 2 for gram, count in each.items())) or 1.0
            for gram, count in each.items():
                rows, shares = self._rows[gram]
                rows.append(row)
                shares.append(count * self._weights[gram] / length)

    def nearest(self, text: str) -> list[str]:
        """Return the occupations with the nearest titles, as many as `credwise occupations read` prints."""
        likeness: defaultdict[int, float] = defaultdict(float)
        for gram, count in Counter(_grams(text)).items():
            if gram in self._rows:
                for row, share in zip(*self._rows[gram], strict=True):
                    likeness[row] += share * count * self._weights[gram]
        best: defaultdict[str, float] = defaultdict(float)
        for row, alike in likeness.items():
            best[self._labels[row][1]] = max(best[self._labels[row][1]], alike)
        return sorted(best, key=lambda esco: (-round(best[esco], 9), esco))[:CANDIDATES]


def _grams(text: str) -> Iterator[str]:
    for word in fold_letters(text).split():
        padded = f" {word} "
        for size in (3, 4, 5):
            yield from (padded[at : at + size] for at in range(max(len(padded) - size + 1, 1)))
