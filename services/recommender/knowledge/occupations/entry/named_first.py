"""Which credentials does an adviser of the field name first for an occupation, and did somebody read that?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.entry.by_country import read_where, said_for

NAMED_FIRST_FILE = "occupations/named_first.tsv"

#: An occupation, a country (ISO 3166-1, or "*": any), a place from 1, the id of a credential of the shared catalogue,
#: whether that was "read" or "remembered", when, and on which page.
NAMED_FIRST_COLUMNS = ("code", "country", "place", "credential", "basis", "checked_on", "address")

#: The words of the column `basis`.
READ, REMEMBERED = "read", "remembered"


@dataclass(frozen=True, kw_only=True)
class NamedFirst:
    """An adviser of the field names `credential` in this place, from 1, to who works in `country`.

    `read` says whether somebody read so on the page `address`, rather than remembered it; `checked_on` is the day.
    `named_to` are the countries to whose people advisers name it first, whatever the occupation.
    """

    country: str
    place: int
    credential: str
    read: bool
    checked_on: date
    address: str
    named_to: frozenset[str] = frozenset()


def read_named_first(files: DataFiles) -> Mapping[str, tuple[NamedFirst, ...]]:
    """Return what is named first, by occupation; raise DataFileError with file and line when something is wrong."""
    found: defaultdict[str, list[NamedFirst]] = defaultdict(list)
    for where, cells in files.rows(NAMED_FIRST_FILE, NAMED_FIRST_COLUMNS):
        row = dict(zip(NAMED_FIRST_COLUMNS, cells, strict=True))
        try:
            found[row["code"]].append(
                NamedFirst(
                    country=read_where(where, row["country"]),
                    place=int(row["place"]),
                    credential=row["credential"],
                    read={READ: True, REMEMBERED: False}[row["basis"]],
                    checked_on=date.fromisoformat(row["checked_on"]),
                    address=row["address"],
                )
            )
        except (ValueError, KeyError) as error:
            raise DataFileError(f"{where}: {error}; restore the file or build it with `make data`") from error
    named_to: defaultdict[str, set[str]] = defaultdict(set)
    for one in (one for named in found.values() for one in named):
        named_to[one.credential].add(one.country)
    return {
        code: tuple(replace(one, named_to=frozenset(named_to[one.credential])) for one in named)
        for code, named in found.items()
    }


def named_in(country: str, named: Iterable[NamedFirst]) -> Mapping[str, NamedFirst]:
    """Return what is named to who works in `country`, by credential: its own list, or else the one of any country."""
    return {one.credential: one for one in said_for(country, named)}
