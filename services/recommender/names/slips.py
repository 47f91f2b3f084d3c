"""Which known word is a misspelt one a slip of? One letter wrong, missing, added or swapped; two in a long word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: Shorter words are names and abbreviations that are right or wrong but never nearly right: Java, Go, SQL, HVAC.
SHORTEST_MENDED = 6

#: From so many letters a wrong letter is a slip; in shorter words it makes another name ("NextJS" is not "NestJS").
SHORTEST_WITH_WRONG_LETTER = 8

#: From so many letters there may be two slips.
SHORTEST_WITH_TWO = 14

#: So many words of a text are looked at, and so many readings of it at most are offered.
MOST_WORDS = 24
MOST_READINGS = 16


class Slips:
    """The words that are known, each with how often it is used. Immutable once built."""

    def __init__(self, uses: Mapping[str, int]) -> None:
        """Take how often each word is used: of two words that one may be a slip of, the commoner comes first."""
        self._uses = uses
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for word in uses:
            if len(word) >= SHORTEST_MENDED - 1:
                self._by_first[word[0]].append(word)

    def readings(self, key: str) -> Iterable[str]:
        """Yield what the folded `key` may stand for, the likeliest first; `key` itself where it has no slip."""
        words = [self._meant(word) for word in key.split()[:MOST_WORDS]]
        return (" ".join(reading) for reading in islice(product(*words), MOST_READINGS))

    def _meant(self, word: str) -> list[str]:
        if word in self._uses or len(word) < SHORTEST_MENDED or not word.isalpha():
            return [word]
        most = 2 if len(word) >= SHORTEST_WITH_WRONG_LETTER else 1
        found = process.extract(
            word, self._by_first.get(word[0], []), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        near = [
            (int(distance), other)
            for other, distance, _ in found
            if other.isalpha() and _is_slip(word, other, distance)
        ]
        fewest = min((distance for distance, _ in near), default=0)
        meant = [other for distance, other in near if distance == fewest]
        return sorted(meant, key=lambda other: (-self._uses[other], other)) or [word]


def _is_slip(word: str, other: str, distance: float) -> bool:
    """Return whether `word` may be a slip: in a short word only a letter missing, added or swapped.

    Two slips are one where the letters are the same in another order: "softwear".
    """
    same_letters = sorted(word) == sorted(other)
    if distance > 1 and len(word) < SHORTEST_WITH_TWO:
        return same_letters
    return same_letters or len(word) != len(other) or len(word) >= SHORTEST_WITH_WRONG_LETTER
