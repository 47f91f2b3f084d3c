"""Who is wanted? The title of an advertisement in its first line or in a sentence, and the occupations it may mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from services.reading.postings.headline import Said, head_lines
from services.reading.postings.lines import Line, Part
from services.reading.postings.word_lists import are, pattern_of, plain
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import Resolved, TitleCandidate
from services.recommender.names.job_titles.additions import plainer_titles

#: A title has no more characters, and so many occupations are offered for it.
_LONGEST_TITLE = 120
_MOST_CANDIDATES = 5
_MOST_TRIED = 20

#: How sure, in percent, a title is that is called so, that heads the text, and that stands in a sentence among others.
_OUTRIGHT = 95
_FROM_A_HEADLINE = 85
_FROM_A_SENTENCE = 75

#: A line of a list is no title.
_BULLETS = frozenset("-*\u2022\u25cf\u25aa\u00b7\u2013")

#: "We are looking for a (committed) data analyst to join us": the words between are the title.
_SEEKING = (
    r"looking for|seeking(?: to appoint)?|appoint|hiring|searching for|in need of|join us as|suchen(?: wir)?|"
    r"auf der suche nach|recherch(?:e|ons)|recrut(?:e|ons)|busca(?:mos)?|necesitamos|estamos buscando|zoeken|soker"
)
_ARTICLE = r"(?:an?|our|the|eine[nr]?|une?|una?(?:/a)?|als|nach|en|een)"
_GOES_ON = r"(?:to|who|with|for|at|in|mit|der|die|fur|bei|zur|pour|qui|avec|dans|para|con|que|en|from|ab)"
_WANTED = re.compile(
    rf"(?:{_SEEKING})\s+(?:(?:for|zum|ab|sofort|nachstmoglichen|zeitpunkt|unbefristet|dich|sie|notre|nuestro)\s+)*"
    rf"{_ARTICLE}\s+(?:\w+(?:ly|e[dnr])\s+(?=\w+\s\w))?(?P<title>[^,.;:!?\n(]{{3,80}}?)"
    rf"(?=\s+{_GOES_ON}\s|[,.;:!?\n(]|$)"
)

#: Marks that a title is meant for everybody: "(m/w/d)", "H/F", "Desarrollador/a", "Entwickler*in".
_GENDER = re.compile(
    r"\s*[(\[]?\b(?:[mwfhdxi](?:\s?[/|,*]\s?[mwfhdxi]){1,3}|h/f|f/h|all genders|gn|div\.?)\b\.?[)\]]?|"
    r"\s*\(a\)|\(r\)|\*in\b|:in\b|\u00b7(?:se|e|ne|rice|trice|euse|re)\b|"
    r"/(?:in|a|e|se|euse|trice|ne)\b(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(r"\s+[-\u2013\u2014|@]\s+|\s*[|\u2022]\s*|\s[-\u2013]|,\s+")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_CONTRACT = re.compile(
    r"\s+(?:in (?:voll|teil)zeit.*|vollzeit.*|teilzeit.*|ab sofort.*|gesucht.*|cdi\b.*|cdd\b.*|en alternance.*|"
    r"full[ -]?time.*|part[ -]?time.*|f[u\u00fc]r unser\w*\s.*|urgente?|remote)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Title:
    """The title, and the occupations it may mean: `occupation` is the O*NET-SOC code of the one it is taken for."""

    said: Said
    occupation: str | None
    candidates: tuple[TitleCandidate, ...]


def title_of(text: str, lines: tuple[Line, ...], occupations: Occupations, language: str, country: str | None,
             given: str | None = None) -> Title | None:  # fmt: skip
    """Return the title; `given` is one that stands beside the text, in schema.org's own member."""
    tried: list[Said] = []
    said, code = None, None
    for one in islice(_titles(text, lines, language, given), _MOST_TRIED):
        tried.append(one)
        found = occupations.resolve(one.value, language=language, country=country)
        if isinstance(found, Resolved):
            said, code = one, found.occupation.code
            break
    if not tried:
        return None
    said = said or tried[0]
    candidates = occupations.candidates(said.value, _MOST_CANDIDATES, language=language, country=country)
    # What a plainer form of a headline means is asked, but the headline's own words are the title.
    first = said if said.confidence == _FROM_A_SENTENCE else next(one for one in tried if one.start == said.start)
    return Title(said=first, occupation=code, candidates=candidates)


def _titles(text: str, lines: tuple[Line, ...], language: str, given: str | None) -> Iterator[Said]:
    """Yield what may be the title, the likeliest first, each in plainer and plainer words."""
    if given is not None:
        yield from (Said(value=plainer, confidence=_OUTRIGHT) for plainer in _plainer(given, language))
        return
    yield from _of_headline(text, language)
    for sentence in lines:
        if sentence.part not in {Part.OFFER, Part.NOISE}:
            yield from _of_sentence(sentence, text, language)


def _of_headline(text: str, language: str) -> Iterator[Said]:
    start, whole = next(head_lines(text), (0, ""))
    label, _, rest = whole.partition(":")
    labelled = " ".join(plain(label).split()) in are("title")
    line = rest.strip() if labelled else whole
    if not line or line[:1] in _BULLETS or len(line) > _LONGEST_TITLE or line.endswith((".", "!", "?", ":")):
        return
    at, sure = text.index(line, start), _OUTRIGHT if labelled else _FROM_A_HEADLINE
    for plainer in _plainer(line, language):
        yield Said(value=plainer, confidence=sure, words=line, start=at, end=at + len(line))


def _of_sentence(sentence: Line, text: str, language: str) -> Iterator[Said]:
    for found in _WANTED.finditer(plain(sentence.text)):
        start, end = sentence.start + found.start("title"), sentence.start + found.end("title")
        words = text[start:end].strip()
        for plainer in _tails(words, language):
            yield Said(value=plainer, confidence=_FROM_A_SENTENCE, words=words, start=start, end=start + len(words))


def _tails(words: str, language: str) -> Iterator[str]:
    """Yield what may be the title in a sentence: "enthusiastic Class Teacher", then without the first words."""
    parts = words.split()
    for first in range(min(len(parts), _MOST_BEFORE_A_TITLE + 1)):
        yield from _plainer(" ".join(parts[first:]), language)


#: So many words of praise may stand before a title.
_MOST_BEFORE_A_TITLE = 3


def _plainer(line: str, language: str) -> Iterator[str]:
    bare = " ".join(_GENDER.sub("", line).split())
    if opening := pattern_of("seeks").match(plain(bare)):
        bare = bare[opening.end() :].lstrip(" :!-") or bare
    first = next((part for part in _PART.split(_BRACKETS.sub(" ", bare)) if part.strip()), bare)
    main = " ".join(_CONTRACT.sub("", first).split()).strip(" -,:")
    words = main.split()
    # "Softwareentwickler Java" says behind the title what with.
    shorter = (" ".join(words[:n]) for n in range(len(words) - 1, max(0, len(words) - 3), -1))
    for each in dict.fromkeys((main, *plainer_titles(main, language), *shorter)):
        if each:
            yield each
