"""Which occupations are most like an English title in meaning and in words? The order where an encoder is installed.

The order is the encoder's, and some of what is offered; what is taken, lists and rules have said before.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from services.encoder.offering import ADDED_CONFIDENCE, spread, together
from services.encoder.title_vectors import Vectors, title_vectors
from services.encoder.title_votes import TitleVotes
from services.encoder.word_likeness import InWords
from services.encoder.word_order import WordOrder
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import TitleCandidate

#: What counts beside how like in meaning the titles of an O*NET code are: the same of its ESCO occupation, what
#: vacancies with such titles were given, how like both are in words, and what vacancies with such words were given.
#: Chosen, as those below, on titles that no figure in docs/occupations.md is of.
_ESCO, _VACANCIES, _WORDS, _VACANCIES_BY_WORDS = 0.2, 0.8, 0.5, 0.25

#: What the ESCO occupation counts beside its code in words: less than where words are all that is known.
_ESCO_BY_WORDS = 0.3

#: Vacancies count less, at this power, the less like a title they are than the nearest of the lists' titles; a vote of
#: theirs is the likeness at the power of four times _FOURTHS.
_FARTHER, _FOURTHS = 16, 3

#: What stands in for how like the ESCO occupation of a code is that has none, as a part of the likest one's, and for
#: how like the code of an ESCO occupation is that has none.
_NO_ESCO, _NO_CODE = 0.8, 0.95

#: So many of those that are most like a title are offered though no list finds them.
_ADDED = 20

#: So many titles are compared with all known ones at once.
_TOGETHER = 64


class TitleOrder:
    """Orders candidates by all English titles and by titles of vacancies, and adds those that no list finds."""

    #: So many titles are best given at once: what is alike to each of more would be looked up anew to order them.
    at_once = 64

    def __init__(
        self,
        encoder: Vectors,
        known: Occupations,
        vacancies: Sequence[tuple[str, Sequence[str]]],
        folder: Path,
        begin: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Take what makes vectors, the occupations, titles of vacancies with what they mean, and a folder for vectors.

        `begin` is told how many vectors have to be made first, where they are not kept yet.
        """
        self._encoder = encoder
        self._numpy = import_module("numpy")
        self._words = WordOrder(known, vacancies)
        codes, esco = list(known.titles_of_codes()), list(known.titles_of_esco())
        self._codes = TitleVotes(title_vectors(encoder, _titles(codes), folder, begin), _meant(codes))
        self._esco = self._vacancies = None
        if esco:
            self._esco = TitleVotes(title_vectors(encoder, _titles(esco), folder, begin), _meant(esco))
        if esco and vacancies:
            vectors = title_vectors(encoder, _titles(vacancies), folder, begin)
            self._vacancies = TitleVotes(vectors, _meant(vacancies), _FOURTHS)
        self._all = _all_of(known, self._esco.occupations if self._esco else (), self._codes.occupations)
        self._columns_of_all = self._columns(self._all)

    def ordered(self, asked: Sequence[tuple[str, Sequence[TitleCandidate]]]) -> Iterator[tuple[TitleCandidate, ...]]:
        """Yield for each English title what it may mean, what is most like it first.

        That is the candidates that come with the title, and a few beside them. Many titles at once take a fraction of
        the time that each would take alone.
        """
        vectors = self._encoder.vectors([title for title, _ in asked])
        for at in range(0, len(asked), _TOGETHER):
            rows = self._rows(vectors[at : at + _TOGETHER])
            scores = self._scores(rows, self._columns_of_all)
            most = min(_ADDED, scores.shape[1])
            likeliest = self._numpy.argpartition(-scores, most - 1)[:, :most]
            for number, (title, candidates) in enumerate(asked[at : at + _TOGETHER]):
                alike = self._words.alike(title)
                beside = [self._all[column] for column in sorted(likeliest[number].tolist())]
                offered = together(candidates, [*beside, *self._words.beside(alike)])
                yield self._ranked(offered, [each[number] for each in rows], alike)

    def _ranked(
        self, offered: Sequence[TitleCandidate], rows: Sequence[Any], alike: InWords
    ) -> tuple[TitleCandidate, ...]:
        in_words = (
            _WORDS * alike.to(each, _ESCO_BY_WORDS) + _VACANCIES_BY_WORDS * alike.vacancies(each) for each in offered
        )
        scores = self._scores(rows, self._columns(offered)) + self._numpy.fromiter(in_words, "float64")
        return spread([offered[number] for number in self._numpy.argsort(-scores, kind="stable").tolist()])

    def _rows(self, vectors: Any) -> tuple[Any, Any, Any]:
        """Return how like each title is to O*NET's codes and to ESCO's occupations, and what vacancies add to these."""
        codes = self._codes.compared(vectors)
        none = self._numpy.zeros((len(vectors), 1), dtype="float32")
        if self._esco is None:
            return codes.scores, none, none
        esco = self._esco.compared(vectors)
        given = self._numpy.zeros_like(esco.scores)
        if self._vacancies is not None:
            found = self._vacancies.compared(vectors)
            listed = self._numpy.maximum(self._numpy.maximum(codes.nearest, esco.nearest), 1e-9)
            near = self._numpy.clip(found.nearest / listed, 0.0, 1.0) ** _FARTHER
            columns = [self._esco.column(each) for each in self._vacancies.occupations]
            given[:, columns] = _VACANCIES * found.shares * near[:, None]
        return codes.scores, esco.scores, given

    def _scores(self, rows: Sequence[Any], columns: tuple[Any, Any]) -> Any:
        """Return the scores of occupations, by their columns, that one title's rows or many titles' say."""
        (codes, esco, given), (of_code, of_esco) = rows, columns
        where = self._numpy.where
        by_esco = where(of_esco < 0, _NO_ESCO * esco.max(axis=-1, keepdims=True), esco[..., of_esco])
        by_code = where(of_code < 0, _NO_CODE * by_esco, codes[..., of_code])
        return by_code + _ESCO * by_esco + where(of_esco < 0, 0.0, given[..., of_esco])

    def _columns(self, candidates: Sequence[TitleCandidate]) -> tuple[Any, Any]:
        """Return in which columns the code and the ESCO occupation of each candidate are; -1 for none."""
        codes = [self._codes.column(each.occupation.code if each.occupation else None) for each in candidates]
        esco = [self._esco.column(each.esco) if self._esco else -1 for each in candidates]
        return self._numpy.array(codes, dtype="int64"), self._numpy.array(esco, dtype="int64")


def _titles(known: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    return [title for title, _ in known]


def _meant(known: Sequence[tuple[str, Sequence[str]]]) -> list[Sequence[str]]:
    return [those for _, those in known]


def _all_of(known: Occupations, addresses: Sequence[str], codes: Sequence[str]) -> tuple[TitleCandidate, ...]:
    """Return every occupation of ESCO as a candidate, and those of O*NET that none of them means first."""
    of_esco = [known.candidate(each, ADDED_CONFIDENCE) for each in addresses]
    meant = {each.occupation.code for each in of_esco if each.occupation}
    others = [known.get(each) for each in codes if each not in meant]
    alone = [
        TitleCandidate(occupation=each, esco=None, title=each.title, confidence=ADDED_CONFIDENCE)
        for each in others
        if each is not None
    ]
    return (*of_esco, *alone)
