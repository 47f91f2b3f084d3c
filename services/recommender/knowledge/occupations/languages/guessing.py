"""In which language is a title? By its runs of three letters, where nobody says and no list of one language has it."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import log

from babel.languages import get_official_languages

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.languages.trigrams import runs_of
from services.recommender.names.job_titles.gender_forms import forms_of

GUESS_FILE = "titles/runs.tsv"

#: The languages with titles, in the order of the file's columns after the first, the run of letters.
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "sv")
GUESS_COLUMNS = ("run", *LANGUAGES)

#: Texts whose sums are kept, those looked at last: as many as one profile may hold.
KEPT = 1_024

#: Counts in the file are per so many runs of the language.
PER = 100_000

#: What a run that a language has not, or that is in no table, is taken to count.
_UNSEEN = 0.5


class LanguageGuess:
    """How often each run of letters is seen in the titles of each language."""

    def __init__(self, counts: Mapping[str, tuple[int, ...]]) -> None:
        """Take, for each run, its count in each of LANGUAGES."""
        self._logs = {run: tuple(log(count + _UNSEEN) for count in those) for run, those in counts.items()}
        # A decision reads the same words for each question that it weighs, dozens of times.
        self._sums = lru_cache(KEPT)(self._summed)

    def likeliest(self, text: str, among: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
        """Return the languages `among` which `text` may be in, the likeliest first."""
        sums = self._sums(text)
        return tuple(sorted(among, key=lambda language: (-sums[LANGUAGES.index(language)], LANGUAGES.index(language))))

    def _summed(self, text: str) -> tuple[float, ...]:
        sums = [0.0] * len(LANGUAGES)
        for word in forms_of(text).whole.split():
            for run in sorted(runs_of(word)):
                for at, each in enumerate(self._logs.get(run, ())):
                    sums[at] += each
        return tuple(sums)


@cache
def languages_of(country: str | None) -> tuple[str, ...]:
    """Return the languages of a country (ISO 3166-1) that titles are known in; none of a country that is not known."""
    official = get_official_languages(country, de_facto=True) if country else ()
    return tuple(each for each in official if each in LANGUAGES)


def read_guess(files: DataFiles) -> LanguageGuess:
    """Read the table; raise DataFileError where it is absent or damaged."""
    counts: dict[str, tuple[int, ...]] = {}
    for place, (run, *cells) in files.rows(GUESS_FILE, GUESS_COLUMNS):
        if not all(cell.isascii() and cell.isdigit() for cell in cells):
            raise DataFileError(f"{place}: counts must be whole numbers")
        counts[run] = tuple(map(int, cells))
    return LanguageGuess(counts)
