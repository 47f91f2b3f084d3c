"""How many years of experience does a clause ask for? Of a range the lower end, and never how old the employer is."""

import re
from collections.abc import Iterator

from services.reading.postings.named.mentions import Kind, Mention
from services.reading.postings.word_lists import pattern_of, plain

_NUMBERS = (
    "one two three four five six seven eight nine ten|ein zwei drei vier funf sechs sieben acht neun zehn|"
    "un deux trois quatre cinq six sept huit neuf dix|un dos tres cuatro cinco seis siete ocho nueve diez"
)
_IN_WORDS = {word: n for listed in _NUMBERS.split("|") for n, word in enumerate(listed.split(), start=1)} | {
    "eine": 1, "einem": 1, "einjahrige": 1, "una": 1, "une": 1,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})"

_UP_TO = rf"(?:\s?(?:-|\u2013|to|bis|a|y|or|/|\s)\s?{_NUMBER}\+?)?(?:\s?\(\d{{1,2}}\))?"
_YEAR = r"(?:years?|yrs?|jahren?|jahrige\w*|annees?|ans?|anos?|jaar|ar)"
_YEARS = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})\s?(?:\+|plus\b)?{_UP_TO}\s?\+?\s?(?:or more\s|full\s)?{_YEAR}(?!\w)"
)

#: So many characters around years say whose they are.
_BEFORE, _BEHIND = 20, 25

#: More years are no requirement.
_MOST = 25

#: How sure, in percent, years are beside the word "experience", and without it.
STATED_CONFIDENCE = 95
UNSTATED_CONFIDENCE = 75


def years_in(text: str, offset: int) -> Iterator[Mention]:
    """Yield the years of experience that a clause asks for."""
    folded = plain(text)
    speaks = pattern_of("experience").search(folded) is not None
    for found in _YEARS.finditer(folded):
        years = _number(found["low"])
        near = folded[max(0, found.start() - _BEFORE) : found.end() + _BEHIND]
        if not 0 < years <= _MOST or pattern_of("no_years").search(near):
            continue
        words = text[found.start() : found.end()]
        yield Mention(
            kind=Kind.EXPERIENCE,
            words=words,
            start=offset + found.start(),
            end=offset + found.end(),
            label=f"{years} year{'s' if years > 1 else ''} of experience",
            confidence=STATED_CONFIDENCE if speaks else UNSTATED_CONFIDENCE,
            years=years,
        )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _IN_WORDS.get(text, 0)
