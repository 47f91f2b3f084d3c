"""How like are a title's words and letters to those of each occupation's known titles, and of vacancies' titles?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.encoder.occupation_runs import OccupationRuns
from services.recommender.knowledge.occupations.job_titles.title_likeness import TitleWords
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import TitleCandidate
from services.recommender.names.folding import fold

#: What counts for an O*NET occupation: its title with most words in common, its titles' share of the votes, and the
#: letters of all of them together. Chosen, as all that weighs here, on titles that no figure in docs/occupations.md is
#: of.
_NEAREST_ONE, _SHARE, _LETTERS = 0.8, 0.2, 1.0

#: What counts for an ESCO occupation: its label with most letters in common, and how much that counts beside the code.
_LABEL, _ESCO = 0.9, 0.6

#: What stands in for how like the ESCO occupation of a code is that has none, as a part of the likest one's, and for
#: how like the code of an ESCO occupation is that has none.
_NO_ESCO, _NO_CODE = 0.55, 0.95

#: Vacancies count less, at this power, the less like a title they are than the nearest of O*NET's titles.
_FARTHER = 4


@dataclass(frozen=True, kw_only=True)
class InWords:
    """How like one title is to occupations, by O*NET code or address of ESCO; what is not there is not like it.

    `given` is what the votes of vacancies count, by address.
    """

    codes: Mapping[str, float]
    esco: Mapping[str, float]
    given: Mapping[str, float]

    def to(self, candidate: TitleCandidate, esco: float = _ESCO) -> float:
        """Return how like the title is to a candidate by the lists' titles, from 0 to about 2.5.

        `esco` is what the ESCO occupation counts beside the code.
        """
        if candidate.esco:
            label = self.esco.get(candidate.esco, 0.0)
        else:
            label = _NO_ESCO * max(self.esco.values(), default=0.0)
        code = self.codes.get(candidate.occupation.code, 0.0) if candidate.occupation else _NO_CODE * label
        return code + esco * label

    def vacancies(self, candidate: TitleCandidate) -> float:
        """Return what the votes of vacancies count for a candidate, from 0 to 1."""
        return self.given.get(candidate.esco or "", 0.0)


class WordLikeness:
    """The words and letters of all English titles and of titles of vacancies. Immutable once built."""

    def __init__(self, known: Occupations, vacancies: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Take the occupations, and titles of vacancies with the addresses of ESCO that they mean."""
        self._known = known
        self._letters = OccupationRuns(known.titles_of_codes())
        addresses = [tuple(those) for _, those in vacancies]
        self._vacancies = TitleWords([fold(title) for title, _ in vacancies], addresses.__getitem__)

    def of(self, title: str) -> InWords:
        """Return how like a title is to the occupations that share words or letters with it."""
        codes = {code: _LETTERS * alike for code, alike in self._letters.alike(title).items()}
        in_words = self._known.alike_in_words(title)
        for near in in_words:
            alike = _NEAREST_ONE * near.likeness + _SHARE * near.share
            codes[near.code] = codes.get(near.code, 0.0) + alike / 100
        labels = {address: _LABEL * alike for address, alike in self._known.alike_in_letters(title).items()}
        listed = max((near.likeness for near in in_words), default=0)
        return InWords(codes=codes, esco=labels, given=self._given(title, listed))

    def _given(self, title: str, listed: int) -> Mapping[str, float]:
        """Return the share of each ESCO occupation in the votes of vacancies; `listed` is the lists' best likeness."""
        found = self._vacancies.nearest(next(iter(self._vacancies.readings(fold(title))), ""))
        nearest = max((each.likeness for each in found), default=0)
        near = min(1.0, nearest / max(listed, 1)) ** _FARTHER
        return {each.code: near * each.share / 100 for each in found}
