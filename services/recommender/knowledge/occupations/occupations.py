"""Which occupation is meant? All O*NET-SOC occupations, found by code, by title, or by something like a title."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.common_titles import read_common_titles
from services.recommender.knowledge.occupations.former_codes import FormerCode, read_former_codes
from services.recommender.knowledge.occupations.languages.abroad import ENGLISH, TitlesAbroad, read_titles_abroad
from services.recommender.knowledge.occupations.languages.labels import Labels
from services.recommender.knowledge.occupations.languages.main_code import main_code
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.occupation_files import read_occupations
from services.recommender.knowledge.occupations.resolution import (
    Ambiguous,
    MatchedBy,
    Resolution,
    Resolved,
    TitleCandidate,
    TitleHit,
    Unknown,
)
from services.recommender.knowledge.occupations.several_titles import of_several
from services.recommender.knowledge.occupations.title_likeness import TitleWords
from services.recommender.knowledge.occupations.titles import TitleIndex, TitleUse, read_titles
from services.recommender.names.folding import fold
from services.recommender.names.job_titles.composites import around_comma, endings, parts_of
from services.recommender.names.loose_titles import is_only_a_place, plausible, says_little
from services.recommender.names.occupation_codes import written_out
from services.recommender.names.title_phrases import plainer

#: The sentences that the licence of the O*NET database asks to be shown where its information is used.
ATTRIBUTION = (
    "This product includes information from the O*NET 29.3 Database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. "
    "Credwise has modified all or some of this information. USDOL/ETA has not approved, endorsed, or tested these "
    "modifications."
)

#: How many occupations are suggested for words that are no title.
SUGGESTIONS = 5

#: How sure, in percent, a title is that was found by mending its spelling or the order of its words. Measured by
#: `bench/titles.py` on titles with a slip in them, rounded down.
MENDED_CONFIDENCE = 95

#: How sure, in percent, a title is that O*NET lists for one occupation, but not as its own: lists are never complete,
#: and others may go by it too. A judgement; nobody measured it.
LISTED_CONFIDENCE = 90

#: How sure, in percent, an occupation's own title can be at most beside words that were left out, as how senior. A
#: judgement.
SHORTENED_CONFIDENCE = 95

#: How sure, in percent, a title can be at most that only shares words with titles in use. Up to here the share of the
#: votes is about how often the first one is right; beyond, it says nothing more (`bench/titles.py`).
SHARED_WORDS_CONFIDENCE = 75


#: How sure, in percent, a title of several occupations is that `common_titles.csv` has one for: a title is listed only
#: where at least four of five who write it are thought to mean that one. A judgement; nobody measured it.
COMMON_CONFIDENCE = 80

#: How sure, in percent, a title around a comma can be at most: "Registered Nurse, Band 5". A judgement.
AROUND_A_COMMA_CONFIDENCE = 80


class Occupations:
    """The occupations by code, and the titles that lead to them. Immutable once built."""

    def __init__(
        self,
        *,
        occupations: Mapping[str, Occupation],
        titles: TitleIndex,
        former: Mapping[str, FormerCode],
        content_hash: str,
        common: Mapping[str, str] = MappingProxyType({}),
        abroad: TitlesAbroad | None = None,
    ) -> None:
        """Take the occupations by code, the titles in use, O*NET-SOC 2010 codes, and the hash of all their files.

        `common` has the codes of folded titles that mean several occupations, or are no title, and mostly mean one.
        `abroad` knows titles in other languages; without it all are read as English.
        """
        self._by_code = dict(sorted(occupations.items()))
        self._titles = titles
        self._former = former
        self._common = common
        self._abroad = abroad
        self._words = TitleWords(titles.keys(), lambda row: titles.at(row).codes)
        self.content_hash = content_hash
        self.attribution = ATTRIBUTION

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Occupation | None:
        """Return the occupation with an O*NET-SOC code ("15-1252.00") or a SOC code ("15-1252", read as its .00)."""
        return self._by_code.get(written_out(code) or "")

    def resolve(self, text: str, *, language: str | None = None, country: str | None = None) -> Resolution:
        """Return what `text` means: a code, or a title whatever its case, punctuation or number (plural or singular).

        `language` (ISO 639-1) is the title's, None where nobody says; then it is told from the title and from the
        `country` (ISO 3166-1) where the work is.

        Where "Senior Software Engineer" is no title, "Software Engineer" is looked up, and `matched_title` says so.
        An occupation's own title wins over other occupations' alternate or reported ones; a title that is nobody's own
        and leads to several occupations is Ambiguous, and so is one that says too little of the work, unless it is
        listed as mostly meaning one: then it is a COMMON_TITLE. What is a title only with its spelling or the order of
        its words mended is FUZZY; what merely shares words with titles is never an answer, but Unknown with
        suggestions.
        """
        if code := written_out(text):
            return self._of_code(code)
        found = self._as_one(text, language, country)
        parts = parts_of(text)
        if isinstance(found, Resolved) or not parts:
            return found
        return of_several(parts, found, lambda part: self._as_one(part, None, country))

    def _as_one(self, text: str, language: str | None, country: str | None) -> Resolution:
        """Return what all of `text` means, whatever titles it may name beside one another."""
        if self._abroad and (spoken := self.language_of(text, language=language, country=country)) != ENGLISH:
            return self._abroad.resolve(text, spoken, self._by_code)
        if self._abroad and (local := self._abroad.everyday_meaning(text, ENGLISH, country, self._by_code)):
            return local
        found = self._titled(text)
        if not isinstance(found, Resolved) and is_only_a_place(fold(text)):
            return self._loose(fold(text))
        if self._abroad:
            found = self._abroad.english_meaning(text, found, country, self._by_code)
        return found or self._around_comma(text) or self._by_ending(text, country)

    def _around_comma(self, text: str) -> Resolved | None:
        for each in around_comma(text):
            found = self._titled(each)
            if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY:
                return replace(found, confidence=min(found.confidence, AROUND_A_COMMA_CONFIDENCE))
        return None

    def _by_ending(self, text: str, country: str | None) -> Ambiguous | Unknown:
        """Return suggestions; where a title ends in one that is mostly used for an occupation, that comes first."""
        suggested = tuple(hit.occupation for hit in self.search(text, SUGGESTIONS))
        found = (
            self._abroad.everyday_meaning(e, ENGLISH, country, self._by_code) for e in endings(text) if self._abroad
        )
        if first := next((each.occupation for each in found if each), None):
            return Ambiguous(candidates=tuple(dict.fromkeys((first, *suggested)))[:SUGGESTIONS])
        return Unknown(suggestions=suggested)

    def language_of(self, text: str, *, language: str | None = None, country: str | None = None) -> str:
        """Return the language (ISO 639-1) that a title is read in: the one given, or the one that it seems to be in."""
        if self._abroad is None:
            return ENGLISH
        return self._abroad.language_of(
            text,
            language=language,
            country=country,
            in_english=lambda: any(
                self._titles.find(key) or key in self._common or is_only_a_place(key) for key in plainer(text)
            ),
        )

    def likely_languages(self, text: str) -> tuple[str, ...]:
        """Return the languages (ISO 639-1) that words of any kind may be in by their letters, the likeliest first."""
        return self._abroad.likely_languages(text) if self._abroad else (ENGLISH,)

    def search(
        self, text: str, limit: int = 10, *, language: str | None = None, country: str | None = None
    ) -> tuple[TitleHit, ...]:
        """Return up to `limit` occupations that `text` may mean, each under its best title, surest first."""
        spoken = self.language_of(text, language=language, country=country)
        if self._abroad and spoken != ENGLISH and not written_out(text):
            return self._abroad.search(text, spoken, self._by_code)[:limit]
        hits: dict[str, TitleHit] = {}
        match self.resolve(text) if written_out(text) else self._titled(text):
            case Resolved() as found:
                hits[found.occupation.code] = _hit(found)
        for near in self._words.nearest(next(iter(self._words.readings(fold(text))), "")):
            use = self._titles.at(near.row)
            hit = TitleHit(
                occupation=self._by_code[near.code],
                matched_title=use.title,
                matched_by=MatchedBy.FUZZY,
                confidence=min(near.share, SHARED_WORDS_CONFIDENCE),
            )
            if hits.setdefault(near.code, hit) is hit and len(hits) >= limit:
                break
        return tuple(hits.values())[:limit]

    def candidates(
        self, text: str, limit: int = 10, *, language: str | None = None, country: str | None = None
    ) -> tuple[TitleCandidate, ...]:
        """Return up to `limit` occupations that `text` may mean, of O*NET and of ESCO, the likeliest first."""
        spoken = self.language_of(text, language=language, country=country)
        if self._abroad and spoken != ENGLISH:
            return self._abroad.candidates(text, spoken, self._by_code)[:limit]
        hits = self.search(text, limit, language=ENGLISH)
        found = self.resolve(text, language=ENGLISH, country=country)
        if isinstance(found, Resolved):
            hits = (_hit(found), *(each for each in hits if each.occupation != found.occupation))
        if self._abroad:
            return self._abroad.english_candidates(text, hits, self._by_code)[:limit]
        return tuple(
            TitleCandidate(occupation=h.occupation, esco=None, title=h.matched_title, confidence=h.confidence)
            for h in hits
        )

    def _of_code(self, code: str) -> Resolution:
        if code in self._by_code:
            return Resolved(occupation=self._by_code[code], matched_by=MatchedBy.CODE, matched_title=code)
        former = self._former.get(code)
        if former is None:
            return Unknown(suggestions=self._near_code(code))
        if former.now is None:
            return Unknown(suggestions=tuple(hit.occupation for hit in self.search(former.title, SUGGESTIONS)))
        return Resolved(
            occupation=self._by_code[former.now],
            matched_by=MatchedBy.FORMER_CODE,
            matched_title=f"{code} {former.title} (O*NET-SOC 2010)",
        )

    def _of_use(self, use: TitleUse) -> Resolved | Ambiguous:
        code = use.own or (use.codes[0] if len(use.codes) == 1 else None)
        if code is None:
            return Ambiguous(candidates=tuple(self._by_code[code] for code in self._likeliest(use)))
        if code != use.own and self._is_loose(use.key, code):
            return self._loose(use.key)
        return Resolved(
            occupation=self._by_code[code],
            matched_by=_matched_by(use, code),
            matched_title=use.title,
            confidence=100 if code == use.own else LISTED_CONFIDENCE,
        )

    def _loose(self, key: str) -> Ambiguous:
        near = ((self._by_code[each.code], self._titles.at(each.row).title) for each in self._words.nearest(key))
        offered = islice((each for each, alike in near if plausible(key, each.title, alike)), SUGGESTIONS)
        return Ambiguous(candidates=tuple(offered), loose=True)

    def _is_loose(self, key: str, code: str) -> bool:
        def uses(words: frozenset[str]) -> Iterator[bool]:
            return (code in self._titles.at(row).codes for row in self._words.rows_with(words))

        return says_little(key, self._by_code[code].title, uses)

    def _titled(self, text: str) -> Resolution | None:
        for key in plainer(text):
            use = self._titles.find(key)
            found = self._of_use(use) if use else None
            if isinstance(found, Resolved):
                most = 100 if key == fold(text) else SHORTENED_CONFIDENCE
                return replace(found, confidence=min(found.confidence, most))
            if code := self._common.get(key):
                occupation = self._by_code[code]
                return Resolved(
                    occupation=occupation,
                    matched_by=MatchedBy.COMMON_TITLE,
                    matched_title=use.title if use else occupation.title,
                    confidence=COMMON_CONFIDENCE,
                )
            if found:
                return found
        return self._mended(text)

    def _mended(self, text: str) -> Resolved | Ambiguous | None:
        """Return what `text` means with its spelling or the order of its words mended, where that makes it a title."""
        for key in plainer(text):
            for mended in self._words.readings(key):
                use = self._titles.find(mended)
                if use is None and (row := self._words.in_other_order(mended)) is not None:
                    use = self._titles.at(row)
                if use is not None:
                    found = self._of_use(use)
                    if isinstance(found, Ambiguous):
                        return found
                    return replace(
                        found, matched_by=MatchedBy.FUZZY, confidence=min(found.confidence, MENDED_CONFIDENCE)
                    )
        return None

    def _likeliest(self, use: TitleUse) -> list[str]:
        """Return the codes of `use`: the one it mostly means, then by how many titles like it they have."""
        mostly = self._common.get(use.key)
        votes = {near.code: near.share for near in self._words.nearest(use.key)}
        return sorted(
            use.codes,
            key=lambda code: (
                code != mostly,
                -votes.get(code, 0),
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


def _hit(found: Resolved) -> TitleHit:
    return TitleHit(
        occupation=found.occupation,
        matched_title=found.matched_title,
        matched_by=found.matched_by,
        confidence=found.confidence,
        esco=found.esco,
    )


def _matched_by(use: TitleUse, code: str) -> MatchedBy:
    if code == use.own:
        return MatchedBy.TITLE
    return MatchedBy.ALTERNATE_TITLE if code in use.alternate else MatchedBy.REPORTED_TITLE


def load_occupations(data_dir: Path, labels: Mapping[str, Callable[[], Labels]] = MappingProxyType({})) -> Occupations:
    """Load what lies in `data_dir`/occupations, /titles and /licensure.

    `labels` stand in for the data's titles of a language: a measurement leaves those out that it asks for. Raises
    DataFileError when a file is absent or damaged.
    """
    files = DataFiles(data_dir)
    occupations, titles = read_occupations(files), read_titles(files)
    former, common = read_former_codes(files, occupations), read_common_titles(files, occupations)
    abroad = read_titles_abroad(files, frozenset(occupations), lambda each: main_code(each, titles), labels)
    return Occupations(
        occupations=occupations,
        titles=titles,
        former=former,
        content_hash=files.content_hash,
        common=common,
        abroad=abroad,
    )
