"""Where is the work, and in which language is that written? What the head and the small words of a text say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from services.reading.postings.lines import Line, Part
from services.reading.postings.word_lists import are, plain
from services.recommender.names.geography.countries import country_code
from services.recommender.names.geography.towns import american_states, town_countries

#: The languages that are told apart by their small words.
LANGUAGES = ("en", "de", "fr", "es", "nl", "sv", "it", "pl", "pt")

#: A country that is less sure, in percent, is not put into a profile.
SURE_COUNTRY = 80

#: So many first lines are the head, where an address may stand.
_HEAD_LINES = 6
_LONGEST_ADDRESS = 300

#: How sure, in percent, a language is without a word of it, and how much each of its small words adds at most.
_SURE_OF_NONE = 30
_SURE_BY_WORD = 12

_STATE = re.compile(r",\s?([A-Z]{2})(?=\s+\d{5}\b|\s*$|\s*[,|)(\u2013-])")
_PLACED = re.compile(
    r"\b(?:based in|located in|office in|buro in|am standort|a pourvoir a|bases? a|situe a|con base en)\b"
)
_UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A value, the words of the advertisement that say it with their place, and how sure it is, in percent.

    Nothing is marked where the value was told from all of the text, or from beside it.
    """

    value: str
    confidence: int
    words: str | None = None
    start: int | None = None
    end: int | None = None


def language_of(text: str) -> Said:
    """Return the language that most of the text's small words are of."""
    # The letters of "R&D" are no words.
    words = [word for word in re.findall(r"(?<![&\w])\w+(?![&\w])", plain(text)) if not word.isdigit()]
    counts = {each: sum(word in are(f"stop_{each}") for word in words) for each in LANGUAGES}
    ordered = sorted(LANGUAGES, key=lambda each: -counts[each])
    first, second = counts[ordered[0]], counts[ordered[1]]
    if not first:
        return Said(value="en", confidence=_SURE_OF_NONE)
    # A few words tell little, however plainly.
    most = min(99, _SURE_OF_NONE + _SURE_BY_WORD * first)
    return Said(value=ordered[0], confidence=min(most, 50 + 100 * (first - second) // (first + 1)))


def head_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first lines that hold something, each with the place at which it begins."""
    start = seen = 0
    for line in text.splitlines(keepends=True):
        if bare := line.strip():
            yield start + line.index(bare), bare
            seen += 1
            if seen == _HEAD_LINES:
                return
        start += len(line)


def country_of(text: str, lines: tuple[Line, ...]) -> Said | None:
    """Return the country that the work is in: by its name, a state of the US, or a town, where an address stands."""
    for start, line in _addresses(text, lines):
        if (found := _country_in(line[:_LONGEST_ADDRESS])) is not None:
            code, low, high, confidence = found
            return Said(value=code, confidence=confidence, words=line[low:high], start=start + low, end=start + high)
    return None


def _addresses(text: str, lines: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines that may hold an address: those called so, then the head, then sentences that say "based in"."""
    start = 0
    called: list[tuple[int, str]] = []
    for line in text.splitlines(keepends=True):
        label, colon, _ = line.partition(":")
        if colon and " ".join(plain(label).split()) in are("location"):
            called.append((start, line.rstrip()))
        start += len(line)
    yield from called
    yield from head_lines(text)
    for sentence in lines:
        if sentence.part not in {Part.OFFER, Part.NOISE, Part.ABOUT} and _PLACED.search(plain(sentence.text)):
            yield sentence.start, sentence.text


def _country_in(line: str) -> tuple[str, int, int, int] | None:
    if (state := _STATE.search(line)) and plain(state[1]) in american_states():
        if state[1] not in {code for _, code in _towns_in(line)}:
            return "US", state.start(1), state.end(1), 85
        return state[1], state.start(1), state.end(1), 90
    for part in re.finditer(r"[^,;|()/\u2013\u2014:\u00b7]+", line):
        bare = part[0].strip()
        low = part.start() + part[0].index(bare) if bare else part.start()
        is_name = sum(map(str.isalpha, bare)) > len("US") or bare in {"US", "UK"}
        code = country_code(bare) if is_name else None
        if code:
            return code, low, low + len(bare), 95
    for found, code in _towns_in(line):
        return code, found.start(), found.end(), 80
    if postcode := _UK_POSTCODE.search(line):
        return "GB", postcode.start(), postcode.end(), 85
    return None


def _towns_in(line: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each town that a line names, with its country: "Pune, IN" is no place in Indiana."""
    for found in _towns().finditer(plain(line)):
        if line[found.start()].isupper():
            yield found, town_countries()[" ".join(found[0].split())]


@cache
def _towns() -> re.Pattern[str]:
    listed = sorted(town_countries(), key=lambda town: -len(town))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")
