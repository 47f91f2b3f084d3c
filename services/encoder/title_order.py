"""Which of the occupations offered for a title are most like it in meaning, and is the one taken among them?

The order alone is the encoder's: what is offered, and what is taken, lists and rules have said before.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from services.recommender.knowledge.occupations.resolution import TitleCandidate

#: Titles of an occupation that are so much alike have a vote of so much at a power of their likeness; how sure the
#: lists are counts so much beside. Measured by `bench/titles_abroad.py`: of several tried these find most.
_VOTING, _VOTE, _POWER = 0.5, 0.15, 8
_SURE, _PLACE = 0.3, 0.1

#: An occupation that was taken is doubtful where so many others are more like the title.
FIRST = 10


class Likeness(Protocol):
    """Tells how alike texts are; the sentence encoder does, or a stand-in."""

    def likeness(self, text: str, others: Sequence[str]) -> list[float]: ...


class TitleOrder:
    """Orders candidates by an encoder, by all the English titles that each goes by."""

    def __init__(self, encoder: Likeness, titles_of: Callable[[TitleCandidate], Sequence[str]]) -> None:
        self._encoder = encoder
        self._titles_of = titles_of

    def ordered(self, title: str, candidates: Sequence[TitleCandidate]) -> tuple[TitleCandidate, ...]:
        """Return the candidates of an English title, those most like it first."""
        scores = [self._score(title, place, each) for place, each in enumerate(candidates)]
        ranked = sorted(range(len(candidates)), key=lambda number: (-scores[number], number))
        return tuple(candidates[number] for number in ranked)

    def _score(self, title: str, place: int, candidate: TitleCandidate) -> float:
        alike = self._encoder.likeness(title, self._titles_of(candidate))
        votes = _VOTE * sum(each**_POWER for each in alike if each > _VOTING)
        return max(alike) + votes + _SURE * candidate.confidence / 100 + _PLACE / (place + 1)


def is_doubtful(code: str, ordered: Sequence[TitleCandidate]) -> bool:
    """Say whether the occupation that was taken is none of those that are most like its title."""
    return all(each.occupation is None or each.occupation.code != code for each in ordered[:FIRST])
