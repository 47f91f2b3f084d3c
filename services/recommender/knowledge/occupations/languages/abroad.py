"""What does a title in any of nine languages mean? Tells the language, reads the title, and says how sure that is."""

from collections.abc import Callable, Mapping
from functools import cache

from babel.languages import get_official_languages

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.languages.esco import EscoOccupation, read_esco
from services.recommender.knowledge.occupations.languages.everyday import EverydayTitles, read_everyday_titles
from services.recommender.knowledge.occupations.languages.foreign_titles import ForeignTitles
from services.recommender.knowledge.occupations.languages.guessing import LANGUAGES, LanguageGuess, read_guess
from services.recommender.knowledge.occupations.languages.labels import LABEL_COLUMNS, Labels, label_file
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
from services.recommender.names.job_titles.additions import plainer_titles

ENGLISH = "en"

#: How sure, in percent, a title is that is listed by hand as mostly meaning one occupation. A judgement.
EVERYDAY_CONFIDENCE = 85

#: How sure, in percent, a title in another language must be to be taken; below it, its meanings are offered.
SURE_ENOUGH = 80

#: A title whose best meaning is less likely than this, in percent, is not known, and what it may mean only suggested.
LIKELY = 50

#: How many meanings are offered.
OFFERED = 5


class TitlesAbroad:
    """The titles of all languages but the English of O*NET, and what tells a title's language. Immutable once built."""

    def __init__(self, titles: ForeignTitles, guess: LanguageGuess, everyday: EverydayTitles) -> None:
        self._titles = titles
        self._guess = guess
        self._everyday = everyday

    def language_of(
        self, text: str, *, language: str | None, country: str | None, in_english: Callable[[], bool]
    ) -> str:
        """Return the language to read `text` in: the one given, or the one that it seems to be in.

        A list that has all of it as a title decides, then `in_english` (whether O*NET lists it), then its letters.
        Where a country is given, only its languages and English are thought of.
        """
        if language in self._titles.languages:
            return language or ENGLISH
        among = [each for each in _languages_of(country) or LANGUAGES if each != ENGLISH]
        at_home = country is not None and ENGLISH not in _languages_of(country)
        if not at_home and in_english():
            return ENGLISH
        listing = [each for each in among if self._everyday.code(text, each) or self._titles.lists_whole(text, each)]
        if listing:
            return self._guess.likeliest(text, listing)[0]
        if at_home and in_english():
            return ENGLISH
        return self._guess.likeliest(text, [ENGLISH, *among])[0]

    def resolve(self, text: str, language: str, by_code: Mapping[str, Occupation]) -> Resolution:
        """Return what a title in a language means: taken where it is sure enough, else what it may mean."""
        if everyday := self.everyday_meaning(text, language, language, by_code):
            return everyday
        reading = self._titles.read(text, language)
        codes = reading.codes()
        code, confidence = reading.sure_code() or ("", 0)
        if confidence >= SURE_ENOUGH:
            best = codes[code]
            return Resolved(
                occupation=by_code[code],
                matched_by=MatchedBy.LABEL,
                matched_title=best.title,
                confidence=confidence,
                language=language,
                esco=best.esco.address,
            )
        offered = tuple(by_code[code] for code in list(codes)[:OFFERED])
        if codes and (reading.listed or next(iter(codes.values())).confidence >= LIKELY):
            return Ambiguous(candidates=offered, language=language)
        return Unknown(suggestions=offered, language=language)

    def everyday_meaning(
        self, text: str, language: str, where: str | None, by_code: Mapping[str, Occupation]
    ) -> Resolved | None:
        """Return what a title, or what is left of it without additions, mostly means in a language or a country."""
        for plainer in plainer_titles(text, language):
            if code := self._everyday.code(plainer, where):
                return Resolved(
                    occupation=by_code[code],
                    matched_by=MatchedBy.COMMON_TITLE,
                    matched_title=plainer,
                    confidence=EVERYDAY_CONFIDENCE,
                    language=language,
                )
        return None

    def candidates(self, text: str, language: str, by_code: Mapping[str, Occupation]) -> tuple[TitleCandidate, ...]:
        """Return the ESCO occupations that a title in a language may mean, the likeliest first."""
        return tuple(
            TitleCandidate(
                occupation=by_code[meaning.codes[0]] if meaning.codes else None,
                esco=meaning.esco.address,
                title=meaning.title,
                confidence=meaning.confidence,
            )
            for meaning in self._titles.read(text, language).meanings
        )

    def search(self, text: str, language: str, by_code: Mapping[str, Occupation]) -> tuple[TitleHit, ...]:
        """Return the occupations that a title in a language may mean, the likeliest first."""
        reading = self._titles.read(text, language)
        how = MatchedBy.LABEL if reading.listed else MatchedBy.FUZZY
        return tuple(
            TitleHit(
                occupation=by_code[code],
                matched_title=meaning.title,
                matched_by=how,
                confidence=meaning.confidence,
                esco=meaning.esco.address,
            )
            for code, meaning in reading.codes().items()
        )


@cache
def _languages_of(country: str | None) -> tuple[str, ...]:
    """Return the languages of a country (ISO 3166-1) that titles are known in; none of a country that is not known."""
    official = get_official_languages(country, de_facto=True) if country else ()
    return tuple(each for each in official if each in LANGUAGES)


def read_titles_abroad(
    files: DataFiles, codes: frozenset[str], main_code: Callable[[EscoOccupation], str | None]
) -> TitlesAbroad:
    """Read what is needed at once; a language's titles are read when the first of them is asked for.

    `codes` are the O*NET codes that are known; others are dropped. Raises DataFileError.
    """
    everyday = read_everyday_titles(files, codes)
    labels = {each: _reader(files.later(label_file(each), LABEL_COLUMNS), each) for each in LANGUAGES}
    return TitlesAbroad(ForeignTitles(read_esco(files, codes), labels, main_code), read_guess(files), everyday)


def _reader(text: Callable[[], str], language: str) -> Callable[[], Labels]:
    return cache(lambda: Labels(language, text()))
