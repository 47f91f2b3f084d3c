"""Which tools does a clause name that no list knows? Written like products, in a list with known skills.

They are kept in the advertisement's own words, as a profile's role keeps a skill that is not recognised.
"""

import re
from collections.abc import Iterable, Iterator

from services.reading.postings.named.mentions import Kind, Mention
from services.reading.postings.named.stretches import Stretch, words_in
from services.reading.postings.word_lists import are, pattern_of, plain

#: Written like a product in any language: "DATEV", "NetSuite", "D365"; and where nouns are not capitalised, "Grafana".
_PRODUCT = re.compile(r"[A-Z][a-z]*[A-Z]\w*|[A-Z]{2,}\d*|[A-Z]\w*\d\w*")
_SHORT_FORM = re.compile(r"[A-Z]{3,6}\+?")
_CAPITALISED = re.compile(r"[A-Z\u00c0-\u00de][\w.]+")

#: A standard is called by its number: "ISO 45001", "ISO/IEC 27001:2022", "DIN EN 1090".
_STANDARD = re.compile(
    r"\b(?:ISO|IEC|DIN|EN|IATF|NFPA|NIST|BS|UNE|NF|NEN|NBR|CEI|VDE|PN|AS/NZS|[ÖO]VE E|ÖNORM)"
    r"(?:[ /](?:ISO|IEC|EN|SP))*[ -]?\d{2,5}(?:-\d+)*(?::\d{4})?\b"
)

#: Between two names of one list stands nothing else.
_JOINS = re.compile(r"\s*[,/]\s*|\s*,?\s*(?:and|or|und|oder|sowie|et|ou|y|o|&|and/or|und/oder|et/ou)\s+")

#: How sure, in percent: in a list with a known skill, or behind words that announce a tool, in capitals or with one.
LISTED_CONFIDENCE = 75
ANNOUNCED_CONFIDENCE = 72
CAPITALISED_CONFIDENCE = 60


#: So few characters behind "experience with" a tool still belongs to it.
_NEAR = 3


def tools_in(
    text: str, offset: int, language: str, taken: Iterable[tuple[int, int]], known: Iterable[Mention]
) -> Iterator[Mention]:
    """Yield names that stand where nothing is `taken` to stand; `known` are the mentions of the same clause."""
    known = list(known)
    skills = [(one.start, one.end) for one in known if one.kind is Kind.SKILL]
    credentials = [(one.start, one.end) for one in known if one.kind is Kind.CREDENTIAL]
    announced = [found.end() + offset for found in pattern_of("announces").finditer(plain(text))]
    for one in _standards(text, offset):
        if not any(one.start < end and begun < one.end for begun, end in taken):
            skills.append((one.start, one.end))
            yield _tool(one, LISTED_CONFIDENCE)
    for one in _names(text, offset, language):
        if any(one.start < end and begun < one.end for begun, end in (*taken, *skills)):
            continue
        if _SHORT_FORM.fullmatch(one.words) and any(_joined(text, offset, one, *place) for place in credentials):
            # "ACCA or CIMA": what stands beside a credential like one is one.
            credentials.append((one.start, one.end))
            yield _tool(one, LISTED_CONFIDENCE, Kind.CREDENTIAL)
            continue
        listed = any(_joined(text, offset, one, begun, end) for begun, end in skills)
        behind = any(0 <= one.start - place <= _NEAR for place in announced)
        announced_so = ANNOUNCED_CONFIDENCE if _PRODUCT.match(one.words) else CAPITALISED_CONFIDENCE
        if listed or behind or _is_known(one.words):
            skills.append((one.start, one.end))
            yield _tool(one, LISTED_CONFIDENCE if listed or _is_known(one.words) else announced_so)


def _tool(one: Stretch, confidence: int, kind: Kind = Kind.SKILL) -> Mention:
    return Mention(
        kind=kind,
        words=one.words,
        start=one.start,
        end=one.end,
        label=one.words,
        confidence=confidence,
        role_words=one.words,
    )


def _standards(text: str, offset: int) -> Iterator[Stretch]:
    """Yield the standards that are named by their numbers."""
    for found in _STANDARD.finditer(text):
        yield Stretch(words=found[0], start=offset + found.start(), end=offset + found.end())


def _names(text: str, offset: int, language: str) -> Iterator[Stretch]:
    """Yield words written like products, those that stand together as one."""
    run: list[Stretch] = []
    for one in words_in(text, offset):
        begins = not text[: one.start - offset].strip()
        looks = (
            _is_known(one.words)
            or _PRODUCT.fullmatch(one.words)
            or (language != "de" and _CAPITALISED.fullmatch(one.words) and (not begins or len(text.split()) == 1))
        )
        if looks and plain(one.words) not in are("no_tool"):
            if run and text[run[-1].end - offset : one.start - offset] != " ":
                yield _whole(run, text, offset)
                run = []
            run.append(one)
        elif run:
            yield _whole(run, text, offset)
            run = []
    if run:
        yield _whole(run, text, offset)


def _is_known(words: str) -> bool:
    """Say whether the words are the name of a product that the skill index does not hold."""
    return words[:1].isupper() and plain(words) in are("tool")


def _whole(run: list[Stretch], text: str, offset: int) -> Stretch:
    start, end = run[0].start, run[-1].end
    return Stretch(words=text[start - offset : end - offset], start=start, end=end)


def _joined(text: str, offset: int, one: Stretch, begun: int, end: int) -> bool:
    between = text[end - offset : one.start - offset] if end <= one.start else text[one.end - offset : begun - offset]
    return _JOINS.fullmatch(between) is not None
