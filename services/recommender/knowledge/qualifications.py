"""Which level has a qualification of a country? "Gesellenbrief", "B.Com", "Licenciatura": read with the country."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.names.job_titles.letters import fold_letters
from services.recommender.scales import EducationLevel

QUALIFICATIONS_FILE = "education/qualifications.tsv"

#: The columns; data/education/SOURCE.md says what they hold.
QUALIFICATION_COLUMNS = ("country", "name", "aliases", "level", "national_level", "eqf", "basis")

#: The levels from lowest to highest.
_RANK = {level: rank for rank, level in enumerate(EducationLevel)}

#: A name of fewer letters says something only at the beginning of a text: "BA History", not "history of ba".
_TELLING_ANYWHERE = 6

#: Whose end makes a word a master craftsman's or journeyman's certificate: "Tischlermeister", "Malergesellin".
_CRAFT = {"meister": "meister", "meisterin": "meister", "geselle": "gesellenbrief", "gesellin": "gesellenbrief"}
_NO_CRAFT = frozenset({"hausmeister", "burgermeister", "schulmeister"})

#: Articles and prepositions between the words of a name.
_SAY_NOTHING = frozenset({"d", "l", "de", "du", "des", "la", "le", "del", "di", "da", "do", "of", "in"})

#: The dot of an abbreviation.
_DOT = re.compile(r"(?<=\w)\.(?=\w|\s|$)")


@dataclass(frozen=True, kw_only=True)
class Qualification:
    """A qualification of a country: its name there, the level that rules read, and its level in the frameworks."""

    country: str
    name: str
    level: EducationLevel
    national_level: str
    eqf: str
    remembered: bool


#: What one name stands for, in one country or in several.
Named = tuple[Qualification, ...]


class Qualifications:
    """Qualifications by their folded names. Immutable once built."""

    def __init__(self, named: Mapping[str, Named], content_hash: str) -> None:
        """Take what each folded name stands for, in all countries, and the hash of the file it was read from."""
        self._named = named
        self._listed = frozenset(one.country for found in named.values() for one in found)
        self._most_words = max((len(name.split()) for name in named), default=0)
        self.content_hash = content_hash

    def read(self, text: str, country: str | None) -> Qualification | None:
        """Return what `text` names in `country`, or else wherever it is known; of several the lowest level.

        The longest name counts: "Laurea magistrale" is no "Laurea". None where no name is known.
        """
        return self._first(text, country, lambda _, found: found)

    def read_there(self, text: str, country: str) -> Qualification | None:
        """Return what `text` names where `country` awarded it.

        Of a country that has names of its own here only they count: an Italian "Diploma" is no Australian one. Of any
        other, a name says its level and nothing about frameworks.
        """
        if country in self._listed:
            return self._first(text, country, lambda _, __: ())
        anywhere = self.read(text, None)
        return anywhere and replace(anywhere, country=country, name=text, national_level="", eqf="")

    def read_alone(self, text: str, country: str | None) -> Qualification | None:
        """Return what `text` names in `country`, or a name that no second country has; None where that is in doubt."""
        return self._first(text, country, _nobody_elses)

    def _first(self, text: str, country: str | None, elsewhere: Callable[[str, Named], Named]) -> Qualification | None:
        """Return what the first name means in `country`, or what of the other countries `elsewhere` lets stand."""
        words = _key(text).split()
        for span, found in chain(self._named_in(words), self._crafts(words, country)):
            if meant := _of(country, found) or elsewhere(span, found):
                return _lowest(meant)
        return None

    def _named_in(self, words: list[str]) -> Iterator[tuple[str, Named]]:
        """Yield the names that stand in a text with what each means, the longest and first ones first."""
        for length in range(min(self._most_words, len(words)), 0, -1):
            for place in range(len(words) - length + 1):
                span = " ".join(words[place : place + length])
                if span in self._named and (place == 0 or len(span) >= _TELLING_ANYWHERE):
                    yield span, self._named[span]

    def _crafts(self, words: Iterable[str], country: str | None) -> Iterator[tuple[str, Named]]:
        """Yield what words say that end as crafts' certificates do, as it is in `country`, or else the lowest."""
        for word in words:
            for end, name in _CRAFT.items():
                if word.endswith(end) and word not in _NO_CRAFT and name in self._named:
                    found = self._named[name]
                    yield word, _of(country, found) or (_lowest(found),)


def _of(country: str | None, found: Named) -> Named:
    return tuple(one for one in found if one.country == country)


def _nobody_elses(span: str, found: Named) -> Named:
    return found if len({one.country for one in found}) == 1 and len(span) >= _TELLING_ANYWHERE else ()


#: Where nothing is known of other countries' qualifications.
NO_QUALIFICATIONS = Qualifications({}, "")


def _key(text: str) -> str:
    """Return the words by which names are compared; the letters of "B.Com" and "Ph.D." stand together.

    Articles and prepositions say nothing: "Diplôme d'État infirmier" is "Diplôme d'État d'infirmier".
    """
    words = fold_letters(_DOT.sub("", text)).split()
    return " ".join([word for word in words if word not in _SAY_NOTHING] or words)


def _lowest(found: Iterable[Qualification]) -> Qualification:
    return min(found, key=lambda one: (_RANK[one.level], one.country, one.name))


def load_qualifications(data_dir: Path) -> Qualifications:
    """Load the qualifications in `data_dir`/education; raise DataFileError at the line that is wrong."""
    files = DataFiles(data_dir)
    named: dict[str, Named] = {}
    for place, cells in files.rows(QUALIFICATIONS_FILE, QUALIFICATION_COLUMNS):
        row = dict(zip(QUALIFICATION_COLUMNS, cells, strict=True))
        if row["level"] not in set(EducationLevel):
            raise DataFileError(f"{place}: the level {row['level']!r} must be one of {', '.join(EducationLevel)}")
        one = Qualification(
            country=row["country"],
            name=row["name"],
            level=EducationLevel(row["level"]),
            national_level=row["national_level"],
            eqf=row["eqf"],
            remembered=row["basis"] == "remembered",
        )
        for name in {_key(each) for each in (row["name"], *row["aliases"].split(";")) if each.strip()}:
            named[name] = (*named.get(name, ()), one)
    return Qualifications(named, files.content_hash)
