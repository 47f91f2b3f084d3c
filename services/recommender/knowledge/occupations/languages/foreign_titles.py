"""What does a title mean in a language? By ESCO's labels and national titles, with how often that is right."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.recommender.knowledge.occupations.languages.esco import EscoOccupation
from services.recommender.knowledge.occupations.languages.labels import OWN, Labels, LabelUse
from services.recommender.names.job_titles.additions import plainer_titles
from services.recommender.names.job_titles.gender_forms import forms_of


class TitlePart(StrEnum):
    """What of a headline was found in a list: all of it, what is left without additions, one of several, or nothing."""

    WHOLE = "whole"
    SHORTENED = "shortened"
    ONE_OF_SEVERAL = "one of several"


#: How often, in percent, what was found is the right O*NET code, by what was found and the best grade that it has.
#: Measured by `bench/titles_abroad.py` on titles of eight national classifications, with their own entries left out;
#: so grades x, c, n and b, which come from such classifications, are judgement.
_RIGHT: Mapping[TitlePart, Mapping[str, int]] = {
    TitlePart.WHOLE: {"p": 97, "x": 95, "a": 84, "c": 84, "n": 84, "b": 60},
    TitlePart.SHORTENED: {"p": 75, "x": 75, "a": 52, "c": 70, "n": 60, "b": 40},
    TitlePart.ONE_OF_SEVERAL: {"p": 85, "x": 85, "a": 80, "c": 75, "n": 70, "b": 40},
}

#: How often, in percent, the code of the title that is most alike is right, by likeness; between them by straight
#: lines. Measured by the same script.
_ALIKE = ((0.2, 0), (0.35, 14), (0.45, 25), (0.55, 31), (0.65, 39), (0.75, 50), (0.85, 66), (0.95, 80), (1.0, 85))

#: How sure, in percent, an occupation is that a listed title stands for less well than for another. A judgement.
BESIDE = 20

#: The grades of a title that is the occupation's own name in its language.
_SUREST = "xp"

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


class ForeignTitles:
    """The titles of several languages and what they stand for; a language is read when it is asked for."""

    def __init__(
        self,
        occupations: tuple[EscoOccupation, ...],
        labels: Mapping[str, Callable[[], Labels]],
        main_code: Callable[[EscoOccupation], str | None],
    ) -> None:
        """Take ESCO's occupations, how to get the labels of each language, and which code of several is meant first."""
        self._occupations = occupations
        self._labels = labels
        self._main_code = main_code

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages by their codes, sorted."""
        return tuple(sorted(self._labels))

    def lists_whole(self, text: str, language: str) -> bool:
        """Say whether all of `text` is a preferred label or an exact national title in a language."""
        forms = forms_of(text)
        uses = (self._labels[language]().find(form) for form in (forms.whole, *forms.genders))
        return any(use is not None and use.occupations[0][1] in _SUREST for use in uses)

    def read(self, text: str, language: str, limit: int = 10) -> ForeignReading:
        """Return what `text` means in a language, with up to `limit` meanings."""
        labels = self._labels[language]()
        near = self._nearest(labels, text)
        for part, form in _steps(text, language):
            use = labels.find(form)
            if use is None:
                continue
            taken = self._meant(use, part, [number for number, _ in near])
            surest = max((meaning.confidence for meaning in taken if meaning.codes), default=0)
            if surest and (part is TitlePart.WHOLE or not near or surest >= near[0][1].confidence):
                beside = (self._meaning(number, use.title, BESIDE) for number, _ in use.occupations)
                meanings = _once([*taken, *(meaning for _, meaning in near), *beside])[:limit]
                return ForeignReading(language=language, meanings=meanings, listed=part, taken=taken)
        return ForeignReading(language=language, meanings=_once(each for _, each in near)[:limit], listed=None)

    def _meant(self, use: LabelUse, part: TitlePart, near: list[int]) -> tuple[Meaning, ...]:
        """Return what a listed title means by its best grade; several share how sure it is, the nearest first."""
        best = use.occupations[0][1]
        numbers = [number for number, grade in use.occupations if grade == best]
        numbers.sort(key=lambda number: near.index(number) if number in near else len(near))
        return tuple(self._meaning(number, use.title, _RIGHT[part][best] // len(numbers)) for number in numbers)

    def _nearest(self, labels: Labels, text: str) -> list[tuple[int, Meaning]]:
        """Return the occupations of the titles that are most like `text`, by number, the likeliest first."""
        scores: defaultdict[int, float] = defaultdict(float)
        votes: defaultdict[int, float] = defaultdict(float)
        alike: dict[int, tuple[str, float]] = {}
        for use, likeness in labels.nearest(forms_of(text).whole, _LOOKED_AT):
            for number, grade in use.occupations:
                if grade in OWN:
                    scores[number] = max(scores[number], likeness * (1 + (_PREFERRED if grade == OWN[0] else 0)))
                    votes[number] += _VOTE * likeness**_POWER
                    alike.setdefault(number, (use.title, likeness))
        ranked = sorted(scores, key=lambda number: (-scores[number] - votes[number], number))
        return [
            (number, self._meaning(number, title, _how_often(likeness)))
            for number in ranked
            for title, likeness in (alike[number],)
        ]

    def _meaning(self, number: int, title: str, confidence: int) -> Meaning:
        esco = self._occupations[number]
        main = self._main_code(esco)
        return Meaning(esco=esco, codes=(main,) if main else esco.codes, title=title, confidence=confidence)


def _steps(text: str, language: str) -> Iterator[tuple[TitlePart, str]]:
    """Yield what may be found in a list, surest first, and what part of `text` that is."""
    parts: tuple[str, ...] = ()
    for number, plainer in enumerate(plainer_titles(text, language)):
        forms = forms_of(plainer)
        parts = parts or forms.parts
        for form in (forms.whole, *forms.genders):
            yield TitlePart.SHORTENED if number else TitlePart.WHOLE, form
    for form in parts:
        yield TitlePart.ONE_OF_SEVERAL, form


def _once(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Return the first meaning of each ESCO occupation; they come surest first."""
    first: dict[str, Meaning] = {}
    for meaning in meanings:
        first.setdefault(meaning.esco.id, meaning)
    return tuple(first.values())


def _how_often(likeness: float) -> int:
    """Return how often, in percent, a title so much alike has the right code."""
    below = _ALIKE[0]
    for above in _ALIKE:
        if likeness <= above[0]:
            span = above[0] - below[0]
            return round(below[1] + (above[1] - below[1]) * ((likeness - below[0]) / span if span else 0))
        below = above
    return below[1]
