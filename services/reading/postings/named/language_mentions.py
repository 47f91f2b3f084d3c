"""Which languages does a clause ask for, and how well? "Fluent German", "Englischkenntnisse (B2)"."""

import re
from collections.abc import Iterator

from babel import Locale

from services.reading.postings.named.mentions import Kind, Mention
from services.reading.postings.named.stretches import words_in
from services.reading.postings.word_lists import are, pattern_of, plain
from services.recommender.knowledge.known import Knowledge
from services.recommender.names.languages import language_called

_LEVEL = re.compile(r"\b([abc][12])\b")
_TAIL = re.compile(r"(?:sprach)?(?:kenntnisse?n?|niveau)$|(?:sprachig|sprachige[nrms]?)$", re.IGNORECASE)

#: Behind a language that begins a clause, it says that another follows: "Inglês ou francês para obras no estrangeiro".
_JOINS = re.compile(r"\s*(?:[,/]|(?:or|and|oder|und|ou|et|o|y|u|e|of|en|i|lub|och|eller)\s)")

#: A clause of no more words that names a language names nothing else.
_BARE = 4

#: How sure, in percent, a language is that is asked for in so many words, and one that merely stands there.
CUED_CONFIDENCE = 90
BARE_CONFIDENCE = 80


def languages_in(text: str, offset: int, knowledge: Knowledge) -> Iterator[Mention]:
    """Yield the languages that a clause asks for."""
    folded = plain(text)
    words = words_in(text, offset)
    cued = pattern_of("language_cue").search(folded) is not None
    level = _LEVEL.search(folded)
    if not cued and len(words) > _BARE:
        begins = words[0]
        if _called(begins.words) is None or not _JOINS.match(folded, begins.end - offset):
            return
    for one in words:
        code = _called(one.words)
        behind = pattern_of("no_language_before").match(folded[one.end - offset :].lstrip())
        if code is not None and behind is None:
            skill = _skill(code, knowledge)
            yield Mention(
                kind=Kind.LANGUAGE,
                words=one.words,
                start=one.start,
                end=one.end,
                label=knowledge.skills.label(skill) if skill else one.words,
                confidence=CUED_CONFIDENCE if cued else BARE_CONFIDENCE,
                id=code,
                role_words=knowledge.skills.label(skill) if skill else None,
                level=level[1].upper() if level else None,
            )


def _called(word: str) -> str | None:
    bare = _TAIL.sub("", word)
    if plain(word) in are("no_language") or len(bare) < len("Urdu"):
        return None
    # "deutschen Sprache", "englische"
    forms = (bare, re.sub(r"(?:e[nrs]?|a|o|e)$", "", bare))
    return next((code for form in forms if (code := language_called(form)) is not None), None)


def _skill(code: str, knowledge: Knowledge) -> str | None:
    """Return the skill of knowing a language, which the index calls by the language's English name."""
    name = str(Locale("en").languages.get(code, ""))
    return knowledge.skills.named(name.casefold())
