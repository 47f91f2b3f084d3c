"""What is different in the country where somebody wants to work? An occupation there has that country's licence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from services.recommender.knowledge.countries.licences import (
    REGISTER_FILE,
    read_country_licences,
    read_registers,
)
from services.recommender.knowledge.countries.regions import Region, Regions, read_regions, region_file
from services.recommender.knowledge.files.data_files import DataFiles, read_country
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope, Occupation
from services.recommender.names.geography.countries import country_name
from services.recommender.names.geography.places import LISTED_CODE
from services.recommender.names.licences.licence_words import LICENCE_WORD, Named, licence_words

#: Where the bodies are listed that tell which work a country licenses; it is shown for countries not known here.
_ABOUT = "https://www.enic-naric.net/"

#: Beside a licence's name they say that something prepares for it and is not it.
_NO_LICENCE = frozenset({"course", "exam", "preparation", "prep", "student", "training", "trainee", "apprentice"})


#: Whoever licenses those who drive lorries licenses all drivers.
_DRIVERS = frozenset({"53-3032.00"})

#: What this share of the countries that are known license everywhere is taken to be licensed in the others too.
NEARLY_ALL = 0.75

#: So many words stand beside a licence's name in what is called so in a country that nobody spoke of. A name of fewer
#: letters has to be called a licence: "CAP" is a Spanish driver's, and much else.
_MOST_BESIDE, _LETTERS_THAT_TELL = 2, 5
_OF_ANY_LICENCE = frozenset({LICENCE_WORD, "registered", "registration", "number", "holder", "passed"})


class Countries:
    """What is known of each country. Immutable once built. Of the United States the occupations themselves tell."""

    def __init__(
        self,
        licences: Mapping[str, Mapping[str, Licence]],
        content_hash: str,
        *,
        listed: Mapping[str, Licence] | None = None,
        registers: Mapping[str, Mapping[str, Licence]] | None = None,
        regions: Mapping[str, Regions] | None = None,
    ) -> None:
        """Take, by country (ISO 3166-1), the licence of each O*NET-SOC code, and the hash of what was read.

        `listed` are those of the United States; of the countries of `registers` nothing is known but what licences are
        called there. `regions` are those of countries whose parts have authorities of their own.
        """
        self._licences = licences if listed is None else {LISTED_CODE: listed, **licences}
        self._names_alone = registers or {}
        self._regions = regions or {}
        self.content_hash = content_hash

    def known(self) -> frozenset[str]:
        """Return the countries of which more is known than that they are some."""
        return frozenset({*self._licences, LISTED_CODE})

    def region(self, country: str, words: str | None) -> Region | None:
        """Return the part of a country that `words` name; None where none of those listed is called so."""
        return self._regions.get(country, Regions()).meant(words)

    def occupation_in(self, occupation: Occupation, country: str, region: str | None = None) -> Occupation:
        """Return the occupation as it is in a country: with the licence that it needs there, as far as that is known.

        `region` is the part of the country, by its code or a name, where that is said: it may have its own authority.

        Where nothing is known of the country, work that needs a licence in the United States may need one there too,
        of an authority that is not known here; it needs one where nearly every country that is known asks for one
        everywhere.
        """
        abroad = {place: licence for place, licence in self._everywhere(occupation) if place != country}
        if country == LISTED_CODE:
            return replace(occupation, licence=self._of_state(occupation, region), licences_abroad=abroad)
        if country in self._licences:
            licence, parts = self._licences[country].get(occupation.code), self._regions.get(country, Regions())
            part = parts.meant(region)
            there = licence and parts.licence_in(part, occupation.code, licence)
            ways = parts.ways_in(part, occupation.ways_in)
            return replace(occupation, licence=there, licences_abroad=abroad, ways_in=ways)
        everywhere = self._by_nearly_all(abroad)
        return replace(
            occupation, licence=_unknown(occupation.licence, country, everywhere=everywhere), licences_abroad=abroad
        )

    def _of_state(self, occupation: Occupation, state: str | None) -> Licence | None:
        """Return the licence that the United States list for the work, from the board of the state where one is known.

        The list itself says who grants it in most states, so that nothing is added where no state is said.
        """
        parts, licence = self._regions.get(LISTED_CODE, Regions()), occupation.licence
        part = parts.meant(state)
        if licence is None or part is None or not parts.knows(part, occupation.code):
            return licence
        return parts.licence_in(part, occupation.code, licence)

    def licence_named(
        self, words: str, here: str, places: frozenset[str], region: str | None = None
    ) -> tuple[str | None, tuple[str, ...]] | None:
        """Return the country whose licence `words` name, and those who may grant it there.

        `places` are the countries of which the licence itself says that it is; where it says nothing, it is that of
        `here` if one is called so there, and else of the only country that calls one so. Where several do, nobody can
        tell of which it is, and who grants it. None where no country that is known has a licence of that name.
        `region` is the part of `here` that is aimed at; one that the words name counts before it.
        """
        everywhere, near = sorted({*self._licences, *self._names_alone}), {here, *places}
        looked_up = {each: self._named(each, words, near=each in near or bool(places)) for each in everywhere}
        named = {each: found for each, found in looked_up.items() if found and (each in near or not found.loosely)}
        if not named:
            return None
        own = named.get(here)
        if places.isdisjoint({here}) and (own is None or own.loosely or own.other_words):
            of = min(places) if places else _whose(named, here)
        else:
            of = here
        if of not in named or of not in self._licences:
            return of, ()
        return of, self._by(of, words, named[of], region if of == here else None)

    def _named(self, country: str, words: str, *, near: bool) -> Named | None:
        """Return what `words` name of a country's licences; None where they name none.

        Of a country that is not `near`, neither the learner's nor named, it is hardly more than its name.
        """
        there = self._licences[country] if country in self._licences else self._names_alone[country]
        named = next(iter(there.values())).names.named_in(words) if there else None
        if named is None or not (named.codes or named.loosely) or named.other_words & _NO_LICENCE:
            return None
        return named if near or _is_telling_by_itself(words, named) else None

    def _by(self, country: str, words: str, named: Named, region: str | None) -> tuple[str, ...]:
        """Return who grants in a country what was `named`; whoever licenses drivers where it is a car's licence."""
        there, parts = self._licences[country], self._regions.get(country, Regions())
        part = parts.named_in(words) or parts.meant(region)
        codes = named.codes or _DRIVERS
        granted = (
            parts.licence_in(part, code, licence) if part is not None and parts.knows(part, code) else licence
            for code, licence in there.items()
            if code in codes
        )
        return tuple(dict.fromkeys(licence.granted_by for licence in granted if licence is not None))

    def _by_nearly_all(self, licences: Mapping[str, Licence]) -> bool:
        """Say whether in `NEARLY_ALL` of the countries that are known one of `licences` is asked for everywhere."""
        scopes = (licences[country].scope for country in self._licences if country in licences)
        asking = sum(1 for scope in scopes if scope is LicenceScope.EVERYWHERE)
        return asking >= NEARLY_ALL * len(self._licences)

    def _everywhere(self, occupation: Occupation) -> Iterator[tuple[str, Licence]]:
        """Yield the licence that the work needs in each country, of the United States first."""
        if occupation.licence is not None:
            yield LISTED_CODE, occupation.licence
        for country, licences in (*self._licences.items(), *self._names_alone.items()):
            if country != LISTED_CODE and occupation.code in licences:
                yield country, licences[occupation.code]


