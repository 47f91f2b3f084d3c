"""Which parts of a country have authorities of their own? Reads its regions.csv and regional_*.csv."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.recommender.knowledge.countries.licences import check_source
from services.recommender.knowledge.files.data_files import DataFileError, DataFiles, read_day
from services.recommender.knowledge.occupations.entry.ways_in import WaysIn
from services.recommender.knowledge.occupations.licensure import SCOPES
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope
from services.recommender.names.folding import fold
from services.recommender.names.job_titles.letters import fold_letters

#: The parts of a country by the end of their ISO 3166-2 codes; `kind` is what they are called there.
REGION_COLUMNS = ("code", "name", "also_called", "kind")

#: Who grants there what work needs; `licence` only where it is called something else there.
AUTHORITY_COLUMNS = ("regions", "codes", "authority", "licence", "address", "basis", "noted_on")

#: Where work needs its licence in some parts of the country and not, or otherwise, in others.
SCOPE_COLUMNS = ("regions", "codes", "scope", "address", "basis", "noted_on")

#: The scope of work that needs no licence in a part of the country.
NOT_NEEDED = "none"

#: What stands in brackets behind a name: "Security guard licence (Ontario)".
_BRACKET = re.compile(r"\(([^)]*)\)")

#: A region's name has so many words at most, and says something inside a text from so many letters on.
_MOST_WORDS, _TELLING = 4, 4

#: "Class 1 with air brakes, BC", "solicitor NSW", "RN (ON)".
_CODE_LAST = re.compile(r"[ (]([A-Z]{2,3})\)?$")


def region_file(country: str) -> str:
    """Return the name under data/ of a country's regions."""
    return f"countries/{country}/regions.csv"


def authority_file(country: str) -> str:
    """Return the name under data/ of the authorities of a country's regions."""
    return f"countries/{country}/regional_authorities.csv"


def scope_file(country: str) -> str:
    """Return the name under data/ of what is licensed in parts of a country only; a country need not have it."""
    return f"countries/{country}/regional_scopes.csv"


@dataclass(frozen=True, kw_only=True)
class Region:
    """A part of a country by its ISO 3166-2 code, such as CA-ON; `kind` is what such a part is called there."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class _Authority:
    """Who grants a licence in a region, and what it is called there where that differs."""

    name: str
    licence: str
    address: str
    remembered: bool
    noted_on: date


@dataclass(frozen=True)
class Regions:
    """The regions of one country, by what they are called, and who grants licences there, by O*NET-SOC code."""

    named: Mapping[str, Region] = field(default_factory=dict)
    authorities: Mapping[str, Mapping[str, _Authority]] = field(default_factory=dict)
    scopes: Mapping[str, Mapping[str, LicenceScope | None]] = field(default_factory=dict)

    def meant(self, words: str | None) -> Region | None:
        """Return the region that `words` name: its code with or without the country's, or a name of it."""
        return self.named.get(fold_letters(words)) if words else None

    def named_in(self, text: str) -> Region | None:
        """Return the region that stands in `text`: a name of it, or its code in capitals behind all else."""
        words = fold_letters(text).split()
        spans = (" ".join(words[at : at + n]) for n in range(_MOST_WORDS, 0, -1) for at in range(len(words) - n + 1))
        found = next((span for span in spans if len(span) >= _TELLING and span in self.named), None)
        last = _CODE_LAST.search(text)
        return self.meant(found) or self.meant(last[1] if last else None)

    def knows(self, region: Region, code: str) -> bool:
        """Say whether it is known who grants in the region what an occupation's `code` needs."""
        return region.code in self.authorities.get(code, {})

    def licence_in(self, region: Region | None, code: str, licence: Licence) -> Licence | None:
        """Return the licence for an occupation's `code` as the region grants it; None where it asks for none there.

        Where no region is said, the licence says what parts of the country its authority differs by, and names one.
        """
        scopes = self.scopes.get(code, {})
        scope = scopes.get(region.code, licence.scope) if region else licence.scope
        return None if scope is None else self._granted(region, code, replace(licence, scope=scope))

    def _granted(self, region: Region | None, code: str, licence: Licence) -> Licence:
        granted = self.authorities.get(code)
        if not granted:
            return licence
        if region is None:
            first = self.named[fold_letters(next(iter(granted)))]
            example = f"{licence.granted_by}, in {first.name} {granted[first.code].name}"
            return replace(licence, authority=example, differs_by=self.kinds)
        there = granted.get(region.code)
        if there is None:
            return replace(licence, authority=f"{licence.granted_by}, in {region.name}")
        return replace(
            licence,
            name=there.licence or licence.name,
            authority=there.name,
            address=there.address,
            remembered=there.remembered,
            checked_on=there.noted_on,
        )

    def ways_in(self, region: Region | None, ways: WaysIn) -> WaysIn:
        """Return the ways into an occupation without those that say in brackets that they are of another region."""
        if region is None:
            return ways
        return replace(ways, ways=tuple(one for one in ways.ways if self._of(one.name) in ({region.code}, set())))

    def _of(self, name: str) -> set[str]:
        said = " ".join(fold(bracket) for bracket in _BRACKET.findall(name))
        return {one.code for one in self.named.values() if f" {fold(one.name)} " in f" {said} "} if said else set()

    @property
    def granted(self) -> tuple[tuple[str, str], ...]:
        """Each occupation's code, with everybody who grants its licence in some region."""
        return tuple((code, one.name) for code, there in self.authorities.items() for one in there.values())

    @property
    def kinds(self) -> str:
        """What the parts of the country are called, in the order in which they are listed: "province or territory"."""
        return " or ".join(dict.fromkeys(one.kind for one in self.named.values()))


