"""Which titles mostly mean one occupation in a language or a country, though lists have them otherwise or not?"""

from collections.abc import Mapping

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.names.job_titles.gender_forms import forms_of

EVERYDAY_FILE = "titles/common.csv"

#: `where` is a language (ISO 639-1), or the countries (ISO 3166-1) in whose English the title means that.
EVERYDAY_COLUMNS = ("where", "title", "code")


class EverydayTitles:
    """The O*NET code that a title mostly means, by a language or a country and the title's folded form."""

    def __init__(self, codes: Mapping[tuple[str, str], str]) -> None:
        self._codes = codes

    def code(self, title: str, where: str | None) -> str | None:
        """Return the code that all of `title` mostly means in a language or country; None where none is listed."""
        if where is None:
            return None
        forms = forms_of(title)
        found = (self._codes.get((where, form)) for form in (forms.whole, *forms.genders))
        return next((code for code in found if code), None)


def read_everyday_titles(files: DataFiles, known: frozenset[str]) -> EverydayTitles:
    """Read the titles; raise DataFileError at a line with a code that is not `known`, or that is there twice."""
    codes: dict[tuple[str, str], str] = {}
    for place, (where, title, code) in files.csv_rows(EVERYDAY_FILE, EVERYDAY_COLUMNS):
        if code not in known:
            raise DataFileError(f"{place}: {code} is no O*NET-SOC code")
        for each in where.split():
            if codes.setdefault((each, forms_of(title).whole), code) != code:
                raise DataFileError(f"{place}: {title!r} has another code in {each} already")
    return EverydayTitles(codes)
