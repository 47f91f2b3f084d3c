"""Which O*NET occupations is an ESCO occupation? By the official crosswalk, the surest matches only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles

ESCO_FILE = "titles/occupations.tsv"

#: Its columns: the last part of ESCO's address, the preferred English label, and O*NET codes, each with a letter for
#: how it matches, parted by spaces: "13-1071.00e 11-3121.00n".
ESCO_COLUMNS = ("esco", "title", "codes")

#: Matches in the order of how much they say: the same, the ESCO occupation as a part of the O*NET one or close to it,
#: and the O*NET one as only a part.
_TIERS = ({"e"}, {"b", "c"}, {"n"})

MEANT_FILE = "titles/meant.csv"

#: Kept by hand: an ESCO occupation, its English label, the O*NET code that it means though the crosswalk matches it to
#: others or to none, and why.
MEANT_COLUMNS = ("esco", "title", "code", "why")

ADDRESS = "http://data.europa.eu/esco/occupation/"


@dataclass(frozen=True, kw_only=True)
class EscoOccupation:
    """An ESCO occupation: the last part of its address, its English label, and the O*NET codes it is surest matched to.

    `exact` says that the crosswalk has the one code as an exact match, `by_hand` that the code is not the crosswalk's,
    `close` that it is only close to all of the codes.
    """

    id: str
    title: str
    codes: tuple[str, ...]
    exact: bool
    by_hand: bool = False
    close: bool = False

    @property
    def address(self) -> str:
        """ESCO's address of the occupation."""
        return f"{ADDRESS}{self.id}"


def read_esco(files: DataFiles, known: frozenset[str]) -> tuple[EscoOccupation, ...]:
    """Read the occupations in the order of the file, to which the rows of titles refer by number.

    `known` are the O*NET codes there are.
    """
    meant = _read_meant(files, known)
    read = (_read(place, known, *cells) for place, cells in files.rows(ESCO_FILE, ESCO_COLUMNS))
    return tuple(
        replace(each, codes=(meant[each.id],), exact=False, by_hand=True, close=False) if each.id in meant else each
        for each in read
    )


def _read_meant(files: DataFiles, known: frozenset[str]) -> Mapping[str, str]:
    meant: dict[str, str] = {}
    for place, (esco, title, code, why) in files.csv_rows(MEANT_FILE, MEANT_COLUMNS):
        if code not in known:
            raise DataFileError(f"{place}: {code} is no O*NET-SOC code")
        if not why or meant.setdefault(esco, code) != code:
            raise DataFileError(f"{place}: say once, and why, which code {title!r} means")
    return meant


def _read(place: str, known: frozenset[str], esco: str, title: str, codes: str) -> EscoOccupation:
    matches = [(word[:-1], word[-1:]) for word in codes.split()]
    if any(letter not in "ebcn" for _, letter in matches):
        raise DataFileError(f"{place}: each code must end in e, b, c or n for how it matches")
    if strange := [code for code, _ in matches if code not in known]:
        raise DataFileError(f"{place}: {', '.join(strange)} is no O*NET-SOC code")
    tiers = (tuple(sorted(code for code, letter in matches if letter in tier)) for tier in _TIERS)
    surest = next((tier for tier in tiers if tier), ())
    return EscoOccupation(
        id=esco,
        title=title,
        codes=surest,
        exact=len(surest) == 1 and (surest[0], "e") in matches,
        close=bool(surest) and all((code, "c") in matches for code in surest),
    )
