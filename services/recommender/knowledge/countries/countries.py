"""What is different in the country where somebody wants to work? An occupation there has that country's licence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from services.recommender.knowledge.countries.licences import licence_file, read_country_licences
from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope, Occupation
from services.recommender.names.countries import country_name
from services.recommender.names.places import LISTED_CODE

#: Where the bodies are listed that tell which work a country licenses; it is shown for countries not known here.
_ABOUT = "https://www.enic-naric.net/"

#: Beside a licence's name they say that something prepares for it and is not it.
_NO_LICENCE = frozenset({"course", "exam", "preparation", "prep", "student", "training", "trainee", "apprentice"})


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
        abroad = {place: licence for place, licence in self._everywhere(occupation) if place != country}
        if country == LISTED_CODE:
            return replace(occupation, licences_abroad=abroad)
        if country in self._licences:
            return replace(occupation, licence=self._licences[country].get(occupation.code), licences_abroad=abroad)
        return replace(occupation, licence=_unknown(occupation.licence, country), licences_abroad=abroad)

    def licence_named(self, words: str, first: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the country whose licence `words` name, and those who may grant it; `first` is looked in first.

        None where no country that is known has a licence of that name.
        """
        for country in sorted(self._licences, key=lambda place: (place != first, place)):
            granted = self._licences[country].values()
            named = next(iter(granted)).names.named_in(words) if granted else None
            if named is not None and named.meanings and not named.other_words & _NO_LICENCE:
                of_these = {code for meaning in named.meanings for code in meaning.own}
                return country, tuple(
                    dict.fromkeys(
                        licence.granted_by for code, licence in self._licences[country].items() if code in of_these
                    )
                )
        return None

    def _everywhere(self, occupation: Occupation) -> Iterator[tuple[str, Licence]]:
        """Yield the licence that the work needs in each country, of the United States first."""
        if occupation.licence is not None:
            yield LISTED_CODE, occupation.licence
        for country, licences in self._licences.items():
            if occupation.code in licences:
                yield country, licences[occupation.code]


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
