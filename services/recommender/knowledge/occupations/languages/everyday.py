"""Which titles mostly mean one occupation in a language or a country, though lists have them otherwise or not?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
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


def read_everyday_titles(files: DataFiles, known: frozenset[str]) -> EverydayTitles:
    """Read the titles; raise DataFileError at a line with a code that is not `known`."""
    titles: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, (where, title, code) in files.csv_rows(EVERYDAY_FILE, EVERYDAY_COLUMNS):
        if code not in known:
            raise DataFileError(f"{place}: {code} is no O*NET-SOC code")
        for each in where.split():
            titles[each].append((title, code))
    return EverydayTitles(titles)
