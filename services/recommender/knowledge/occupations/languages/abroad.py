"""What does a title in any of nine languages mean? Tells the language, reads the title, and says how sure that is."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.job_titles.titles import TitleIndex
from services.recommender.knowledge.occupations.languages.elsewhere import AMERICAN, NEAREST, meaning_elsewhere
from services.recommender.knowledge.occupations.languages.english import BothLists
from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH, EnglishMeanings
from services.recommender.knowledge.occupations.languages.esco import read_esco
from services.recommender.knowledge.occupations.languages.everyday import (
    EverydayTitles,
    everyday_meaning,
    goes_first,
    read_everyday_titles,
)
from services.recommender.knowledge.occupations.languages.foreign_titles import ForeignReading, ForeignTitles
from services.recommender.knowledge.occupations.languages.guessing import (
    LANGUAGES,
    LanguageGuess,
    languages_of,
    read_guess,
)
from services.recommender.knowledge.occupations.languages.labels import LABEL_COLUMNS, Labels, label_file
from services.recommender.knowledge.occupations.languages.main_code import is_disputed, is_what_is_left, main_code
from services.recommender.knowledge.occupations.languages.national_titles import NationalTitles, read_national_titles
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import (
    Ambiguous,
    MatchedBy,
    Resolution,
    Resolved,
    TitleCandidate,
    TitleHit,
    Unknown,
)
from services.recommender.names.job_titles.additions import is_only_a_place, plainer_titles, says_as_much
from services.recommender.names.job_titles.composites import parts_of

#: How sure, in percent, a title in another language must be to be taken; below it, its meanings are offered.
SURE_ENOUGH = 80

#: A title whose best meaning is less likely than this, in percent, is not known, and what it may mean only suggested.
LIKELY = 50

#: How many meanings are offered.
OFFERED = 5


class TitlesAbroad:
    """The titles of all languages but the English of O*NET, and what tells a title's language. Immutable once built."""

    def __init__(
        self,
        titles: ForeignTitles,
        guess: LanguageGuess,
        everyday: EverydayTitles,
        national: NationalTitles,
        likeliest: Callable[[str], Iterable[TitleHit]],
        occupations: Mapping[str, Occupation],
    ) -> None:
        """Take what the languages list, what tells one, what titles mostly mean, and the O*NET occupations by code.

        `national` are the titles of classifications of English-speaking countries; `likeliest` finds occupations by the
        words of their English titles.
        """
        self._by_code = occupations
        self._titles = self.foreign = titles
        self._both = BothLists(titles.occupations, lambda: titles.labels(ENGLISH))
        self.english_titles = self._both.titles
        self.alike_in_letters = partial(self._both.by_address, lambda text: titles.alike(text, ENGLISH))
        self._guess = guess
        self._everyday = everyday
        self.everyday_meaning = partial(everyday_meaning, everyday, occupations)
        self.english_meaning = EnglishMeanings(
            lambda text: self.taken(text, titles.listed(text, ENGLISH)), national, likeliest, occupations
        ).meaning

    def language_of(
        self, text: str, *, language: str | None, country: str | None, in_english: Callable[[], bool]
    ) -> str:
        """Return the language to read `text` in: the one given, or the one that it seems to be in.

        A list that has all of it as a title decides, then `in_english` (whether O*NET lists it), then its letters.
        Where a country is given, only its languages and English are thought of.
        """
        if language in self._titles.languages:
            return language or ENGLISH
        among = [each for each in languages_of(country) or LANGUAGES if each != ENGLISH]
        at_home = country is not None and ENGLISH not in languages_of(country)
        if not at_home and (in_english() or (country and self._everyday.code(text, NEAREST))):
            return ENGLISH
        listing = [each for each in among if self._lists(text, each)]
        if listing:
            return self._guess.likeliest(text, listing)[0]
        if at_home and in_english():
            return ENGLISH
        return self._guess.likeliest(text, [ENGLISH, *among])[0]

    def likely_languages(self, text: str) -> tuple[str, ...]:
        """Return the languages that `text` may be in by its letters, the likeliest first."""
        return self._guess.likeliest(text)

    def _lists(self, text: str, language: str) -> bool:
        """Say whether a title, what is left of it without additions, or a part of it is listed in a language."""
        if self._titles.lists(text, language, surely=True):
            return True
        return any(self._everyday.code(each, language) for each in (*plainer_titles(text, language), *parts_of(text)))

    def words_of(self, language: str) -> frozenset[str]:
        """Return the folded words of a language's titles."""
        return self._titles.labels(language).words

    def resolve(self, text: str, language: str, country: str | None = None) -> Resolution:
        """Return what a title in a language means: taken where it is sure enough, else what it may mean."""
        found = self.labelled(text, language)
        for where in dict.fromkeys((country, language)):
            everyday = self.everyday_meaning(text, language, where)
            if everyday and goes_first(everyday, found, text, lambda: self._listed(text, language)):
                return found if where == language and _is_same(everyday, found) else everyday
        return found

    def labelled(self, text: str, language: str) -> Resolution:
        """Return what a title means by ESCO's labels and national titles alone."""
        reading = self._titles.read(text, language)
        codes = reading.codes()
        if taken := self.taken(text, reading):
            return taken
        offered = tuple(self._by_code[code] for code in list(codes)[:OFFERED])
        if codes and (reading.listed or next(iter(codes.values())).confidence >= LIKELY):
            return Ambiguous(candidates=offered, language=language)
        return Unknown(suggestions=offered, language=language)

    def taken(self, text: str, reading: ForeignReading) -> Resolved | None:
        """Return the one occupation of a reading that is sure enough, except of a mere place in an organisation."""
        code, confidence = reading.sure_code() or ("", 0)
        if confidence < SURE_ENOUGH or is_only_a_place(text, reading.language):
            return None
        best = reading.codes()[code]
        return Resolved(
            occupation=self._by_code[code],
            matched_by=MatchedBy.LABEL,
            matched_title=best.title,
            confidence=confidence,
            language=reading.language,
            esco=best.esco.address,
        )

    def elsewhere(self, text: str, country: str | None, read: Callable[[str], Resolution]) -> Resolved | None:
        """Return what an English title that no list has means outside of the United States; `read` reads a part."""
        return None if country in AMERICAN else meaning_elsewhere(text, self.everyday_meaning, read)

    def english_candidates(self, text: str, hits: Iterable[TitleHit]) -> tuple[TitleCandidate, ...]:
        """Return what an English title may mean, the likeliest first; `hits` are what O*NET's titles say."""
        alike = self._titles.alike(text, ENGLISH)
        codes_of = {number: self._titles.codes_of(number) for number in alike}
        return self._both.together(hits, alike, codes_of, self._by_code)

    def english_candidate(self, address: str, confidence: int) -> TitleCandidate | None:
        """Return as a candidate what has an address of ESCO, or what a code is surest matched to; None for neither."""
        esco = self._both.at(address)
        if esco is None:
            return None
        codes = (address,) if address in self._by_code else self._titles.codes_meant_by(esco)
        occupation = self._by_code[codes[0]] if codes else None
        return TitleCandidate(occupation=occupation, esco=esco.address, title=esco.title, confidence=confidence)

    def candidates(self, text: str, language: str) -> tuple[TitleCandidate, ...]:
        """Return the ESCO occupations that a title in a language may mean, the likeliest first.

        What a title mostly means by the list that is kept by hand comes first.
        """
        found = self._listed(text, language)
        everyday = self.everyday_meaning(text, language, language)
        if everyday is None or not says_as_much(everyday.matched_title, text, language):
            return found
        esco = self._both.surest(everyday.occupation.code)
        first = TitleCandidate(
            occupation=everyday.occupation,
            esco=esco.address if esco else None,
            title=everyday.matched_title,
            confidence=everyday.confidence,
        )
        same = [each for each in found if each.occupation == everyday.occupation]
        others = [each for each in found if each.occupation != everyday.occupation]
        return (*(same or [first]), *others)

    def _listed(self, text: str, language: str) -> tuple[TitleCandidate, ...]:
        return tuple(
            TitleCandidate(
                occupation=self._by_code[meaning.codes[0]] if meaning.codes else None,
                esco=meaning.esco.address,
                title=meaning.title,
                confidence=meaning.confidence,
            )
            for meaning in self._titles.read(text, language).meanings
        )

    def search(self, text: str, language: str) -> tuple[TitleHit, ...]:
        """Return the occupations that a title in a language may mean, the likeliest first."""
        reading = self._titles.read(text, language)
        how = MatchedBy.LABEL if reading.listed else MatchedBy.FUZZY
        return tuple(
            TitleHit(
                occupation=self._by_code[code],
                matched_title=meaning.title,
                matched_by=how,
                confidence=meaning.confidence,
                esco=meaning.esco.address,
            )
            for code, meaning in reading.codes().items()
        )


