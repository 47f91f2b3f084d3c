"""Of what kind is an employer, by its name? Answers from data/employers/; an employer that is not there has no kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.names.organisations import organisation
from services.recommender.scales import EmployerKind

KINDS_FILE, NAMED_FILE = "employers/kinds.csv", "employers/named.csv"
_KINDS_COLUMNS = ("words", "kind", "sector", "source", "basis")
_NAMED_COLUMNS = ("name", "also_called", "kind", "sector", "source", "basis")

#: Words behind a name that stand for a part of the employer, or for the whole of it.
_PARTS = frozenset(
    {"group", "gruppe", "groupe", "holding", "holdings", "international", "global", "worldwide", "services", "europe"}
    | {"uk", "us", "usa", "canada", "australia", "ireland", "india", "singapore", "deutschland", "germany", "austria"}
    | {"osterreich", "schweiz", "switzerland", "france", "espana", "spain", "italia", "italy", "nederland", "belgium"}
    | {"polska", "sverige", "portugal", "brasil", "mexico", "america", "north"}
)

#: How a kind came to be known: somebody named the employer, or names of this sort are of this kind.
KnownBy = Literal["name", "words"]


@dataclass(frozen=True, kw_only=True)
class KnownEmployer:
    """What is known of an employer: its kind, its sector in plain words, and the folded names it goes by."""

    kind: EmployerKind
    sector: str
    known_by: KnownBy
    names: frozenset[str] = frozenset()


class Employers:
    """Employers by their folded names, and kinds by the words of a name. Immutable once built."""

    def __init__(
        self,
        named: Mapping[str, KnownEmployer],
        kinds: tuple[tuple[re.Pattern[str], KnownEmployer], ...],
        content_hash: str,
    ) -> None:
        """Take the named ones by folded name, the others by pattern, and the hash of the files."""
        self._named, self._kinds = named, kinds
        self.content_hash = content_hash

    def find(self, name: str) -> KnownEmployer | None:
        """Return what is known of the employer called `name`: by its name, or else by the first words that fit."""
        folded = organisation(name)
        words = folded.split()
        while words:
            if (known := self._named.get(" ".join(words))) is not None:
                return known
            if words.pop() not in _PARTS:
                break
        return next((known for pattern, known in self._kinds if pattern.fullmatch(f"{folded} ")), None)


def load_employers(data_dir: Path) -> Employers:
    """Load `data_dir`/employers; raise DataFileError at the line that is wrong."""
    files = DataFiles(data_dir)
    named: dict[str, KnownEmployer] = {}
    for place, (name, also_called, kind, sector, _, _) in files.csv_rows(NAMED_FILE, _NAMED_COLUMNS):
        names = frozenset(map(organisation, (name, *filter(None, also_called.split(";")))))
        if taken := names & named.keys():
            raise DataFileError(f"{place}: {', '.join(sorted(taken))!r} stands in the file already")
        known = KnownEmployer(kind=_kind(place, kind), sector=sector, known_by="name", names=names)
        named |= dict.fromkeys(names, known)
    kinds = tuple(
        (_pattern(words), KnownEmployer(kind=_kind(place, kind), sector=sector, known_by="words"))
        for place, (words, kind, sector, _, _) in files.csv_rows(KINDS_FILE, _KINDS_COLUMNS)
    )
    return Employers(named, kinds, files.content_hash)


def _kind(place: str, word: str) -> EmployerKind:
    try:
        return EmployerKind(word)
    except ValueError as error:
        raise DataFileError(f"{place}: {word!r} is no kind of employer; one is {', '.join(EmployerKind)}") from error


def _pattern(words: str) -> re.Pattern[str]:
    """Return a pattern in which `*` stands for any words or none."""
    parts = [r"(?:\S+ )*" if word == "*" else f"{re.escape(organisation(word) or word)} " for word in words.split()]
    return re.compile("".join(parts))
