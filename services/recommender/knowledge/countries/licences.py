"""Which licence does work need in a country? Reads data/countries/XX/licences.csv."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles, read_country, read_day
from services.recommender.knowledge.occupations.languages.guessing import languages_of
from services.recommender.knowledge.occupations.licensure import SCOPES, WAYS_IN, licence_names
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope
from services.recommender.names.geography.countries import country_name
from services.recommender.names.licences.licence_words import LicenceNames
from services.recommender.names.licences.registrations import registered_professions

#: The columns; data/countries/SOURCE.md says what they hold.
COLUMNS = (
    "codes",
    "licence",
    "also_called",
    "way_in",
    "authority",
    "scope",
    "address",
    "basis",
    "noted_on",
    "rests_on",
)

#: What licences are called in countries of which no more is known here.
REGISTER_FILE, REGISTER_COLUMNS = "countries/registers.csv", ("country", "codes", "also_called", "noted_on")

#: Whether somebody read the authority's page, or wrote down what they knew.
_BASES = frozenset({"read", "remembered"})

#: What is granted, as people write it behind the name of who grants it.
_GRANTED = ("registration", "licence", "certification", "certificate", "membership")

#: What stands in brackets behind a body's name, and the short form of it that may be in it.
_ASIDE, _SHORT = re.compile(r"\([^)]*\)"), re.compile(r"\((\w{3,})\)")

#: Who drives for a living with a category of a driving licence: lorries, buses.
_DRIVING = {"c": frozenset({"53-3032.00"}), "d": frozenset({"53-3052.00", "53-3051.00"})}


def licence_file(country: str) -> str:
    """Return the name under data/ of a country's licences."""
    return f"countries/{country}/licences.csv"


def read_country_licences(
    files: DataFiles, country: str, known: frozenset[str], granted: Iterable[tuple[str, str]] = ()
) -> Mapping[str, Licence]:
    """Return a country's licences by O*NET-SOC code; raise DataFileError at the line that is wrong.

    `known` are the codes there are, `granted` pairs of a code and who grants its licence in a part of the country.
    """
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    for place, cells in files.csv_rows(licence_file(country), COLUMNS):
        row = dict(zip(COLUMNS, cells, strict=True))
        _check(place, row)
        for code in row["codes"].split():
            if code not in known:
                raise DataFileError(f"{place}: {code} is no O*NET-SOC code")
            if code in rows:
                raise DataFileError(f"{place}: {code} has a line already; name its licences in one")
            rows[code] = place, row
    if not rows:
        # An empty list would say that no work needs a licence there.
        raise DataFileError(f"data/{licence_file(country)}: lists no licence; write one, or remove the folder")
    bodies = ((code, body) for code, (_, row) in rows.items() for body in row["authority"].split(";"))
    named_by = [(code, body) for code, body in (*bodies, *granted) if code in rows]
    names = licence_names(
        (*((code, row) for code, (_, row) in rows.items()), *((code, _after(body)) for code, body in named_by)),
        bodies=((name, code) for code, body in named_by for name in _called(body)),
        **spoken_of(country, frozenset(rows)),
    )
    return {code: _licence(place, row, names) for code, (place, row) in rows.items()}


def _licence(place: str, row: Mapping[str, str], names: LicenceNames) -> Licence:
    return Licence(
        name=row["licence"],
        authority=row["authority"],
        scope=LicenceScope(row["scope"]),
        address=row["address"],
        checked_on=read_day(place, row["noted_on"]),
        apprenticeship=row["way_in"] == "apprenticeship",
        remembered=row["basis"] == "remembered",
        rests_on_degree=row["rests_on"] == "degree",
        names=names,
    )


def _after(body: str) -> Mapping[str, str]:
    """Return what a licence is called after who grants it: "Social Work England registration", "BCFSA licence"."""
    return {"licence": "", "also_called": "; ".join(f"{one} {word}" for one in _called(body) for word in _GRANTED)}


def _called(body: str) -> Iterator[str]:
    """Yield the name of a body, unless it is only spoken of as "the one of the state", and its short forms."""
    name = _ASIDE.sub("", body).strip()
    if not name.startswith("the "):
        yield name
    yield from (one for one in _SHORT.findall(body) if one.isupper())


class _SpokenOf(TypedDict):
    """What says in a country that somebody is registered, beside the names of its licences and bodies."""

    professions: list[tuple[str, str]]
    driving: Mapping[str, frozenset[str]]


def spoken_of(country: str, codes: frozenset[str]) -> _SpokenOf:
    """Return what the professions with the `codes` are called in the country's languages, and who drives there."""
    named = (pair for language in languages_of(country) for pair in registered_professions(language))
    return {
        "professions": [(name, code) for name, code in named if code in codes],
        "driving": {category: codes & of for category, of in _DRIVING.items()},
    }


def read_registers(files: DataFiles, known: frozenset[str]) -> Mapping[str, Mapping[str, Licence]]:
    """Return, by country and O*NET-SOC code, the licences of countries of which no more is known than their names."""
    rows: dict[str, list[tuple[str, dict[str, str]]]] = {}
    days: dict[str, str] = {}
    for place, cells in files.csv_rows(REGISTER_FILE, REGISTER_COLUMNS):
        row = dict(zip(REGISTER_COLUMNS, cells, strict=True))
        if wrong := sorted(set(row["codes"].split()) - known):
            raise DataFileError(f"{place}: {wrong[0]} is no O*NET-SOC code")
        country = read_country(place, row["country"])
        days[country] = place
        for code in row["codes"].split():
            rows.setdefault(country, []).append((code, row | {"licence": ""}))
    return {country: _named_there(country, days[country], own) for country, own in rows.items()}


def _named_there(country: str, place: str, rows: list[tuple[str, dict[str, str]]]) -> Mapping[str, Licence]:
    names = licence_names(rows, **spoken_of(country, frozenset(code for code, _ in rows)))
    return {
        code: Licence(
            name=row["also_called"].partition(";")[0],
            authority=f"the one responsible in {country_name(country)}",
            scope=LicenceScope.EVERYWHERE,
            address="",
            checked_on=read_day(place, row["noted_on"]),
            remembered=True,
            names=names,
        )
        for code, row in rows
    }


def _check(place: str, row: Mapping[str, str]) -> None:
    if row["scope"] not in SCOPES:
        raise DataFileError(f"{place}: the scope {row['scope']!r} must be one of {', '.join(sorted(SCOPES))}")
    if row["way_in"] not in WAYS_IN:
        raise DataFileError(f"{place}: the way in {row['way_in']!r} must be apprenticeship or empty")
    if row["rests_on"] not in {"", "degree"}:
        raise DataFileError(f"{place}: what it rests on, {row['rests_on']!r}, must be degree or empty")
    check_source(place, row)


def check_source(place: str, row: Mapping[str, str]) -> None:
    """Check what a line says of where it is from: its basis and its address; raise DataFileError at `place`."""
    if row["basis"] not in _BASES:
        raise DataFileError(f"{place}: the basis {row['basis']!r} must be one of {', '.join(sorted(_BASES))}")
    if not row["address"].startswith("https://"):
        raise DataFileError(f"{place}: the address {row['address']!r} must begin with https://")
