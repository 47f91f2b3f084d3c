"""What of a headline is the title, beside hours, shift, contract, place, pay, workplace, tools and words of hiring?

"Vi söker Kock till hotell, 75 % vikariat, Malmö" asks for a "Kock". The phrases are in headline_words.tsv, towns in
geography/towns.tsv; figures (pay, hours, years, grades, references) are told by their form.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.recommender.names.geography.towns import place_names
from services.recommender.names.headline_figures import FIGURES
from services.recommender.names.job_titles.gender_forms import FOR_WHOM
from services.recommender.names.job_titles.letters import fold_letters

#: Where a phrase may stand: around a title or before it, which says nothing of the work; behind it, which says with
#: what or where it is done; and what begins an addition.
AROUND, BEFORE, BEHIND, CUTS = "around", "before", "behind", "cuts"

#: The language of phrases that postings of every language have.
_EVERY = "*"

#: No phrase has more words.
_LONGEST = 6

#: Words that lead to what was taken off: "Kellner in (Berlin)".
_LEADING = frozenset(
    {"in", "im", "am", "an", "a", "au", "aux", "de", "en", "te", "w", "we", "na", "i", "till", "at", "near", "bei"}
    | {"mit", "und", "oder", "or", "and", "et", "y", "e", "och", "con", "com", "z", "ze", "med", "ab", "zu", "per"}
    | {"fur", "to", "for", "the", "als", "der", "die", "von", "van", "chez", "dans", "sur", "por", "no", "em", "do"}
    | {"da", "di", "presso", "o", "lub"}
)

#: What joins a word to a title that is more than a place: "Mozo de almacén", "Chef d'équipe".
_OF = frozenset(
    {"de", "d", "del", "du", "des", "di", "da", "do", "dos", "das", "della", "dell", "dello", "of", "von", "van", "av"}
)

#: A remark in brackets; an ending, as in "Enfermero(a)", has no space before it.
_REMARK = re.compile(r"(?:^|\s)[(\[]([^()\[\]]*)[)\]]")

#: What parts a headline: a dash, bar, comma, colon or plus with space around it.
_BETWEEN = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*[|;\u2022\u00b7!]\s+|\s*\|\s*|,\s+|:\s+|\s[+@]\s")
_STROKE = re.compile(r"\s*/\s*")
_WORD = re.compile(r"[^\W_]+[+#]*")


@dataclass(frozen=True, kw_only=True)
class PlainTitle:
    """What is left of a headline; `all_of_it` says that what was taken off says nothing of the work."""

    title: str
    all_of_it: bool


@dataclass(frozen=True, kw_only=True)
class _Word:
    folded: str
    start: int
    end: int
    is_name: bool


def plain_titles(headline: str, languages: Collection[str]) -> Iterator[PlainTitle]:
    """Yield what is left of a headline without what says nothing of the work, then without more; nothing where all is.

    `languages` (ISO 639-1) are those whose phrases are known in it.
    """
    known = _known(frozenset({_EVERY, *languages}))
    bare = _REMARK.sub(r" | \1 | ", FIGURES.sub(" | ", FOR_WHOM.sub(" ", headline)))
    seen = {fold_letters(headline), ""}
    for more in (False, True):
        left = [each for part in _BETWEEN.split(bare) if (each := _without_phrases(part, known, more=more))]
        title = left[0] if left else ""
        if fold_letters(title) not in seen:
            seen.add(fold_letters(title))
            yield PlainTitle(title=title, all_of_it=not more and len(left) == 1)


def beginnings(title: str, known: Container[str]) -> Iterator[str]:
    """Yield ever shorter beginnings of a title, as long as no word behind them is `known`: "Kok" of "Kok Vapiano".

    A word behind "de" belongs to the title, known or not.
    """
    words = list(_WORD.finditer(title))
    for at in range(len(words) - 1, 0, -1):
        last = fold_letters(words[at][0])
        if last in known or last in _OF or fold_letters(words[at - 1][0]) in _OF:
            return
        yield title[: words[at - 1].end()]


def _without_phrases(part: str, known: Mapping[str, frozenset[tuple[str, ...]]], *, more: bool) -> str:
    """Return a part of a headline without the phrases at its ends; of "Koch / Quereinsteiger" what says the work."""
    sides = [each for each in _STROKE.split(part) if each.strip()]
    telling = [each for each in sides if len(sides) == 1 or _stripped(each, known, more=more)]
    return _stripped(part if len(telling) == len(sides) else " / ".join(telling), known, more=more)


def _stripped(part: str, known: Mapping[str, frozenset[tuple[str, ...]]], *, more: bool) -> str:
    words = [
        _Word(folded=fold_letters(each[0]), start=each.start(), end=each.end(), is_name=each[0][0].isupper())
        for each in _WORD.finditer(part)
    ]
    before, length = len(words), -1
    while len(words) != length:
        length = len(words)
        words = _without_end(words, known, more=more)
        words = _without_beginning(words, known)
        if more:
            words = words[: next((at for at, word in enumerate(words) if at and _cuts(word, part, known)), length)]
    if len(words) == before:
        return part.strip(" \t-,.:/&")
    return part[words[0].start : words[-1].end] + _closed(part[words[-1].end :]) if words else ""


def _cuts(word: _Word, part: str, known: Mapping[str, frozenset[tuple[str, ...]]]) -> bool:
    """Say whether a word begins an addition; the ending in "Conductor/a" has no space before it."""
    return part[word.start - 1].isspace() and (word.folded,) in known[CUTS]


def _closed(rest: str) -> str:
    """Return the bracket of an ending that belongs to the last word: "(a)" of "Enfermero(a)"."""
    return ")" if rest.startswith(")") else ""


def _without_end(words: list[_Word], known: Mapping[str, frozenset[tuple[str, ...]]], *, more: bool) -> list[_Word]:
    for size in range(min(_LONGEST, len(words)), 0, -1):
        phrase = tuple(word.folded for word in words[-size:])
        named = any(word.is_name for word in words[-size:]) and " ".join(phrase) in place_names()
        listed = phrase in known[AROUND] or (more and phrase in known[BEHIND])
        told = listed and (size == len(words) or words[-size - 1].folded not in _OF)
        if named or told or (phrase[0].isdigit() and size == 1):
            words = words[:-size]
            while words and words[-1].folded in _LEADING:
                words = words[:-1]
            return words
    return words


def _without_beginning(words: list[_Word], known: Mapping[str, frozenset[tuple[str, ...]]]) -> list[_Word]:
    for size in range(min(_LONGEST, len(words)), 0, -1):
        phrase = tuple(word.folded for word in words[:size])
        if phrase in known[AROUND] or phrase in known[BEFORE] or (phrase[0].isdigit() and size == 1):
            words = words[size:]
            while words and words[0].folded in _LEADING:
                words = words[1:]
            return words
    return words


@cache
def _known(languages: frozenset[str]) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Return the phrases of some languages, as folded words, by where they stand."""
    phrases: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for line in files(__package__).joinpath("headline_words.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, where, listed = line.split("\t")
        if language in languages:
            phrases[where].update(tuple(fold_letters(each).split()) for each in listed.split(" | "))
    return {where: frozenset(phrases[where]) for where in (AROUND, BEFORE, BEHIND, CUTS)}
