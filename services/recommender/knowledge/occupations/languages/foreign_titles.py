"""What does a title mean in a language? By ESCO's labels and national titles, with how often that is right."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.languages.esco import EscoOccupation
from services.recommender.knowledge.occupations.languages.how_often import (
    BY_HAND,
    CLOSE,
    RIGHT,
    SHARED,
    TitlePart,
    how_often,
)
from services.recommender.knowledge.occupations.languages.labels import OWN, PREFERRED, SUREST, Labels, LabelUse
from services.recommender.knowledge.occupations.languages.main_code import begins_as_another, ranks_otherwise
from services.recommender.names.job_titles.additions import plainer_titles, says_as_much
from services.recommender.names.job_titles.gender_forms import forms_of
from services.recommender.names.job_titles.other_gender import other_genders

#: How sure, in percent, an occupation is that a listed title stands for less well than for another. A judgement.
BESIDE = 20

#: What was found says all that the headline says of the work.
_ALL_OF_IT = frozenset({TitlePart.WHOLE, TitlePart.BARE})

#: What the last titles are like is remembered: whether one is taken, and what else it may mean, are asked in turn.
REMEMBERED = 64

#: So many titles that are alike are asked what they mean.
_LOOKED_AT = 30

#: A preferred label counts for so much more than another that is as much alike; each title that is alike has a vote of
#: so much, at a power of its likeness. Measured by the same script: of several tried these find most.
_PREFERRED, _VOTE, _POWER = 0.1, 0.05, 8


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """An ESCO occupation that a title may mean, by which listed title, how sure in percent, and its O*NET codes.

    `codes` is one code where it is clear which one is meant, and empty where the crosswalk has none.
    """

    esco: EscoOccupation
    codes: tuple[str, ...]
    title: str
    confidence: int


@dataclass(frozen=True, kw_only=True)
class ForeignReading:
    """What a title means in `language`: the likeliest first. `listed` is what of it a list has; None: nothing of it.

    `taken` are the meanings by the best entry of a list, without those that are only like it.
    """

    language: str
    meanings: tuple[Meaning, ...]
    listed: TitlePart | None
    taken: tuple[Meaning, ...] = ()

    def codes(self) -> dict[str, Meaning]:
        """Return each O*NET code that is meant, the likeliest first, with the meaning that it comes from."""
        found: dict[str, Meaning] = {}
        for meaning in self.meanings:
            for code in meaning.codes:
                found.setdefault(code, meaning)
        return found

    def sure_code(self) -> tuple[str, int] | None:
        """Return the one code of all meanings that were taken, and how sure it is; None for several codes, or none."""
        codes = {code for meaning in self.taken for code in meaning.codes}
        return (codes.pop(), sum(meaning.confidence for meaning in self.taken)) if len(codes) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Alike:
    """A listed title that is like another: how much (0-1), and the score that occupations are ordered by."""

    title: str
    likeness: float
    score: float


class ForeignTitles:
    """The titles of several languages and what they stand for; a language is read when it is asked for."""

    def __init__(
        self,
        occupations: tuple[EscoOccupation, ...],
        labels: Mapping[str, Callable[[], Labels]],
        main_code: Callable[[EscoOccupation], str | None],
        is_disputed: Callable[[EscoOccupation], bool],
    ) -> None:
        """Take ESCO's occupations, how to get the labels of each language, and what O*NET says of their codes.

        That is which code of several is meant first, and whether it has the occupation's title for others alone.
        """
        self.occupations = occupations
        self._labels = labels
        self._main_code = main_code
        self._is_disputed = is_disputed
        self.alike = lru_cache(REMEMBERED)(self._alike)
        self.read = lru_cache(REMEMBERED)(self._read)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages by their codes, sorted."""
        return tuple(sorted(self._labels))

    def labels(self, language: str) -> Labels:
        """Return the titles of a language."""
        return self._labels[language]()

    def lists(self, text: str, language: str, *, surely: bool = False) -> bool:
        """Say whether all of `text` is a title in a language; `surely`: a preferred label or an exact national one."""
        forms, labels = forms_of(text), self._labels[language]()
        uses = (labels.find(form) for form in (forms.whole, *forms.genders))
        return any(use is not None and (not surely or use.occupations[0][1] in SUREST) for use in uses)

    def lists_all_of(self, text: str, language: str) -> bool:
        """Say whether a list has all of `text` that is about the work."""
        return self.listed(text, language).listed in _ALL_OF_IT

    def knows_word(self, word: str, language: str) -> bool:
        """Say whether a folded word is in any title of a language."""
        return word in self._labels[language]().words

    def _read(self, text: str, language: str, limit: int = 10) -> ForeignReading:
        """Return what `text` means in a language, with up to `limit` meanings."""
        labels = self._labels[language]()
        near = self._nearest(text, language)
        for part, form in _steps(text, language):
            use = labels.find(form)
            if use is None:
                continue
            taken = self._meant(use, part, [number for number, _ in near], language)
            surest = max((meaning.confidence for meaning in taken if meaning.codes), default=0)
            if surest and (part in _ALL_OF_IT or not near or surest >= near[0][1].confidence):
                alike = [meaning for _, meaning in near]
                beside = [self._meaning(number, use.title, BESIDE) for number, _ in use.occupations]
                first = [*taken, *alike] if part in _ALL_OF_IT else [*alike[:1], *taken, *alike[1:]]
                meanings = _once([*first, *beside])[:limit]
                return ForeignReading(language=language, meanings=meanings, listed=part, taken=taken)
        return ForeignReading(language=language, meanings=_once(each for _, each in near)[:limit], listed=None)

    def listed(self, text: str, language: str) -> ForeignReading:
        """Return what `text` means by a list that has it or a part of it, without those that are only like it.

        Nothing is compared, so that this is quick, and takes no index of what is alike.
        """
        for part, form in _steps(text, language):
            use = self._labels[language]().find(form)
            taken = self._meant(use, part, [], language) if use else ()
            if any(meaning.codes for meaning in taken):
                return ForeignReading(language=language, meanings=taken, listed=part, taken=taken)
        return ForeignReading(language=language, meanings=(), listed=None)

    def _meant(self, use: LabelUse, part: TitlePart, near: list[int], language: str) -> tuple[Meaning, ...]:
        """Return what a listed title means by its best grade; several share how sure it is, the nearest first."""
        best = use.occupations[0][1]
        numbers = [number for number, grade in use.occupations if grade == best]
        numbers.sort(key=lambda number: near.index(number) if number in near else len(near))
        # Which English titles mean several occupations, O*NET knows better than ESCO's labels.
        shared = language != ENGLISH and self._is_doubtful(use, best, language)
        right = min(RIGHT[part][best], SHARED) if shared else RIGHT[part][best]
        return tuple(self._meaning(number, use.title, right // len(numbers)) for number in numbers)

    def _is_doubtful(self, use: LabelUse, best: str, language: str) -> bool:
        """Say whether a title may well mean an occupation with other codes than those of its best grade.

        Such a one, with codes or none, has it as a label of a lesser grade, or its own name begins the title; or the
        codes are of another rank than the title.
        """
        meant = {code for number, grade in use.occupations if grade == best for code in self.codes_of(number)}
        others = (self.codes_of(number) for number, grade in use.occupations if grade != best and grade in OWN)
        if any(meant.isdisjoint(codes) for codes in others) or ranks_otherwise(use, language, meant):
            return True
        return begins_as_another(use, language, meant, self._labels[language]().find, self.codes_of)

    def _alike(self, text: str, language: str) -> Mapping[int, Alike]:
        """Return the ESCO occupations, by number, with titles that are like `text`, the likeliest first."""
        scores: defaultdict[int, float] = defaultdict(float)
        votes: defaultdict[int, float] = defaultdict(float)
        first: dict[int, tuple[str, float]] = {}
        for use, likeness in self._labels[language]().nearest(forms_of(text).whole, _LOOKED_AT):
            for number, grade in use.occupations:
                if grade in OWN:
                    scores[number] = max(scores[number], likeness * (1 + (_PREFERRED if grade in PREFERRED else 0)))
                    votes[number] += _VOTE * likeness**_POWER
                    first.setdefault(number, (use.title, likeness))
        ranked = sorted(scores, key=lambda number: (-scores[number] - votes[number], number))
        return {
            number: Alike(title=title, likeness=likeness, score=scores[number] + votes[number])
            for number in ranked
            for title, likeness in (first[number],)
        }

    def codes_of(self, number: int) -> tuple[str, ...]:
        """Return the codes of the ESCO occupation with a number."""
        return self.codes_meant_by(self.occupations[number])

    def codes_meant_by(self, esco: EscoOccupation) -> tuple[str, ...]:
        """Return the O*NET codes of an ESCO occupation: the one that is meant first, or all."""
        main = self._main_code(esco)
        return (main,) if main else esco.codes

    def _nearest(self, text: str, language: str) -> list[tuple[int, Meaning]]:
        """Return the occupations of the titles that are most like `text`, by number, the likeliest first."""
        return [
            (number, self._meaning(number, each.title, how_often(each.likeness)))
            for number, each in self.alike(text, language).items()
        ]

    def _meaning(self, number: int, title: str, confidence: int) -> Meaning:
        esco = self.occupations[number]
        close = esco.close or (confidence > CLOSE and self._is_disputed(esco))
        most = BY_HAND if esco.by_hand else CLOSE if close else confidence
        return Meaning(esco=esco, codes=self.codes_of(number), title=title, confidence=min(confidence, most))


def _steps(text: str, language: str) -> Iterator[tuple[TitlePart, str]]:
    """Yield what may be found in a list, surest first, and what part of `text` that is."""
    parts: tuple[str, ...] = ()
    for number, plainer in enumerate(plainer_titles(text, language)):
        forms = forms_of(plainer)
        parts = parts or forms.parts
        part = TitlePart.BARE if says_as_much(plainer, text, language) else TitlePart.SHORTENED
        part = part if number else TitlePart.WHOLE
        for form in (forms.whole, *other_genders(forms.whole, language)):
            yield part, form
        for form in forms.genders:
            # English titles have one gender: "Sales Engineer / Sales Officer" are two.
            yield TitlePart.ONE_OF_SEVERAL if language == ENGLISH else part, form
    for form in parts:
        yield TitlePart.ONE_OF_SEVERAL, form


def _once(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Return the first meaning of each ESCO occupation; they come surest first."""
    first: dict[str, Meaning] = {}
    for meaning in meanings:
        first.setdefault(meaning.esco.id, meaning)
    return tuple(first.values())
