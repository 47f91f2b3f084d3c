"""Which occupation is meant? All O*NET-SOC occupations, found by code, by title, or by something like a title."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from services.recommender.knowledge.data_files import DataFiles
from services.recommender.knowledge.names import fold
from services.recommender.knowledge.occupation import Occupation
from services.recommender.knowledge.occupation_files import read_occupations
from services.recommender.knowledge.titles import TitleIndex, TitleUse, likeness, read_titles

#: The sentences that the licence of the O*NET database asks to be shown where its information is used.
ATTRIBUTION = (
    "This product includes information from the O*NET 29.3 Database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. "
    "Credwise has modified all or some of this information. USDOL/ETA has not approved, endorsed, or tested these "
    "modifications."
)

#: How many occupations are suggested for words that are no title.
SUGGESTIONS = 5

#: A SOC or O*NET-SOC code; dashes of any length, because documents that are pasted from have them.
_CODE = re.compile(r"\s*([0-9]{2})[-\u2010-\u2015]([0-9]{4})(\.[0-9]{2})?\s*")


#: Words before a title that say how senior, not what the work is. Left out when the whole is no title.
_SENIORITY = frozenset({"senior", "junior", "lead", "principal", "staff"})


class MatchedBy(StrEnum):
    CODE = "code"
    TITLE = "title"
    ALTERNATE_TITLE = "alternate_title"
    REPORTED_TITLE = "reported_title"


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The text means this occupation; `matched_title` is the code or title that it was found under."""

    occupation: Occupation
    matched_by: MatchedBy
    matched_title: str


@dataclass(frozen=True, kw_only=True)
class Ambiguous:
    """The text is a title in several occupations, and none's own; the likeliest candidates first."""

    candidates: tuple[Occupation, ...]


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """The text is no code and no title; `suggestions` have titles like it, or codes near it, and may be empty."""

    suggestions: tuple[Occupation, ...]


Resolution = Resolved | Ambiguous | Unknown


@dataclass(frozen=True, kw_only=True)
class TitleHit:
    """An occupation found by words: the title that is like them, and how much, in percent."""

    occupation: Occupation
    matched_title: str
    matched_by: MatchedBy
    score: int


class Occupations:
    """The occupations by code, and the titles that lead to them. Immutable once built."""

    def __init__(self, *, occupations: Mapping[str, Occupation], titles: TitleIndex, content_hash: str) -> None:
        """Take the occupations by code, the titles in use, and the hash of the files both were read from."""
        self._by_code = dict(sorted(occupations.items()))
        self._titles = titles
        self._keys = {code: fold(each.title) for code, each in self._by_code.items()}
        self.content_hash = content_hash
        self.attribution = ATTRIBUTION

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Occupation | None:
        """Return the occupation with an O*NET-SOC code ("15-1252.00") or a SOC code ("15-1252", read as its .00)."""
        found = _CODE.fullmatch(code)
        return self._by_code.get(f"{found[1]}-{found[2]}{found[3] or '.00'}") if found else None

    def resolve(self, text: str) -> Resolution:
        """Return what `text` means: a code, or a title whatever its case, punctuation or number (plural or singular).

        Where "Senior Software Engineer" is no title, "Software Engineer" is looked up, and `matched_title` says so.
        An occupation's own title wins over other occupations' alternate or reported ones; a title that is nobody's own
        and leads to several occupations is Ambiguous.
        """
        if code := _CODE.fullmatch(text):
            occupation = self.get(text)
            if occupation is None:
                return Unknown(suggestions=self._near_code(f"{code[1]}-{code[2]}"))
            return Resolved(occupation=occupation, matched_by=MatchedBy.CODE, matched_title=occupation.code)
        use = self._titles.find(fold(text)) or self._titles.find(_without_seniority(fold(text)))
        if use is None:
            return Unknown(suggestions=tuple(hit.occupation for hit in self.search(text, SUGGESTIONS)))
        code_meant = use.own or (use.codes[0] if len(use.codes) == 1 else None)
        if code_meant is None:
            return Ambiguous(candidates=tuple(self._by_code[code] for code in self._likeliest(use, use.key)))
        return Resolved(
            occupation=self._by_code[code_meant],
            matched_by=_matched_by(use, code_meant),
            matched_title=use.title,
        )

    def search(self, text: str, limit: int = 10) -> tuple[TitleHit, ...]:
        """Return up to `limit` occupations with a title like `text`, each under its best title, best first."""
        key = fold(text)
        hits: dict[str, TitleHit] = {}
        for score, use in self._titles.nearest(key):
            for code in self._likeliest(use, key):
                if code not in hits:
                    hits[code] = TitleHit(
                        occupation=self._by_code[code],
                        matched_title=use.title,
                        matched_by=_matched_by(use, code),
                        score=score,
                    )
            if len(hits) >= limit:
                break
        return tuple(hits.values())[:limit]

    def _likeliest(self, use: TitleUse, key: str) -> Iterable[str]:
        """Return the codes of `use`: the own one first, then by likeness of their own titles to `key`."""
        return sorted(
            use.codes,
            key=lambda code: (
                code != use.own,
                -round(likeness(key, self._keys[code])),
                not code.endswith(".00"),
                code not in use.reported,
                code,
            ),
        )

    def _near_code(self, code: str) -> tuple[Occupation, ...]:
        """Return occupations of the same broad or else minor group, where a code of another edition of SOC may be."""
        for length in (6, 5, 4):
            near = [each for each in self if each.code.startswith(code[:length])]
            if near:
                return tuple(near[:SUGGESTIONS])
        return ()


def _without_seniority(key: str) -> str:
    words = key.split()
    while words and words[0] in _SENIORITY:
        words = words[1:]
    return " ".join(words)


def _matched_by(use: TitleUse, code: str) -> MatchedBy:
    if code == use.own:
        return MatchedBy.TITLE
    return MatchedBy.ALTERNATE_TITLE if code in use.alternate else MatchedBy.REPORTED_TITLE


def load_occupations(data_dir: Path) -> Occupations:
    """Load what lies in `data_dir`/occupations and /licensure; raise DataFileError when a file is absent or damaged."""
    files = DataFiles(data_dir)
    occupations, titles = read_occupations(files), read_titles(files)
    return Occupations(occupations=occupations, titles=titles, content_hash=files.content_hash)
