"""Who is wanted, where, and in which language is that written? The head of an advertisement, or what stands for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from services.reading.postings.lines import Line, Part
from services.reading.postings.word_lists import are, plain, words_of
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import Resolved, TitleCandidate
from services.recommender.names.countries import country_code
from services.recommender.names.job_titles.additions import plainer_titles

#: The languages that are told apart by their small words.
LANGUAGES = ("en", "de", "fr", "es", "nl", "sv", "it", "pl", "pt")

#: A country that is less sure, in percent, is not put into a profile.
SURE_COUNTRY = 80

#: A title stands in one of so many first lines, and has no more characters.
_HEAD_LINES = 6
_LONGEST_TITLE = 120
_MOST_CANDIDATES = 5

#: "We are looking for a (committed) data analyst to join us": the words between are the title.
_SEEKING = (
    r"looking for|seeking|hiring|searching for|in need of|join us as|suchen(?: wir)?|auf der suche nach|"
    r"recherch(?:e|ons)|recrut(?:e|ons)|busca(?:mos)?|necesitamos|estamos buscando|zoeken|soker"
)
_ARTICLE = r"(?:an?|our|the|eine[nr]?|une?|una?(?:/a)?|als|nach|en|een)"
_GOES_ON = r"(?:to|who|with|for|at|in|mit|der|die|fur|bei|zur|pour|qui|avec|dans|para|con|que|en)"
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


@dataclass(frozen=True, kw_only=True)
class Title:
    """The title, and the occupations it may mean: `occupation` is the O*NET-SOC code of the one it is taken for."""

    said: Said
    occupation: str | None
    candidates: tuple[TitleCandidate, ...]


def language_of(text: str) -> Said:
    """Return the language that most of the text's small words are of."""
    words = [word for word in re.findall(r"\w+", plain(text)) if not word.isdigit()]
    counts = {each: sum(word in are(f"stop_{each}") for word in words) for each in LANGUAGES}
    ordered = sorted(LANGUAGES, key=lambda each: -counts[each])
    first, second = counts[ordered[0]], counts[ordered[1]]
    if not first:
        return Said(value="en", confidence=30)
    return Said(value=ordered[0], confidence=min(99, 50 + 100 * (first - second) // (first + 1)))


def title_of(text: str, lines: tuple[Line, ...], occupations: Occupations, language: str, country: str | None,
             given: str | None = None) -> Title | None:  # fmt: skip
    """Return the title; `given` is one that stands beside the text, in schema.org's own member."""
    read = {
        said: (occupations.resolve(said.value, language=language, country=country), n)
        for n, said in enumerate(_titles(text, lines, language, given))
    }
    if not read:
        return None
    resolved = [said for said, (found, _) in read.items() if isinstance(found, Resolved)]
    said = resolved[0] if resolved else next(iter(read))
    found = read[said][0]
    candidates = occupations.candidates(said.value, _MOST_CANDIDATES, language=language, country=country)
    code = found.occupation.code if isinstance(found, Resolved) else None
    # What a plainer form of the headline means is asked, but the headline's own words are the title.
    first = next(one for one in read if one.start == said.start)
    return Title(said=first, occupation=code, candidates=candidates)


def _titles(text: str, lines: tuple[Line, ...], language: str, given: str | None) -> Iterator[Said]:
    """Yield what may be the title, the likeliest first, each in plainer and plainer words."""
    if given is not None:
        for plainer in _plainer(given, language):
            yield Said(value=plainer, confidence=95)
        return
    for start, whole in _head(text):
        label, _, rest = whole.partition(":")
        labelled = " ".join(plain(label).split()) in are("title")
        line = rest.strip() if labelled else whole
        at = text.index(line, start) if line else start
        if not line or len(line) > _LONGEST_TITLE or line.endswith((".", "!", ":")):
            continue
        for plainer in _plainer(line, language):
            yield Said(value=plainer, confidence=95 if labelled else 85, words=line, start=at, end=at + len(line))
        break
    for sentence in lines:
        if sentence.part in {Part.OFFER, Part.NOISE}:
            continue
        for found in _WANTED.finditer(plain(sentence.text)):
            start, end = sentence.start + found.start("title"), sentence.start + found.end("title")
            words = text[start:end].strip()
            for plainer in _plainer(words, language):
                yield Said(value=plainer, confidence=75, words=words, start=start, end=start + len(words))


def _head(text: str) -> Iterator[tuple[int, str]]:
    start = seen = 0
    for line in text.splitlines(keepends=True):
        if bare := line.strip():
            yield start + line.index(bare), bare
            seen += 1
            if seen == _HEAD_LINES:
                return
        start += len(line)


def _plainer(line: str, language: str) -> Iterator[str]:
    bare = " ".join(_GENDER.sub("", line).split())
    first = next((part for part in _PART.split(_BRACKETS.sub(" ", bare)) if part.strip()), bare)
    main = " ".join(_CONTRACT.sub("", first).split()).strip(" -,:")
    words = main.split()
    # "Softwareentwickler Java" says behind the title what with.
    shorter = (" ".join(words[:n]) for n in range(len(words) - 1, max(0, len(words) - 3), -1))
    for each in dict.fromkeys((main, *plainer_titles(main, language), *shorter)):
        if each:
            yield each


def country_of(text: str, lines: tuple[Line, ...]) -> Said | None:
    """Return the country that the work is in: by its name, a state of the US, or a town, where an address stands."""
    for start, line in _addresses(text, lines):
        if (found := _country_in(line)) is not None:
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
    yield from _head(text)
    for sentence in lines:
        if sentence.part not in {Part.OFFER, Part.NOISE, Part.ABOUT} and _PLACED.search(plain(sentence.text)):
            yield sentence.start, sentence.text


def _country_in(line: str) -> tuple[str, int, int, int] | None:
    if (state := _STATE.search(line)) and plain(state[1]) in words_of("places.tsv")["state"]:
        return "US", state.start(1), state.end(1), 85
    for part in re.finditer(r"[^,;|()/\u2013\u2014:\u00b7]+", line):
        bare = part[0].strip()
        low = part.start() + part[0].index(bare) if bare else part.start()
        code = country_code(bare) if len(bare) > len("US") or bare in {"US", "UK"} else None
        if code:
            return code, low, low + len(bare), 95
    folded = plain(line)
    for found in _towns().finditer(folded):
        if line[found.start()].isupper():
            return _town_countries()[" ".join(found[0].split())], found.start(), found.end(), 80
    if postcode := _UK_POSTCODE.search(line):
        return "GB", postcode.start(), postcode.end(), 85
    return None


@cache
def _town_countries() -> dict[str, str]:
    return {town: kind.upper() for kind, towns in words_of("places.tsv").items() if kind != "state" for town in towns}


@cache
def _towns() -> re.Pattern[str]:
    listed = sorted(_town_countries(), key=lambda town: -len(town))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")