def _is_telling_by_itself(words: str, named: Named) -> bool:
    """Say whether a text is hardly more than the licence `named` in it, and no short form of many things."""
    told = frozenset(licence_words(words)) - named.other_words
    beside = named.other_words - _OF_ANY_LICENCE
    if sum(map(len, told - _OF_ANY_LICENCE)) >= _LETTERS_THAT_TELL:
        return len(beside) <= _MOST_BESIDE
    return not beside and not _OF_ANY_LICENCE.isdisjoint(licence_words(words))


def _whose(named: Mapping[str, Named], here: str) -> str | None:
    """Return the country that means what is `named`: `here`, else the only one that calls a licence so, if it is one.

    Who drives says so everywhere in the same words; a registration that is spoken of weighs less than a name elsewhere.
    """
    strictly = [country for country, found in named.items() if not found.loosely]
    if here in named and (here in strictly or named[here].drives or not strictly):
        return here
    return strictly[0] if len(strictly) == 1 else None


def _unknown(american: Licence | None, country: str, *, everywhere: bool) -> Licence | None:
    """Return that a licence may be needed in a country of which nothing is known; None where even that is unlikely."""
    if american is None or not american.work_needs_it:
        return None
    there = country_name(country)
    return Licence(
        name=f"a licence or registration in {there}",
        authority=f"the one responsible in {there}",
        scope=LicenceScope.EVERYWHERE if everywhere else LicenceScope.SOME_STATES,
        address=_ABOUT,
        checked_on=american.checked_on,
        apprenticeship=american.apprenticeship,
        remembered=True,
        names=american.names,
    )


def load_countries(data_dir: Path, occupations: Iterable[Occupation]) -> Countries:
    """Load every folder of `data_dir`/countries; raise DataFileError where one is damaged.

    The `occupations` say which codes there are, and what work needs a licence in the United States.
    """
    files = DataFiles(data_dir)
    folders = sorted(path for path in (data_dir / "countries").glob("[!.]*/") if path.is_dir())
    there = [read_country(f"{folder}, the folder", folder.name) for folder in folders]
    listed = {each.code: each.licence for each in occupations}
    parted = {each: read_regions(files, each, frozenset(listed)) for each in there if files.has(region_file(each))}
    licences = {
        each: read_country_licences(files, each, frozenset(listed), parted[each].granted if each in parted else ())
        for each in there
        if each != LISTED_CODE
    }
    return Countries(
        licences,
        listed={code: licence for code, licence in listed.items() if licence is not None},
        registers=read_registers(files, frozenset(listed)) if files.has(REGISTER_FILE) else {},
        regions=parted,
        content_hash=files.content_hash,
    )
