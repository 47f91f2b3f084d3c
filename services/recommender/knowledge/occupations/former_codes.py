"""Which occupation of today had this code in O*NET-SOC 2010? Reads the table that tools/build_data derives."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles

FORMER_FILE = "occupations/codes_2010.tsv"

#: An O*NET-SOC 2010 code that O*NET-SOC 2019 has not, its title, the code of today (empty where none can be derived),
#: and on what basis.
FORMER_COLUMNS = ("code_2010", "title", "code", "basis")


@dataclass(frozen=True, kw_only=True)
class FormerCode:
    """A code of 2010; `now` is the code of today, or None where none can be derived honestly."""

    title: str
    now: str | None


@dataclass(frozen=True, kw_only=True)
class OccupationCodes:
    """The codes of today, and what became of those of 2010."""

    today: Collection[str]
    former: Mapping[str, FormerCode]

    def of_today(self, code: str) -> str | None:
        """Return the code of today of the occupation with the code `code` of 2010 or 2019; None where it has none."""
        if code in self.today:
            return code
        former = self.former.get(code)
        return former.now if former is not None else None


def read_former_codes(files: DataFiles, known: Container[str]) -> Mapping[str, FormerCode]:
    """Return the former codes; raise DataFileError where one leads to a code that is not `known`."""
    former = {}
    for place, (code, title, now, _) in files.rows(FORMER_FILE, FORMER_COLUMNS):
        if now and now not in known:
            raise DataFileError(f"{place}: {now} is no O*NET-SOC code of today; build the file with `make data`")
        former[code] = FormerCode(title=title, now=now or None)
    return former