def read_titles_abroad(
    files: DataFiles,
    occupations: Mapping[str, Occupation],
    titles: TitleIndex,
    likeliest: Callable[[str], Iterable[TitleHit]],
    instead: Mapping[str, Callable[[], Labels]],
) -> TitlesAbroad:
    """Read what is needed at once; a language's titles are read when the first of them is asked for.

    `occupations` are those of O*NET by code, `titles` O*NET's titles, `likeliest` finds occupations by the words of
    their titles; `instead` are titles to use in place of a language's. Raises DataFileError.
    """
    codes = frozenset(occupations)
    everyday = read_everyday_titles(files, codes)
    labels = {each: _reader(files.later(label_file(each), LABEL_COLUMNS), each) for each in LANGUAGES}
    foreign = ForeignTitles(
        read_esco(files, codes),
        {**labels, **instead},
        lambda esco: main_code(esco, titles),
        cache(lambda esco: is_what_is_left(esco, occupations) or is_disputed(esco, titles, likeliest)),
    )
    national = read_national_titles(files, codes)
    return TitlesAbroad(foreign, read_guess(files), everyday, national, likeliest, occupations)


def _reader(text: Callable[[], str], language: str) -> Callable[[], Labels]:
    return cache(lambda: Labels(language, text()))


def _is_same(everyday: Resolved, found: Resolution) -> bool:
    return isinstance(found, Resolved) and found.occupation == everyday.occupation
