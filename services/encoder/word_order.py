"""Which occupations are most like an English title in words and letters? The order where no encoder is installed."""

from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest

from services.encoder.offering import ADDED_CONFIDENCE, spread, together
from services.encoder.word_likeness import InWords, WordLikeness
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import TitleCandidate

#: So many that most vacancies were given, and as many whose titles are most like, are offered beside the lists'.
_ADDED = 10


class WordOrder:
    """Orders candidates by the words of all English titles and of vacancies', and adds those that no list finds."""

    #: A title is not answered sooner or later with others.
    at_once = 1

    def __init__(self, known: Occupations, vacancies: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Take the occupations, and titles of vacancies with the addresses of ESCO that they mean."""
        self._likeness = WordLikeness(known, vacancies)
        self._candidate = cache(lambda address: known.candidate(address, ADDED_CONFIDENCE))

    def ordered(self, asked: Sequence[tuple[str, Sequence[TitleCandidate]]]) -> Iterator[tuple[TitleCandidate, ...]]:
        """Yield for each English title what it may mean, what is most like it first.

        That is the candidates that come with the title, and a few beside them.
        """
        for title, candidates in asked:
            alike = self.alike(title)
            offered = together(candidates, self.beside(alike))
            scores = [alike.to(each) + alike.vacancies(each) for each in offered]
            numbers = sorted(range(len(offered)), key=lambda number: -scores[number])
            yield spread([offered[number] for number in numbers])

    def alike(self, title: str) -> InWords:
        """Return how like a title is to the occupations that share words or letters with it."""
        return self._likeness.of(title)

    def beside(self, alike: InWords) -> list[TitleCandidate]:
        """Return what is offered beside the lists' candidates: what has most votes, and whose titles are most like."""
        most = (nlargest(_ADDED, those, key=those.__getitem__) for those in (alike.given, alike.codes))
        return [self._candidate(each) for those in most for each in those]
