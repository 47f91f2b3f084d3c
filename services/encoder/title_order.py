"""Which occupations are most like a title in meaning, and is the one that was taken among them?

The order is the encoder's, and some of what is offered; what is taken, lists and rules have said before.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from services.encoder.title_vectors import Vectors, title_vectors
from services.encoder.title_votes import TitleVotes
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import TitleCandidate

#: What the votes for the O*NET code of an ESCO occupation count beside those for itself, and how sure the lists are.
#: Measured by `bench/titles_abroad.py`: of several tried these find most.
_CODE, _LISTS = 0.3, 0.3

#: So many of those that are most like a title are offered though no list finds them.
_ADDED = 20

#: How sure, in percent, an occupation is that only the encoder finds. A judgement.
ADDED_CONFIDENCE = 5

#: So many titles are compared with all known ones at once.
_TOGETHER = 64

#: An occupation that was taken is doubtful where so many others are more like the title.
FIRST = 10


class TitleOrder:
    """Orders candidates by the votes of all English titles, and adds those that no list finds."""

    def __init__(
        self,
        encoder: Vectors,
        known: Occupations,
        folder: Path,
        begin: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Take what makes vectors, the occupations, and the folder that keeps the vectors of their titles.

        `begin` is told how many vectors have to be made first, where they are not kept yet.
        """
        self._encoder = encoder
        self._known = known
        by_code, by_esco = list(known.titles_of_codes()), list(known.titles_of_esco())
        vectors = title_vectors(encoder, [title for title, _ in (*by_code, *by_esco)], folder, begin)
        self._codes = TitleVotes(vectors[: len(by_code)], [codes for _, codes in by_code])
        self._esco = TitleVotes(vectors[len(by_code) :], [addresses for _, addresses in by_esco]) if by_esco else None

    def ordered(self, asked: Sequence[tuple[str, Sequence[TitleCandidate]]]) -> Iterator[tuple[TitleCandidate, ...]]:
        """Yield for each English title what it may mean, what is most like it first.

        That is the candidates that come with the title, and a few beside them. Many titles at once take a fraction of
        the time that each would take alone.
        """
        vectors = self._encoder.vectors([title for title, _ in asked])
        for at in range(0, len(asked), _TOGETHER):
            part = vectors[at : at + _TOGETHER]
            by_code, by_esco = self._codes.scores(part), self._esco.scores(part) if self._esco else repeat(None)
            for (_, candidates), codes, esco in zip(asked[at : at + _TOGETHER], by_code, by_esco, strict=False):
                yield self._ranked(candidates, codes, esco)

    def _ranked(self, candidates: Sequence[TitleCandidate], codes: Any, esco: Any) -> tuple[TitleCandidate, ...]:
        """Return what a title may mean, by the scores that its vector has for O*NET codes and for ESCO's addresses."""
        offered = [*candidates, *self._beside(candidates, codes, esco)]
        scores = [self._score(each, codes, esco) for each in offered]
        ranked = sorted(range(len(offered)), key=lambda number: (-scores[number], number))
        return tuple(offered[number] for number in ranked)

    def _beside(self, candidates: Sequence[TitleCandidate], codes: Any, esco: Any) -> list[TitleCandidate]:
        """Return the occupations most like the title that are no candidates yet."""
        there = {each.esco for each in candidates} | {each.occupation.code for each in candidates if each.occupation}
        likeliest = [*(self._esco.first(esco, _ADDED) if self._esco else ()), *self._codes.first(codes, _ADDED)]
        added = {each: self._known.candidate(each, ADDED_CONFIDENCE) for each in likeliest if each not in there}
        return list(
            {each.esco or name: each for name, each in added.items() if each.esco not in there - {None}}.values()
        )

    def _score(self, candidate: TitleCandidate, codes: Any, esco: Any) -> float:
        by_code = self._codes.score(codes, candidate.occupation.code) if candidate.occupation else 0.0
        lists = _LISTS * candidate.confidence / 100
        if candidate.esco is None or self._esco is None:
            return by_code + lists
        return self._esco.score(esco, candidate.esco) + _CODE * by_code + lists


def taken_first(code: str | None, ordered: Sequence[TitleCandidate]) -> tuple[TitleCandidate, ...]:
    """Return the candidates with the first of those of the code that a title was taken for, if for any, before all."""
    taken = next((each for each in ordered if each.occupation and each.occupation.code == code), None)
    return tuple(ordered) if taken is None else (taken, *(each for each in ordered if each is not taken))


def is_doubtful(code: str, ordered: Sequence[TitleCandidate]) -> bool:
    """Say whether the occupation that was taken is none of those that are most like its title."""
    return all(each.occupation is None or each.occupation.code != code for each in ordered[:FIRST])
