"""Which occupations are worth offering for words that are no title? Never those that share a mere filler with them."""

from collections.abc import Callable, Iterable, Iterator

from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.resolution import TitleHit
from services.recommender.names.folding import fold
from services.recommender.names.headings.words import says_nothing

Nearest = Callable[[str], Iterable[TitleHit]]


def worth_offering(text: str, nearest: Nearest) -> Iterator[TitleHit]:
    """Yield what English words may mean, the likeliest first; where all of them together are like no title, each alone.

    `nearest` finds the occupations with titles that share words.
    """
    written = fold(text).split()
    words = [word for word in written if not says_nothing(word, ENGLISH)]
    found = False
    for asked in (text, " ".join(words)):
        for hit in nearest(asked):
            shared = set(written).intersection(fold(hit.matched_title).split())
            if not shared or not shared.isdisjoint(words):
                found = True
                yield hit
        if found:
            return
    for word in reversed(words):
        yield from nearest(word)
