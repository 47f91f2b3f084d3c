"""What does a credential's title say of its own standing? That it is under way, applied for, failed, lapsed, a part.

"Gas Safe registration applied for", "permiso C en trámite", "NMC registration lapsed 2021" and "CA Inter (Group 1
cleared)" are no licences held, whoever wrote them down as held. Read alike in titles of licences, registrations,
credentials and degrees. Pure: the words are in title_standing.tsv, the stages of credentials in title_parts.tsv.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from services.recommender.names.job_titles.letters import fold_letters
from services.recommender.scales import TitleStanding

_HERE = Path(__file__)
_WORDS, _PARTS = _HERE.with_name("title_standing.tsv"), _HERE.with_name("title_parts.tsv")

#: What divides a title into parts: a dash between spaces, brackets, commas and the like.
_SEPARATOR = re.compile(r"\s[-\u2010-\u2015]+\s|[,;:()\[\]|\u2013\u2014]|\.(?:\s|$)")

#: What weighs more stands first: who failed and tries again is under way, and a part that was passed is no whole.
_WEIGHT = (
    TitleStanding.LAPSED,
    TitleStanding.APPLIED_FOR,
    TitleStanding.FAILED,
    TitleStanding.UNDER_WAY,
    TitleStanding.PLANNED,
    TitleStanding.PART,
)

#: "2/4 modules", which is 2 of 4.
_SLASH = re.compile(r"(\d)\s*/\s*(\d+) (?=unit|modul|paper|part|teil|bloc|ue\b|exam|prov|del)", re.IGNORECASE)

#: "Niveau 2 of 3" is either level in Dutch, and no two of three parts.
_EITHER_LEVEL = re.compile(r"(?<!\S)niveau(?:\s+\d)+\s+of\s+\d(?!\S)")

#: "3 of 8 units", "6 UE sur 13": so many of so many; and a day is none.
_SO_MANY_OF = re.compile(
    r"(?<!\S)(\d{1,2})(?: [^\W\d]+){0,2} (?:out of|of|von|sur|de|su|di|van de|van|z|ze|av|af) "
    r"(?:the |los |las |i )?(\d{1,2})(?! ?(?:de|of)? ?\d{4})(?!\S)"
)

#: "Teil III und IV bestanden", "Group 1 cleared", "passed part 2": which part it is, and that it is done.
_PART = (
    r"(?:teile?|parts?|parties?|partes?|parte|parti|modul[eo]?s?|moduly|group[es]?|gruppen?|grupa|grupos?|gruppo|"
    r"papers?|blocs?|bloques?|blocos?|phases?|fases?|steps?|stages?|etapas?|etap|czesc|del|delar|deel|delen|ue)"
)
_NUMBER = r"(?:[ivx]{1,4}|[a-d]|\d{1,2}|one|two|eins|zwei)"
_DONE = (
    r"(?:passed|cleared|completed|complete|done|only|bestanden|abgeschlossen|absolviert|validee?s?|obtenue?s?|reussie?s?|"
    r"aprobad[oa]s?|superad[oa]s?|superat[oaie]|completat[oaie]|behaald|gehaald|afgerond|zdan[aeyo]|zaliczon[aeyo]|"
    r"aprovad[oa]s?|concluid[oa]s?|godkanda?|godkant|klara?|avklarad[e]?)"
)
_ONE_PART = re.compile(
    rf"(?<!\S){_PART}(?: {_NUMBER}(?: (?:und|and|et|y|e|en|i|och|a|bis|to|till) {_NUMBER}|(?: {_NUMBER})+)?)"
    rf"(?: \|)?(?: [^\W\d]+)? {_DONE}(?!\S)"
)

#: "gültig bis 2023", "valid until 12/2022", "expires 2024": the last year in which it holds.
_UNTIL = re.compile(
    r"(?:(?:valid|gultig|valable|valide|valido|valida|valid[oa]|geldig|wazn[aey]|giltig\w*|vigente) "
    r"(?:until|till|to|thru|through|bis|jusqu|hasta|fino|tot|do|ate|till och med|tom)|expires|expiry|exp|expire le|"
    r"caduca|scade|scadenza|verloopt|wygasa|validade|vence)(?: [^\W\d]+){0,3}(?: \d{1,2})* (20\d\d)(?!\S)"
)

#: Before "not passed" they say that it is still to come: "noch nicht bestanden".
_NOT_STILL = "".join(f"(?<! {word} )" for word in ("noch", "nog", "aun", "todavia", "ainda", "jeszcze", "annu"))

#: Titles that are kept read; the same ones come up in decision after decision.
_KEPT = 8192


@lru_cache(_KEPT)
def standing_said(title: str, this_year: int | None = None) -> TitleStanding:
    """Return the standing that `title` speaks of; HELD where it says nothing.

    With `this_year` what was valid until a year before it has lapsed.
    """
    said = _plain(title)
    until = _UNTIL.search(said)
    if until and this_year is not None and int(until[1]) < this_year:
        return TitleStanding.LAPSED
    open_to_doubt = _pattern(TitleStanding.HELD).sub(" ", said)
    found = (each for each in _WEIGHT if _pattern(each).search(open_to_doubt))
    return next(found, TitleStanding.PART if _is_some_of_it(open_to_doubt) else TitleStanding.HELD)


def _is_some_of_it(said: str) -> bool:
    """Say whether it is spoken of some parts by their number, and of no more."""
    parts = _EITHER_LEVEL.sub(" ", said.replace("|", " "))
    some = any(0 < int(done) < int(whole) for done, whole in _SO_MANY_OF.findall(parts))
    return some or _ONE_PART.search(said) is not None


def _plain(title: str) -> str:
    """Return small plain words with a bar between parts and at both ends."""
    parts = (fold_letters(part) for part in _SEPARATOR.split(_SLASH.sub(r"\1 of \2 ", title)))
    return f"| {' | '.join(part for part in parts if part)} |"


@cache
def _pattern(standing: TitleStanding) -> re.Pattern[str]:
    """Return what finds the words of a standing, in all languages, the longest first."""
    words = "|".join(map(_as_pattern, sorted(_words()[standing], key=len, reverse=True)))
    return re.compile(f"{_NOT_STILL}(?:{words})" if standing is TitleStanding.FAILED else words)


def _as_pattern(words: str) -> str:
    begins, ends = words.startswith("|"), words.endswith("|")
    inside = "(?: [^ ]+){0,3}".join(_between(side) for side in words.strip("|").split(".."))
    return rf"{'(?<=[|] )' if begins else '(?<![^ ])'}{inside}{'(?= [|])' if ends else '(?![^ ])'}"


def _between(words: str) -> str:
    """Return the words as a pattern, each behind a space but the first of all."""
    each = [
        fold_letters(word) + ("[^ ]*" if word.endswith("*") else "") for one in words.split() for word in one.split("-")
    ]
    gap = " " if words.startswith(" ") else ""
    return gap + " ".join(each)


@cache
def _words() -> Mapping[TitleStanding, tuple[str, ...]]:
    found: dict[TitleStanding, list[str]] = {each: [] for each in TitleStanding}
    for standing, _, words in _rows(_WORDS):
        found[TitleStanding(standing)] += words
    for _, _, words in _rows(_PARTS):
        found[TitleStanding.PART] += words
    return {each: tuple(words) for each, words in found.items()}


def _rows(file: Path) -> Iterator[tuple[str, str, list[str]]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, second, words = line.split("\t")
            yield first, second, [each.strip() for each in words.split(";") if each.strip()]
