"""Which titles mostly mean one occupation in a language or a country, though lists have them otherwise or not?"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.languages.how_often import EVERYDAY_ABROAD, EVERYDAY_ENGLISH
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import MatchedBy, Resolution, Resolved, TitleCandidate
from services.recommender.names.job_titles.additions import plainer_titles, says_as_much
from services.recommender.names.job_titles.gender_forms import forms_of
from services.recommender.names.job_titles.other_gender import other_genders

EVERYDAY_FILE = "titles/common.csv"

#: `where` is a language (ISO 639-1), or the countries (ISO 3166-1) in whose English the title means that.
EVERYDAY_COLUMNS = ("where", "title", "code")


class EverydayTitles:
    """The O*NET code that a title mostly means, by a language or a country and the title's folded form.

    Titles of a place are folded when the first of them is asked for: most processes need those of a place or two.
    """

    def __init__(self, titles: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Take, for each language or country, titles with their codes; of one that is there twice the first counts."""
        self._titles = titles
        self._folded = cache(self._fold)

    def code(self, title: str, where: str | None) -> str | None:
        """Return the code that all of `title` mostly means in a language or country; None where none is listed."""
        if where is None or where not in self._titles:
            return None
        codes = self._folded(where)
        forms = forms_of(title)
        found = (codes.get(form) for form in (forms.whole, *forms.genders, *other_genders(forms.whole, where)))
        return next((code for code in found if code), None)

    def _fold(self, where: str) -> Mapping[str, str]:
        return {forms_of(title).whole: code for title, code in reversed(self._titles[where])}


def everyday_meaning(
    titles: EverydayTitles, occupations: Mapping[str, Occupation], text: str, language: str, where: str | None
) -> Resolved | None:
    """Return what a title, or what is left of it without additions, mostly means in a language or a country."""
    whole, shortened = EVERYDAY_ENGLISH if language == ENGLISH else EVERYDAY_ABROAD
    for plainer in plainer_titles(text, language):
        if code := titles.code(plainer, where):
            return Resolved(
                occupation=occupations[code],
                matched_by=MatchedBy.COMMON_TITLE,
                matched_title=plainer,
                confidence=whole if says_as_much(plainer, text, language) else shortened,
                language=language,
            )
    return None


def goes_first(
    everyday: Resolved, found: Resolution, text: str, listed: Callable[[], Sequence[TitleCandidate]]
) -> bool:
    """Say whether what a title or a part of it mostly means goes before what was `found` by lists or is `listed` first.

    "Vendeur" is a salesperson, and who sells lottery tickets has a title of their own.
    """
    if says_as_much(everyday.matched_title, text, everyday.language or ""):
        return True
    if isinstance(found, Resolved):
        return found.confidence <= everyday.confidence
    others = (each.confidence for each in listed()[:1] if each.occupation != everyday.occupation)
    return max(others, default=0) <= everyday.confidence


def read_everyday_titles(files: DataFiles, known: frozenset[str]) -> EverydayTitles:
    """Read the titles; raise DataFileError at a line with a code that is not `known`."""
    titles: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, (where, title, code) in files.csv_rows(EVERYDAY_FILE, EVERYDAY_COLUMNS):
        if code not in known:
            raise DataFileError(f"{place}: {code} is no O*NET-SOC code")
        for each in where.split():
            titles[each].append((title, code))
    return EverydayTitles(titles)