def read_regions(files: DataFiles, country: str, known: frozenset[str]) -> Regions:
    """Return the regions of a country; raise DataFileError at the line that is wrong.

    `known` are the O*NET-SOC codes there are.
    """
    named: dict[str, Region] = {}
    for place, (end, name, also, kind) in files.csv_rows(region_file(country), REGION_COLUMNS):
        region = Region(code=f"{country}-{end}", name=name, kind=kind)
        for word in (region.code, end, name, *filter(None, (one.strip() for one in also.split(";")))):
            if named.setdefault(fold_letters(word), region) != region:
                raise DataFileError(f"{place}: {word!r} names another region already")
    codes = frozenset(one.code for one in named.values())
    return Regions(named, _read_authorities(files, country, known, codes), _read_scopes(files, country, known, codes))


def _read_scopes(
    files: DataFiles, country: str, known: frozenset[str], regions: frozenset[str]
) -> Mapping[str, Mapping[str, LicenceScope | None]]:
    found: defaultdict[str, dict[str, LicenceScope | None]] = defaultdict(dict)
    if not files.has(scope_file(country)):
        return found
    for place, cells in files.csv_rows(scope_file(country), SCOPE_COLUMNS):
        row = dict(zip(SCOPE_COLUMNS, cells, strict=True))
        check_source(place, row)
        if row["scope"] not in {*SCOPES, NOT_NEEDED}:
            raise DataFileError(f"{place}: the scope {row['scope']!r} must be one of {', '.join(SCOPES)}, {NOT_NEEDED}")
        for code, region in _places(place, row, country, known, regions):
            if region in found[code]:
                raise DataFileError(f"{place}: {code} has a scope in {region} already")
            found[code][region] = None if row["scope"] == NOT_NEEDED else LicenceScope(row["scope"])
    return found


def _places(
    place: str, row: Mapping[str, str], country: str, known: frozenset[str], regions: frozenset[str]
) -> list[tuple[str, str]]:
    """Return each code of a row with each of its regions; raise DataFileError where one is not known."""
    there = [f"{country}-{one}" for one in row["regions"].split()]
    codes = row["codes"].split()
    if wrong := [one for one in codes if one not in known] + [one for one in there if one not in regions]:
        raise DataFileError(f"{place}: {wrong[0]} is no O*NET-SOC code and no region of {country}")
    return [(code, region) for code in codes for region in there]


def _read_authorities(
    files: DataFiles, country: str, known: frozenset[str], regions: frozenset[str]
) -> Mapping[str, Mapping[str, _Authority]]:
    found: defaultdict[str, dict[str, _Authority]] = defaultdict(dict)
    for place, cells in files.csv_rows(authority_file(country), AUTHORITY_COLUMNS):
        row = dict(zip(AUTHORITY_COLUMNS, cells, strict=True))
        check_source(place, row)
        authority = _Authority(
            name=row["authority"],
            licence=row["licence"],
            address=row["address"],
            remembered=row["basis"] == "remembered",
            noted_on=read_day(place, row["noted_on"]),
        )
        for code, region in _places(place, row, country, known, regions):
            if found[code].setdefault(region, authority) is not authority:
                raise DataFileError(f"{place}: {code} has an authority in {region} already")
    return found
