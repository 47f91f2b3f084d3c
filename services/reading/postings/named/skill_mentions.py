"""Which skills do the words of a sentence name? The longest names first, each with its place and how sure it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from services.reading.postings.named.loosely_named import loosely_named, says_as_much
from services.reading.postings.named.mentions import SURE_ENOUGH, Kind, Mention
from services.reading.postings.named.stretches import Stretch, named_in
from services.reading.postings.word_lists import are, pattern_of, plain, words_of
from services.recommender.knowledge.known import Knowledge
from services.recommender.names.skills.skill_words import fold, without_brackets
from services.recommender.situation.terms import read_term

#: No name of a skill has more words.
LONGEST = 8

#: Words of no more letters are short forms, and meant only in capitals.
_SHORT_FORM = 3

#: A part of a product behind its name: the "FI" of "SAP FI".
_MODULE = re.compile(r" ([A-Z]{2,4})(?![\w/-])")

#: What joins filling words and the name behind them.
_JOINS = frozenset(
    {"of", "with", "in", "mit", "von", "de", "du", "des", "d", "la", "le", "les", "l", "el", "los", "con", "en"}
)

#: "Innovative" is said of people where it stands by itself, and of products before another word.
_DESCRIBES = re.compile(r"\s+(?!and\b|or\b|with\b|in\b|when\b|und\b|oder\b|et\b|y\b|\d)\w")

#: "An initiative", "the data solutions initiative": something that is done, and no trait of anybody.
_IS_ONE = re.compile(
    r"\b(?:an?|the|this|that|our|its|each|every|new|key|solutions?)\s+"
    r"(?:(?!(?:of|and|or|own|personal|strong|high|great)\b)[\w-]+\s+){0,3}$"
)

#: Behind a kind of thing come the things themselves: "programming languages - Java and JavaScript", "(e.g. Java".
_ITS_KINDS = re.compile(
    r"\s*(?:[-\u2013(:]|,?\s*(?:such as|like|e\.\s?g\.?,?|for example))\s*(?:e\.\s?g\.?,?\s*)?[A-Z]"
)

#: Around one letter it says that no language is meant: "Permis BE ou C", "R$ 3.200", "CPR-C".
_NO_LETTER_BEFORE = re.compile(r"\b(?:BE|CE|C1E?|DE?|D1)\b[^.;]*$|[A-Z]-$")
_NO_LETTER_BEHIND = re.compile(r"\$|\s*[+/]\s*E\b|\s(?:class|licence|license)\b")

#: How sure, in percent, a skill is by how its words name it: a product's name, a label or another name of several words
#: or one, other forms of its words, and words as general as "support". Ordered as measured by `bench/postings.py`.
NAME_CONFIDENCE = 95
PHRASE_LABEL_CONFIDENCE = 90
CLOSE_FORM_CONFIDENCE = 86
PHRASE_ALIAS_CONFIDENCE = 85
FAR_ALIAS_CONFIDENCE = 78
WORD_LABEL_CONFIDENCE = 76
LOOSE_FORM_CONFIDENCE = 74
WORD_ALIAS_CONFIDENCE = 72
GENERAL_CONFIDENCE = 40


def skills_in(text: str, offset: int, language: str, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the skills that `text` names; `offset` is where it begins in the advertisement."""
    named = [
        _with_module(one, text, offset, knowledge)
        for one in named_in(text, offset, LONGEST, lambda stretch: _named(stretch, language, knowledge))
    ]
    loosely = _loosely(text, offset, knowledge, named) if language == "en" else []
    replaced = [one for one in named if not any(_overlap(one, other) for other in loosely)]
    yield from sorted((*replaced, *loosely), key=lambda one: one.start)


def _with_module(found: Mention, text: str, offset: int, knowledge: Knowledge) -> Mention:
    module = _MODULE.match(text, found.end - offset) if found.confidence == NAME_CONFIDENCE else None
    if module is None or knowledge.skills.named(fold(module[1])) is not None:
        return found
    return replace(found, words=found.words + module[0], end=found.end + len(module[0]))


def _loosely(text: str, offset: int, knowledge: Knowledge, named: list[Mention]) -> list[Mention]:
    """Return the skills named by other forms of their words, where no name that is surer stands."""
    found: list[Mention] = []
    for one in sorted(loosely_named(text, knowledge.skills), key=lambda each: (each.between, each.start - each.end)):
        label, words = knowledge.skills.label(one.skill), text[one.start : one.end]
        confidence = CLOSE_FORM_CONFIDENCE if one.between == 0 else LOOSE_FORM_CONFIDENCE
        mention = Mention(
            kind=Kind.SKILL,
            words=words,
            start=offset + one.start,
            end=offset + one.end,
            label=label,
            confidence=confidence,
            id=one.skill,
            role_words=without_brackets(label),
        )
        if plain(words) in are("never"):
            continue
        surer = (other for other in named if other.confidence > confidence)
        if not any(_overlap(mention, other) for other in (*surer, *found)):
            found.append(mention)
    return found


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _named(stretch: Stretch, language: str, knowledge: Knowledge) -> Mention | None:
    read = _read(stretch.words, several=stretch.several, language=language, knowledge=knowledge)
    if read is None:
        return None
    skill, confidence = read
    if len(stretch.words) == 1 and _is_no_language(stretch):
        return None
    if language == "de" and stretch.is_tail and not stretch.several:
        # "SPS-Programmierung" is more than "Programmierung".
        return None
    if not stretch.several and plain(stretch.words) in _meant() and _DESCRIBES.match(plain(stretch.behind)):
        return None
    if not stretch.several and _IS_ONE.search(plain(stretch.before)) and plain(stretch.words) in are("no_trait"):
        return None
    if stretch.words.endswith("languages") and _ITS_KINDS.match(stretch.behind):
        return None
    label = knowledge.skills.label(skill)
    if _begins_with_filling(stretch, skill, language, knowledge):
        return None
    words = _without_filling(stretch)
    same = read_term(words, knowledge).skill == skill
    return Mention(
        kind=Kind.SKILL,
        words=words,
        start=stretch.end - len(words),
        end=stretch.end,
        label=label,
        confidence=confidence,
        id=skill,
        role_words=words if same else without_brackets(label),
    )


