"""What is different in the country where somebody wants to work? An occupation there has that country's licence."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from services.recommender.knowledge.countries.licences import licence_file, read_country_licences
from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope, Occupation
from services.recommender.names.countries import country_name
from services.recommender.names.places import LISTED_CODE

#: Where the bodies are listed that tell which work a country licenses; it is shown for countries not known here.
_ABOUT = "https://www.enic-naric.net/"


class Countries:
    """What is known of each country. Immutable once built. Of the United States the occupations themselves tell."""

    def __init__(self, licences: Mapping[str, Mapping[str, Licence]], content_hash: str) -> None:
        """Take, by country (ISO 3166-1), the licence of each O*NET-SOC code, and the hash of what was read."""
        self._licences = licences
        self.content_hash = content_hash

    def known(self) -> frozenset[str]:
        """Return the countries of which more is known than that they are some."""
        return frozenset({*self._licences, LISTED_CODE})

    def occupation_in(self, occupation: Occupation, country: str) -> Occupation:
        """Return the occupation as it is in a country: with the licence that it needs there, as far as that is known.

        Where nothing is known of the country, work that needs a licence in the United States may need one there too,
        of an authority that is not known here.
        """
        if country == LISTED_CODE:
            return occupation
        if country in self._licences:
            return replace(occupation, licence=self._licences[country].get(occupation.code))
        return replace(occupation, licence=_unknown(occupation.licence, country))


def _unknown(american: Licence | None, country: str) -> Licence | None:
    """Return that a licence may be needed in a country of which nothing is known; None where even that is unlikely."""
    if american is None or not american.work_needs_it:
        return None
    there = country_name(country)
    return Licence(
        name=f"the licence or registration that this work may need in {there}",
        authority=f"the authority for this work in {there}",
        scope=LicenceScope.SOME_STATES,
        address=_ABOUT,
        checked_on=american.checked_on,
        apprenticeship=american.apprenticeship,
        remembered=True,
        names=american.names,
    )


def load_countries(data_dir: Path, codes: frozenset[str]) -> Countries:
    """Load every folder of `data_dir`/countries; raise DataFileError where one is damaged."""
    files = DataFiles(data_dir)
    folders = (data_dir / "countries").glob("*/")
    there = sorted(folder.name for folder in folders if (data_dir / licence_file(folder.name)).is_file())
    return Countries({each: read_country_licences(files, each, codes) for each in there}, files.content_hash)
