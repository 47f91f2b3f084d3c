"""What does a title mean that only the classification of an English-speaking country lists? One row per title."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles

NATIONAL_FILE = "titles/national_en.tsv.gz"

#: Its columns: the folded title, the countries (ISO 3166-1) in whose English it is read, parted by spaces, the title as
#: it is listed, the O*NET code it means, and how surely: a NationalGrade. Rows are sorted.
NATIONAL_COLUMNS = ("key", "where", "title", "code", "grade")


class NationalGrade(StrEnum):
    """Why a title is thought to mean the occupation whose titles are most like it: what its group holds.

    Most of the group's other titles mean it, or none of them is known and the group's crosswalk leads to it.
    """

    MOSTLY = "m"
    CROSSED = "c"


#: How often, in percent, each is right. Measured by `bench/national_titles.py` on titles that are read without the
#: classification, rounded down.
RIGHT = {NationalGrade.MOSTLY: 86, NationalGrade.CROSSED: 82}


@dataclass(frozen=True, kw_only=True)
class NationalMeaning:
    """The O*NET code that a national title means, the title as it is listed, and how sure that is, in percent."""

    code: str
    title: str
    confidence: int


class NationalTitles:
    """The titles of national classifications by country. Immutable once built."""

    def __init__(self, rows: Mapping[str, Mapping[str, NationalMeaning]]) -> None:
        """Take, by country and folded title, what it means."""
        self._rows = rows

    def meaning(self, key: str, country: str | None) -> NationalMeaning | None:
        """Return what a folded title means in a country; None where its classification is not known or lacks it."""
        return self._rows.get(country or "", {}).get(key)


def read_national_titles(files: DataFiles, known: frozenset[str]) -> NationalTitles:
    """Read the titles; raise DataFileError at a line with a code that is not `known`, or with another grade."""
    rows: defaultdict[str, dict[str, NationalMeaning]] = defaultdict(dict)
    for place, (key, where, title, code, grade) in files.rows(NATIONAL_FILE, NATIONAL_COLUMNS):
        if code not in known:
            raise DataFileError(f"{place}: {code} is no O*NET-SOC code")
        if grade not in RIGHT:
            raise DataFileError(f"{place}: the grade {grade!r} must be one of {', '.join(RIGHT)}")
        meaning = NationalMeaning(code=code, title=title, confidence=RIGHT[NationalGrade(grade)])
        for country in where.split():
            rows[country].setdefault(key, meaning)
    return NationalTitles(rows)