def _is_no_language(stretch: Stretch) -> bool:
    """Say whether a letter is a class of driving licences or a part of a sign, and no programming language."""
    driving = pattern_of("driving").search(plain(stretch.before)) is not None
    return driving or bool(_NO_LETTER_BEFORE.search(stretch.before) or _NO_LETTER_BEHIND.match(stretch.behind))


def _begins_with_filling(stretch: Stretch, skill: str, language: str, knowledge: Knowledge) -> bool:
    """Say whether "experience with Java" names what "Java" names: what stands before it adds nothing."""
    for number, tail in enumerate(stretch.tails, start=1):
        before = plain(stretch.words.removesuffix(tail)).split()
        if not are("filler").issuperset(before):
            return False
        shorter = _read(tail, several=number < len(stretch.tails), language=language, knowledge=knowledge)
        if shorter is not None and (shorter[0] == skill or (before[-1] in _JOINS and shorter[1] >= SURE_ENOUGH)):
            return True
    return False


def _without_filling(stretch: Stretch) -> str:
    """Return the words without "sector de la" or "maîtrise de" before them, which are no part of a skill's name."""
    for tail in reversed(stretch.tails):
        before = plain(stretch.words.removesuffix(tail)).split()
        if before and before[-1] in _JOINS and are("filler").issuperset(before) and plain(tail) not in _JOINS:
            return tail
    return stretch.words


def _read(words: str, *, several: bool, language: str, knowledge: Knowledge) -> tuple[str, int] | None:
    """Return the skill that is called so, in English or in the advertisement's language, and how sure that is."""
    if (label := _meant().get(plain(words))) and (skill := knowledge.skills.named(fold(label))):
        return skill, PHRASE_LABEL_CONFIDENCE
    read = _in_english(words, several=several, abroad=language != "en", knowledge=knowledge)
    if read is None and language != "en":
        read = _abroad(words, several=several, language=language, knowledge=knowledge)
    return read


def _in_english(words: str, *, several: bool, abroad: bool, knowledge: Knowledge) -> tuple[str, int] | None:
    key = fold(words)
    found = None if key in _never() else knowledge.skills.named(key)
    if found is None:
        return None
    label = knowledge.skills.label(found)
    keys = _names(label)
    by_label, general = key in keys, plain(words) in are("general")
    is_name = _is_name(label) and (by_label or _is_part_of(key, keys) or (not several and not words.islower()))
    acronym = words.isupper() and len(words) >= _SHORT_FORM and plain(words) not in are("no_tool")
    if abroad and not (is_name or acronym) and (general or not several):
        return None
    if not several and plain(words) in are("everyday") and words.islower():
        return None
    short = not several and len(words) <= _SHORT_FORM and not (words.isupper() or by_label or is_name)
    if general or short:
        return found, GENERAL_CONFIDENCE
    if is_name:
        return found, NAME_CONFIDENCE
    if several and by_label:
        return found, PHRASE_LABEL_CONFIDENCE
    if several:
        return found, PHRASE_ALIAS_CONFIDENCE if says_as_much(words, label) else FAR_ALIAS_CONFIDENCE
    return found, WORD_LABEL_CONFIDENCE if by_label else WORD_ALIAS_CONFIDENCE


def _names(label: str) -> set[str]:
    return {fold(label), fold(without_brackets(label))}


def _is_part_of(key: str, names: set[str]) -> bool:
    """Say whether all words of `key` stand in a name: "excel" in "microsoft excel"."""
    return any(set(key.split()) <= set(name.replace(".", " ").split()) | set(name.split()) for name in names)


def _abroad(words: str, *, several: bool, language: str, knowledge: Knowledge) -> tuple[str, int] | None:
    key = plain(words)
    if key in _never() or key in are("general"):
        return None
    named = knowledge.skills_abroad.read(words, language)
    if named is None:
        return None
    return named.skill, named.confidence if several else min(named.confidence, WORD_LABEL_CONFIDENCE)


@cache
def _meant() -> dict[str, str]:
    return {words: label for label, listed in words_of("meant.tsv").items() for words in listed}


@cache
def _never() -> frozenset[str]:
    return frozenset(fold(each) for each in are("never"))


def _is_name(label: str) -> bool:
    """Say whether a label is the name of a product, a method or a language, by its capitals.

    Of several words the first alone has none that count: "Programming languages" is how O*NET writes a kind of thing.
    """
    bare = without_brackets(label)
    first, _, rest = bare.partition(" ")
    return any(letter.isupper() for letter in (rest + first[1:] if rest else bare))
