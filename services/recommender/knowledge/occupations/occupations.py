"""Which occupation is meant? All O*NET-SOC occupations, found by code, by title, or by something like a title."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.former_codes import FormerCode, OccupationCodes, read_former_codes
from services.recommender.knowledge.occupations.heads.headed import Heading, headed
from services.recommender.knowledge.occupations.heads.listed import ListedTitles
from services.recommender.knowledge.occupations.heads.offered import worth_offering
from services.recommender.knowledge.occupations.heads.wished import wished
from services.recommender.knowledge.occupations.job_titles.common_titles import read_common_titles
from services.recommender.knowledge.occupations.job_titles.english_titles import SUGGESTIONS, EnglishTitles
from services.recommender.knowledge.occupations.job_titles.several_titles import of_several
from services.recommender.knowledge.occupations.job_titles.title_likeness import Nearest
from services.recommender.knowledge.occupations.job_titles.titles import read_titles
from services.recommender.knowledge.occupations.languages.abroad import TitlesAbroad, read_titles_abroad
from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.languages.foreign_titles import REMEMBERED
from services.recommender.knowledge.occupations.languages.guessing import languages_of
from services.recommender.knowledge.occupations.languages.labels import Labels
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.occupation_files import (
    ATTRIBUTION,
    OCCUPATION_COLUMNS,
    OCCUPATION_FILE,
    read_occupations,
)
from services.recommender.knowledge.occupations.resolution import (
    Ambiguous,
    MatchedBy,
    Resolution,
    Resolved,
    TitleCandidate,
    TitleHit,
    Unknown,
    first_of,
)
from services.recommender.knowledge.occupations.skills.alternatives import Alternatives, read_alternatives
from services.recommender.names.folding import fold
from services.recommender.names.headings.wishes import wish_in
from services.recommender.names.headlines import beginnings, plain_titles
from services.recommender.names.job_titles.additions import is_only_a_place as names_only_a_place
from services.recommender.names.job_titles.composites import around_comma, endings, parts_of
from services.recommender.names.job_titles.loose_titles import is_only_a_place
from services.recommender.names.occupation_codes import written_out

#: How sure, in percent, what is left of a headline can be at most: without what says nothing of the work, and without
#: more, as where it is and with what. Judgements.
PLAIN_CONFIDENCE, PART_CONFIDENCE = 85, 75

#: How sure, in percent, the beginning of a title can be at most, behind which are words that no title has. A judgement.
BEGINNING_CONFIDENCE = 70

#: How sure, in percent, a title around a comma can be at most: "Registered Nurse, Band 5". A judgement.
AROUND_A_COMMA_CONFIDENCE = 80


class Occupations:
    """The occupations by code, and the titles that lead to them. Immutable once built."""

    def __init__(
        self,
        *,
        occupations: Mapping[str, Occupation],
        english: EnglishTitles,
        former: Mapping[str, FormerCode],
        content_hash: str,
        abroad: TitlesAbroad | None = None,
        alternatives: tuple[Alternatives, ...] = (),
    ) -> None:
        """Take the occupations by code, their titles, O*NET-SOC 2010 codes, and the hash of all their files.

        `abroad` knows titles in other languages; without it all are read as English. `alternatives` are the tools that
        are asked for in place of one another.
        """
        self._by_code = dict(sorted(occupations.items()))
        self._english = english
        self._former = former
        self._abroad = abroad
        self._lists = ListedTitles(english, abroad, occupations) if abroad else None
        self._spoken = lru_cache(REMEMBERED)(self._likeliest_language)
        self.alternatives = alternatives
        self.content_hash = content_hash
        self.attribution = ATTRIBUTION
        self._resolved = lru_cache(REMEMBERED)(self._resolve)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._by_code.values())

    @property
    def codes(self) -> OccupationCodes:
        """The codes of today and those of 2010, for what names occupations by nothing else."""
        return OccupationCodes(today=self._by_code.keys(), former=self._former)

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
        return self._resolved(text, language, country)

    def _resolve(self, text: str, language: str | None, country: str | None) -> Resolution:
        if code := written_out(text):
            return self._of_code(code)
        spoken = self.language_of(text, language=language, country=country)
        wish = wish_in(text, dict.fromkeys((spoken, *languages_of(country))))
        if wish and self._lists and not self._lists.whole(text, spoken, country):
            meant = wished(wish, spoken, lambda part: self._headline(part, language, country))
            return meant or self._headline(text, language, country)
        return self._headline(text, language, country)

    def _headline(self, text: str, language: str | None, country: str | None) -> Resolution:
        """Return what a headline means that says no wish."""
        found = self._with_parts(text, language, country)
        if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY:
            return found
        if self._abroad and found.language not in {None, ENGLISH} and self._abroad.foreign.lists(text, found.language):
            # All of it is a title that may mean several occupations, or one that no code has; no part says more.
            return found
        if plain := self._without_additions(text, found.language, language, country):
            return plain
        return found if isinstance(found, Resolved) else self._headed(text, found, country)

    def _headed(self, text: str, found: Ambiguous | Unknown, country: str | None) -> Resolution:
        """Return what a headline means by the title that it begins or ends with, else what was `found` of it."""
        if self._lists is None:
            return found

        def nearest() -> tuple[Occupation, ...]:
            return tuple(each.occupation for each in self._alike(text, 1, found.language) if each.occupation)

        heading = Heading(text=text, language=found.language, country=country, found=found, nearest=nearest)
        return headed(heading, self._lists)

    def _with_parts(self, text: str, language: str | None, country: str | None) -> Resolution:
        found, parts = self._as_one(text, language, country), parts_of(text)
        if isinstance(found, Resolved) or not parts:
            return found
        return of_several(parts, found, lambda part: self._as_one(part, None, country))

    def _without_additions(self, text: str, spoken: str, language: str | None, country: str | None) -> Resolved | None:
        """Return what the rest of a headline means, of which all is no title; None where that is open."""
        title = text
        for plain in plain_titles(text, {spoken, ENGLISH, *languages_of(country)}):
            title = plain.title
            if is_only_a_place(fold(title)) or names_only_a_place(title, spoken):
                return None
            if found := self._listed(title, language, country):
                most = PLAIN_CONFIDENCE if plain.all_of_it else PART_CONFIDENCE
                return replace(found, confidence=min(found.confidence, most))
        if self._abroad is None or spoken == ENGLISH:
            return None
        for beginning in beginnings(title, self._abroad.words_of(spoken)):
            if names_only_a_place(beginning, spoken):
                return None
            if found := self._listed(beginning, language, country):
                return replace(found, confidence=min(found.confidence, BEGINNING_CONFIDENCE))
        return None

    def _listed(self, title: str, language: str | None, country: str | None) -> Resolved | None:
        """Return what a title means that needs no mending; None where it does, or is open."""
        found = self._with_parts(title, language, country)
        return found if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY else None

    def _as_one(self, text: str, language: str | None, country: str | None) -> Resolution:
        """Return what all of `text` means, whatever titles it may name beside one another."""
        if self._abroad and (spoken := self.language_of(text, language=language, country=country)) != ENGLISH:
            return self._abroad.resolve(text, spoken, country)
        if self._abroad and (local := self._abroad.everyday_meaning(text, ENGLISH, country)):
            return local
        found: Resolution | None = self._english.titled(text)
        if not isinstance(found, Resolved) and is_only_a_place(fold(text)):
            return self._english.loose(fold(text))
        if self._abroad:
            found = self._abroad.english_meaning(text, found, country)
        found = found or self._around_comma(text) or self._by_ending(text, country)
        if isinstance(found, Resolved) or self._abroad is None:
            return found
        return self._abroad.elsewhere(text, country, lambda trade: self._as_one(trade, ENGLISH, country)) or found

    def _around_comma(self, text: str) -> Resolved | None:
        for each in around_comma(text):
            found = self._english.titled(each)
            if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY:
                return replace(found, confidence=min(found.confidence, AROUND_A_COMMA_CONFIDENCE))
        return None

    def _by_ending(self, text: str, country: str | None) -> Ambiguous | Unknown:
        """Return suggestions; where a title ends in one that is mostly used for an occupation, that comes first."""
        suggested = tuple(hit.occupation for hit in self.search(text, SUGGESTIONS, language=ENGLISH))
        found = (self._abroad.everyday_meaning(e, ENGLISH, country) for e in endings(text) if self._abroad)
        if first := next((each.occupation for each in found if each), None):
            return Ambiguous(candidates=tuple(dict.fromkeys((first, *suggested)))[:SUGGESTIONS])
        return Unknown(suggestions=suggested)

    def language_of(self, text: str, *, language: str | None = None, country: str | None = None) -> str:
        """Return the language (ISO 639-1) that a title is read in: the one given, or the one that it seems to be in.

        A code is the same in all.
        """
        return ENGLISH if written_out(text) else self._spoken(text, language, country)

    def _likeliest_language(self, text: str, language: str | None, country: str | None) -> str:
        if self._abroad is None:
            return ENGLISH
        listed = self._english.knows
        return self._abroad.language_of(text, language=language, country=country, in_english=lambda: listed(text))

    def likely_languages(self, text: str) -> tuple[str, ...]:
        """Return the languages (ISO 639-1) that words of any kind may be in by their letters, the likeliest first."""
        return self._abroad.likely_languages(text) if self._abroad else (ENGLISH,)

    def search(
        self, text: str, limit: int = 10, *, language: str | None = None, country: str | None = None
    ) -> tuple[TitleHit, ...]:
        """Return up to `limit` occupations that `text` may mean, each under its best title, surest first."""
        spoken = self.language_of(text, language=language, country=country)
        if self._abroad and spoken != ENGLISH and not written_out(text):
            return self._abroad.search(text, spoken)[:limit]
        hits: dict[str, TitleHit] = {}
        match self.resolve(text) if written_out(text) else self._english.titled(text):
            case Resolved() as found:
                hits[found.occupation.code] = TitleHit.of(found)
        for hit in worth_offering(text, self._english.nearest):
            if hits.setdefault(hit.occupation.code, hit) is hit and len(hits) >= limit:
                break
        return tuple(hits.values())[:limit]

    def candidates(
        self, text: str, limit: int = 10, *, language: str | None = None, country: str | None = None
    ) -> tuple[TitleCandidate, ...]:
        """Return up to `limit` occupations that `text` may mean, of O*NET and of ESCO, the likeliest first."""
        spoken = self.language_of(text, language=language, country=country)
        if self._abroad and spoken != ENGLISH:
            listed = self._abroad.candidates(text, spoken)
            return first_of(self.resolve(text, language=language, country=country), listed)[:limit]
        return self._alike(text, limit, ENGLISH, self.resolve(text, language=language, country=country))

    def _alike(
        self, text: str, limit: int, language: str, found: Resolution | None = None
    ) -> tuple[TitleCandidate, ...]:
        """Return the occupations whose titles are most like `text`, behind what it is `found` to mean."""
        if self._abroad and language != ENGLISH:
            return self._abroad.candidates(text, language)[:limit]
        hits = self.search(text, max(limit, SUGGESTIONS), language=ENGLISH)
        if isinstance(found, Resolved):
            hits = (TitleHit.of(found), *(each for each in hits if each.occupation != found.occupation))
        if self._abroad:
            return self._abroad.english_candidates(text, hits)[:limit]
        return tuple(
            TitleCandidate(occupation=h.occupation, esco=None, title=h.matched_title, confidence=h.confidence)
            for h in hits
        )

    def alike_in_words(self, text: str) -> tuple[Nearest, ...]:
        """Return the codes whose English titles of O*NET share words with `text`, most votes first."""
        return self._english.alike(text)

    def alike_in_letters(self, text: str) -> Mapping[str, float]:
        """Return the addresses of ESCO's occupations whose English titles share letters with `text`: how many (0-1)."""
        return self._abroad.alike_in_letters(text) if self._abroad else {}

    def titles_of_codes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every title of O*NET with the codes that go by it."""
        return self._english.titles()

    def titles_of_esco(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every English title of ESCO with the addresses of the occupations that go by it."""
        return self._abroad.english_titles() if self._abroad else iter(())

    def candidate(self, address: str, confidence: int) -> TitleCandidate:
        """Return the occupation with an O*NET code or an address of ESCO as a candidate of some title."""
        if self._abroad and (found := self._abroad.english_candidate(address, confidence)):
            return found
        occupation = self._by_code[address]
        return TitleCandidate(occupation=occupation, esco=None, title=occupation.title, confidence=confidence)

    def _of_code(self, code: str) -> Resolution:
        if code in self._by_code:
            return Resolved(occupation=self._by_code[code], matched_by=MatchedBy.CODE, matched_title=code)
        former = self._former.get(code)
        if former is None:
            return Unknown(suggestions=self._near_code(code))
        if former.now is None:
            hits = self.search(former.title, SUGGESTIONS, language=ENGLISH)
            return Unknown(suggestions=tuple(hit.occupation for hit in hits))
        return Resolved(
            occupation=self._by_code[former.now],
            matched_by=MatchedBy.FORMER_CODE,
            matched_title=f"{code} {former.title} (O*NET-SOC 2010)",
        )

    def _near_code(self, code: str) -> tuple[Occupation, ...]:
        """Return occupations of the same broad or else minor group, where a code of another edition of SOC may be."""
        for length in (6, 5, 4):
            near = [each for each in self if each.code.startswith(code[:length])]
            if near:
                return tuple(near[:SUGGESTIONS])
        return ()


def load_occupation_codes(data_dir: Path) -> OccupationCodes:
    """Load the codes alone, which is quick; raise DataFileError when a file is absent or damaged."""
    files = DataFiles(data_dir)
    today = frozenset(code for _, (code, *_) in files.rows(OCCUPATION_FILE, OCCUPATION_COLUMNS))
    return OccupationCodes(today=today, former=read_former_codes(files, today))


def load_occupations(data_dir: Path, labels: Mapping[str, Callable[[], Labels]] = MappingProxyType({})) -> Occupations:
    """Load what lies in `data_dir`/occupations, /titles and /licensure.

    `labels` stand in for the data's titles of a language: a measurement leaves those out that it asks for. Raises
    DataFileError when a file is absent or damaged.
    """
    files = DataFiles(data_dir)
    occupations, titles = read_occupations(files), read_titles(files)
    former, common = read_former_codes(files, occupations), read_common_titles(files, occupations)
    english = EnglishTitles(occupations, titles, common)
    abroad = read_titles_abroad(files, occupations, titles, english.nearest, labels)
    alternatives = read_alternatives(files)
    return Occupations(
        occupations=occupations,
        english=english,
        former=former,
        content_hash=files.content_hash,
        abroad=abroad,
        alternatives=alternatives,
    )
