"""What does a title mean by some list that has it? Nothing is compared, mended or turned round."""

from collections.abc import Mapping

from services.recommender.knowledge.occupations.job_titles.english_titles import EnglishTitles
from services.recommender.knowledge.occupations.languages.abroad import TitlesAbroad
from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.languages.guessing import languages_of
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved
from services.recommender.names.folding import fold
from services.recommender.names.job_titles.additions import says_as_much
from services.recommender.names.job_titles.loose_titles import is_only_a_place

Listed = Resolved | Ambiguous


class ListedTitles:
    """The titles of all lists together. Immutable once built."""

    def __init__(self, english: EnglishTitles, abroad: TitlesAbroad, occupations: Mapping[str, Occupation]) -> None:
        """Take O*NET's titles, those of the other lists, and the occupations by code."""
        self._english = english
        self._abroad = abroad
        self._by_code = occupations

    def meaning(self, text: str, language: str, country: str | None) -> Listed | None:
        """Return what a list says of `text` in a language, or in English where that is spoken; None where none has it.

        A title that says too little of the work is as good as none.
        """
        if language != ENGLISH and (found := self._in_language(text, language, country)):
            return found
        if language != ENGLISH and country is not None and ENGLISH not in languages_of(country):
            return None
        return self._in_english(text, country)

    def whole(self, text: str, language: str, country: str | None) -> bool:
        """Say whether a list has all of `text` that is about the work."""
        where = country if language == ENGLISH else language
        everyday = self._abroad.everyday_meaning(text, language, where)
        if everyday and says_as_much(everyday.matched_title, text, language):
            return True
        if language == ENGLISH and self._english.listed(text):
            return True
        return self._abroad.foreign.lists_all_of(text, language)

    def knows_word(self, word: str, language: str) -> bool:
        """Say whether a folded word is in any title of a language, or of English."""
        return self._english.knows_word(word) or any(
            self._abroad.foreign.knows_word(word, each) for each in dict.fromkeys((language, ENGLISH))
        )

    def _in_language(self, text: str, language: str, country: str | None) -> Listed | None:
        if local := self._abroad.everyday_meaning(text, language, country):
            return local
        everyday = self._abroad.everyday_meaning(text, language, language)
        found = self._by_label(text, language)
        if everyday is None or (isinstance(found, Resolved) and found.occupation == everyday.occupation):
            return found
        return everyday

    def _by_label(self, text: str, language: str) -> Listed | None:
        reading = self._abroad.foreign.listed(text, language)
        if taken := self._abroad.taken(text, reading):
            return taken
        offered = tuple(self._by_code[code] for code in reading.codes())
        return Ambiguous(candidates=offered, language=language) if offered else None

    def _in_english(self, text: str, country: str | None) -> Listed | None:
        if local := self._abroad.everyday_meaning(text, ENGLISH, country):
            return local
        found = self._english.listed(text)
        if not isinstance(found, Resolved) and is_only_a_place(fold(text)):
            return None
        meant = self._abroad.english_meaning(text, found, country)
        if not isinstance(meant, Resolved):
            meant = self._abroad.elsewhere(text, country, lambda _: meant or Ambiguous(candidates=())) or meant
        return meant if isinstance(meant, Resolved) or (isinstance(meant, Ambiguous) and not meant.loose) else None
