"""What does an English title mean by O*NET's lists? Whole, shortened, mended, or by the words it shares with others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from services.recommender.knowledge.occupations.job_titles.title_likeness import Nearest, TitleWords
from services.recommender.knowledge.occupations.job_titles.titles import TitleIndex, TitleUse
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolved, TitleHit
from services.recommender.names.folding import fold
from services.recommender.names.job_titles.loose_titles import is_only_a_place, plausible, says_little
from services.recommender.names.job_titles.title_phrases import plainer

#: How many occupations are suggested for words that are no title.
SUGGESTIONS = 5

#: How sure, in percent, a title is that was found by mending its spelling or the order of its words. Measured by
#: `bench/titles.py` on titles with a slip in them, rounded down.
MENDED_CONFIDENCE = 95

#: How sure, in percent, a title is that O*NET lists for one occupation, but not as its own: lists are never complete,
#: and others may go by it too. Of 400 titles of vacancies and of classifications that were looked at by hand, 92 in 100
#: were the occupation.
LISTED_CONFIDENCE = 88

#: How sure, in percent, an occupation's own title can be at most beside words that were left out, as how senior. A
#: judgement.
SHORTENED_CONFIDENCE = 95

#: How sure, in percent, a title can be at most that only shares words with titles in use. Up to here the share of the
#: votes is about how often the first one is right; beyond, it says nothing more (`bench/titles.py`).
SHARED_WORDS_CONFIDENCE = 75

#: The codes of so many titles are remembered: common words are in thousands of titles.
REMEMBERED_ROWS = 16_384

#: So many of the other occupations are told that a title may mean.
MOST_OTHERS = 3

#: How sure, in percent, a title of several occupations is that `common_titles.csv` has one for: a title is listed only
#: where at least four of five who write it are thought to mean that one. A judgement; nobody measured it.
COMMON_CONFIDENCE = 80


class EnglishTitles:
    """O*NET's titles in use, and what they lead to. Immutable once built."""

    def __init__(
        self,
        occupations: Mapping[str, Occupation],
        titles: TitleIndex,
        common: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take the occupations by code, the titles in use, and the codes of folded titles that mostly mean one.

        Those titles mean several occupations, or are no title.
        """
        self._by_code = occupations
        self._titles = titles
        self._common = common
        self._words = TitleWords(titles.keys(), lru_cache(REMEMBERED_ROWS)(lambda row: titles.at(row).codes))

    def knows(self, text: str) -> bool:
        """Say whether `text`, or what is left of it without additions, is listed, or is a mere place."""
        return any(self._titles.find(key) or key in self._common or is_only_a_place(key) for key in plainer(text))

    def titles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every title with the codes that go by it."""
        return ((use.title, use.codes) for use in self._titles)

    def nearest(self, text: str) -> Iterator[TitleHit]:
        """Yield the occupations whose titles share words with `text`, most votes first."""
        for near in self.alike(text):
            yield TitleHit(
                occupation=self._by_code[near.code],
                matched_title=self._titles.at(near.row).title,
                matched_by=MatchedBy.FUZZY,
                confidence=min(near.share, SHARED_WORDS_CONFIDENCE),
            )

    def alike(self, text: str) -> tuple[Nearest, ...]:
        """Return the codes whose titles share words with `text`, its slips mended, most votes first."""
        return self._words.nearest(next(iter(self._words.readings(fold(text))), ""))

    def _of_use(self, use: TitleUse) -> Resolved | Ambiguous:
        code = use.own or (use.codes[0] if len(use.codes) == 1 else None)
        if code is None:
            return Ambiguous(candidates=tuple(self._by_code[code] for code in self._likeliest(use)))
        if code != use.own and self._is_loose(use.key, code):
            return self.loose(use.key)
        return Resolved(
            occupation=self._by_code[code],
            matched_by=_matched_by(use, code),
            matched_title=use.title,
            confidence=100 if code == use.own else LISTED_CONFIDENCE,
        )

    def loose(self, key: str) -> Ambiguous:
        """Return what a folded title that says too little may mean, by its words."""
        near = ((self._by_code[each.code], self._titles.at(each.row).title) for each in self._words.nearest(key))
        offered = islice((each for each, alike in near if plausible(key, each.title, alike)), SUGGESTIONS)
        return Ambiguous(candidates=tuple(offered), loose=True)

    def _is_loose(self, key: str, code: str) -> bool:
        def uses(words: frozenset[str]) -> Iterator[bool]:
            return (code in self._titles.at(row).codes for row in self._words.rows_with(words))

        return says_little(key, self._by_code[code].title, uses)

    def titled(self, text: str) -> Resolved | Ambiguous | None:
        """Return what `text` means as a title, whole, shortened or mended; None where it is none."""
        return self.listed(text) or self._mended(text)

    def knows_word(self, word: str) -> bool:
        """Say whether a folded word is in any title."""
        return self._words.knows(fold(word))

    def listed(self, text: str) -> Resolved | Ambiguous | None:
        """Return what `text` means as a title, whole or shortened; None where it is none."""
        for key in plainer(text):
            use = self._titles.find(key)
            found = self._of_use(use) if use else None
            if isinstance(found, Resolved):
                most = 100 if key == fold(text) else SHORTENED_CONFIDENCE
                return replace(found, confidence=min(found.confidence, most))
            if code := self._common.get(key):
                occupation, likeliest = self._by_code[code], self._likeliest(use) if use else []
                return Resolved(
                    occupation=occupation,
                    matched_by=MatchedBy.COMMON_TITLE,
                    matched_title=use.title if use else occupation.title,
                    confidence=COMMON_CONFIDENCE,
                    others=tuple(self._by_code[other] for other in likeliest if other != code)[:MOST_OTHERS],
                )
            if found:
                return found
        return None

    def _mended(self, text: str) -> Resolved | Ambiguous | None:
        """Return what `text` means with its spelling or the order of its words mended, where that makes it a title."""
        for key in plainer(text):
            for mended in self._words.readings(key):
                use = self._titles.find(mended)
                if use is None and (row := self._words.in_other_order(mended)) is not None:
                    use = self._titles.at(row)
                if use is not None:
                    found = self._of_use(use)
                    if isinstance(found, Ambiguous):
                        return found
                    return replace(
                        found, matched_by=MatchedBy.FUZZY, confidence=min(found.confidence, MENDED_CONFIDENCE)
                    )
        return None

    def _likeliest(self, use: TitleUse) -> list[str]:
        """Return the codes of `use`: the one it mostly means, then by how many titles like it they have."""
        mostly = self._common.get(use.key)
        votes = {near.code: near.share for near in self._words.nearest(use.key)}
        return sorted(
            use.codes,
            key=lambda code: (
                code != mostly,
                -votes.get(code, 0),
                not code.endswith(".00"),
                code not in use.reported,
                code,
            ),
        )


def _matched_by(use: TitleUse, code: str) -> MatchedBy:
    if code == use.own:
        return MatchedBy.TITLE
    return MatchedBy.ALTERNATE_TITLE if code in use.alternate else MatchedBy.REPORTED_TITLE
