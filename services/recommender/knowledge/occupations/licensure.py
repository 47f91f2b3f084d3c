"""Which occupations may only be worked in with a licence? Reads data/licensure/licensed_occupations.csv."""

import re
from collections.abc import Iterable, Mapping

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles, read_day
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope
from services.recommender.names.licences.licence_words import LicenceNames

LICENCE_FILE = "licensure/licensed_occupations.csv"

#: Its columns; data/licensure/SOURCE.md says what they hold.
LICENCE_COLUMNS = (
    "code",
    "licence",
    "also_called",
    "nearby",
    "way_in",
    "authority",
    "scope",
    "address",
    "checked_on",
)

#: The words for it.
SCOPES = frozenset(scope.value for scope in LicenceScope)

#: How the trade is learned where that is not by study; empty where nothing is said.
WAYS_IN = frozenset({"", "apprenticeship"})

#: An aside in a licence's name: "(NCLEX-RN)".
_ASIDE = re.compile(r"\([^)]*\)")


def read_licences(files: DataFiles) -> Mapping[str, Licence]:
    """Return the licence by O*NET-SOC code; raise DataFileError at the line that is wrong."""
    rows: dict[str, dict[str, str]] = {}
    places: dict[str, str] = {}
    for place, cells in files.csv_rows(LICENCE_FILE, LICENCE_COLUMNS):
        row = dict(zip(LICENCE_COLUMNS, cells, strict=True))
        _check(place, row)
        if row["code"] in rows:
            raise DataFileError(f"{place}: {row['code']} has a line already; name its licences in one")
        rows[row["code"]], places[row["code"]] = row, place
    names = licence_names(rows.items())
    return {
        code: Licence(
            name=row["licence"],
            authority=row["authority"],
            scope=LicenceScope(row["scope"]),
            address=row["address"],
            checked_on=read_day(places[code], row["checked_on"]),
            apprenticeship=row["way_in"] == "apprenticeship",
            names=names,
        )
        for code, row in rows.items()
    }


def licence_names(
    rows: Iterable[tuple[str, Mapping[str, str]]],
    *,
    bodies: Iterable[tuple[str, str]] = (),
    professions: Iterable[tuple[str, str]] = (),
    driving: Mapping[str, frozenset[str]] | None = None,
) -> LicenceNames:
    """Return the names of licences by the codes whose rows have them in `licence`, `also_called` and `nearby`.

    The rest is what LicenceNames takes, for countries where people speak of being registered and not of a licence.
    """
    known = tuple(rows)
    return LicenceNames(
        bodies=bodies,
        professions=professions,
        driving=driving,
        names=((name, code) for code, row in known for name in _names(row)),
        near=((name, code) for code, row in known for name in _parts(row.get("nearby", ""))),
    )


def _check(place: str, row: Mapping[str, str]) -> None:
    if row["scope"] not in SCOPES:
        raise DataFileError(f"{place}: the scope {row['scope']!r} must be one of {', '.join(sorted(SCOPES))}")
    if row["way_in"] not in WAYS_IN:
        raise DataFileError(f"{place}: the way in {row['way_in']!r} must be apprenticeship or empty")
    if not row["address"].startswith("https://"):
        raise DataFileError(f"{place}: the address {row['address']!r} must begin with https://")


def _names(row: Mapping[str, str]) -> list[str]:
    """Return what the licence is called: the names of its own column, without asides, and the others."""
    own = [name.partition(",")[0] for name in _parts(_ASIDE.sub("", row["licence"]))]
    return [*own, *_parts(row["also_called"])]


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
