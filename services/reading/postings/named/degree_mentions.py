"""Which degrees and trainings does a clause ask for, in what, and what would do instead? In four languages and more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from services.reading.postings.named.mentions import Kind, Mention
from services.reading.postings.word_lists import pattern_of, plain
from services.recommender.scales import EducationLevel

_L = EducationLevel

#: The levels that words are listed for, the least first. "Degree" alone is mostly a bachelor's.
_LEVELS = (
    _L.SECONDARY,
    _L.VOCATIONAL,
    _L.HIGHER_VOCATIONAL,
    _L.ASSOCIATE,
    _L.BACHELOR,
    _L.MASTER,
    _L.DOCTORATE,
)

#: What stands between a degree and its subject.
_IN = re.compile(
    r"(?:\s+(?:degrees?|abschluss|diploma))?\s*(?:\([^)]*\)\s*)?"
    r"(?:of (?:science|arts|engineering|business administration|applied science|laws)\s+)?"
    r"(?:in|der|des|im bereich|im|mit schwerpunkt|en|de|of)\s+(?:der\s+|the\s+|la\s+)?(?=\w)"
)

#: Names of degrees that their subject follows at once: "Grado en".
_ENDS_IN = (" en", " in", " of", " de")

#: Before the occupation that a training is for.
_FOR_WORK = re.compile(r"\s+(?:als|zum|zur|zu|comme|de|for|as)\s+")

#: Behind "or" no further subject stands, but what would do instead.
_INSTEAD = (
    r"an? |eine? |une? |equivalent|related|verglei|similar|gleich|experien|carrera|fp|master|bachelor|phd|relevan"
)
_FIELD_END = re.compile(
    rf"[.;()]|,?\s(?:or|oder|ou|o|and|und|y|et)\s(?:{_INSTEAD})|,\s(?:or |with|mit|ideal|prefer|vous|oder)|"
    r"\s(?:required|preferred|is|with|mit|from|plus|dese\w+|valor\w+|souhait\w+|exig\w+|requis\w*|wunsch\w+|erforder\w+)\b"
)

#: Short forms that mean other things as well: degrees before "degree" or "in", and beside another degree.
_SHORT = {
    "BS": _L.BACHELOR,
    "BA": _L.BACHELOR,
    "BE": _L.BACHELOR,
    "MS": _L.MASTER,
    "MA": _L.MASTER,
    "ME": _L.MASTER,
}
_SHORT_FORM = re.compile(r"\b(?:B\.?[SAE]|M\.?[SAE])\b\.?(?!\.?\w)")
_OF_A_DEGREE = re.compile(r"(?:'s|\u2019s)?\s+(?:degrees?\b|in\s+[A-Za-z])")
_JOINS = re.compile(r"(?:'s|\u2019s)?\s*(?:[/,&+]|,?\s*(?:and/or|and|or))\s*(?:an?\s+)?")

#: Between two degrees it says that one subject, told behind the last, is that of both.
_ONE_SUBJECT = re.compile(r"\s*(?:degrees?\b)?\s*(?:,?\s*(?:and/or|and|or|und|oder|et|ou|y|o|e)\b|[/,&])\s*(?:an?\s+)?")

#: Between two degrees it says that both are asked for.
_AND = re.compile(
    r"^(?!.*(?:\b(?:or|oder|ou|o)\b|/|,)).*"
    r"(?:\b(?:and|und|y|et|e|sowie|plus|as well as)|&)\s+(?:an?|un|une|eine?n?)?\s*$",
    re.DOTALL,
)

#: Around a word, so many characters say that it only sounds like a degree.
_BESIDE = 10

#: How profiles name degrees: what `degree_named` of a posting's line reads.
_IN_ROLES = {
    _L.ASSOCIATE: "Associate's degree",
    _L.BACHELOR: "Bachelor's degree",
    _L.MASTER: "Master's degree",
    _L.DOCTORATE: "Doctorate",
}

#: How sure, in percent, a degree is, and one of which "degree" or "Studium" do not say the level.
DEGREE_CONFIDENCE = 90
LEVEL_UNSAID_CONFIDENCE = 80
_LONGEST_FIELD = 90
_MOST_WORDS = 7


@dataclass(frozen=True, kw_only=True)
class DegreesAsked:
    """The degrees that a clause names, of each choice of which one suffices, and what does instead of them.

    `places` are those of the degrees with their subjects, which are no skills.
    """

    degrees: tuple[tuple[Mention, ...], ...]
    places: tuple[tuple[int, int], ...]
    or_experience: bool
    or_training: bool


def degrees_in(text: str, offset: int) -> DegreesAsked | None:
    """Return the degrees that a clause asks for; None where it asks for none."""
    folded = plain(text)
    found = sorted(_found(text, folded, offset), key=lambda one: (one.start, -one.end))
    kept = [one for one in found if not any(_covers(other, one) for other in found if other is not one)]
    # "B.S. degree" is one degree.
    behind = {one.end - offset for one in kept}
    kept = [one for one in kept if len(folded[: one.start - offset].rstrip()) not in behind or one.words != "degree"]
    if not kept:
        return None
    experience = pattern_of("equal_experience").search(folded) is not None
    training = pattern_of("equal_training").search(folded) is not None
    higher = [one for one in kept if one.level in _IN_ROLES]
    if higher and len(higher) < len(kept):
        # "A degree or an apprenticeship": the training is what would do instead.
        kept, training = higher, training or bool(re.search(r"\b(?:oder|or|ou|o)\b", folded))
    kept = _with_one_subject(kept, folded, offset)
    if experience:
        kept = [_or_experience(one) for one in kept]
    ends = (max(_subject(folded, one.end - offset, before)[1] for before in (_IN, _FOR_WORK)) for one in found)
    places = tuple((one.start, offset + end) for one, end in zip(found, ends, strict=True))
    degrees = tuple(_choices(kept, folded, offset))
    return DegreesAsked(degrees=degrees, places=places, or_experience=experience, or_training=training)


def _choices(kept: list[Mention], folded: str, offset: int) -> Iterator[tuple[Mention, ...]]:
    """Yield the degrees as choices: "Bachelor's and Master's" asks for both, all else for the least of them."""
    choice = kept[:1]
    for one, other in pairwise(kept):
        if one.level != other.level and _AND.search(folded[one.end - offset : other.start - offset]):
            yield tuple(choice)
            choice = []
        choice.append(other)
    yield tuple(choice)


def _with_one_subject(kept: list[Mention], folded: str, offset: int) -> list[Mention]:
    """Return the degrees, each with the subject that is told behind the last of those it is named with."""
    told: list[Mention] = []
    for one in reversed(kept):
        behind = told[-1] if told else None
        joined = behind and _ONE_SUBJECT.fullmatch(folded[one.end - offset : behind.start - offset])
        subject = behind.role_words.partition(" in ")[2] if behind and behind.role_words and joined else ""
        alone = one.role_words is not None and " in " not in one.role_words
        told.append(replace(one, role_words=f"{one.role_words} in {subject}") if subject and alone else one)
    return told[::-1]


def _or_experience(one: Mention) -> Mention:
    return replace(one, role_words=f"{one.role_words} or equivalent experience") if one.role_words else one


def _covers(other: Mention, one: Mention) -> bool:
    inside = other.start <= one.start and one.end <= other.end
    return inside and (other.end - other.start, other.confidence) > (one.end - one.start, one.confidence)


def _found(text: str, folded: str, offset: int) -> Iterator[Mention]:
    places: list[tuple[int, int]] = []
    for level in _LEVELS:
        for named in pattern_of(f"degree_{level.value}").finditer(folded):
            beside = folded[max(0, named.start() - _BESIDE) : named.end() + _BESIDE]
            if (only_like_one := pattern_of("no_degree").search(beside)) and named[0] in only_like_one[0]:
                continue
            places.append(named.span())
            yield _mention(text, folded, named.span(), offset, level)
    for span, level in _short_forms(text, places):
        yield _mention(text, folded, span, offset, level)


def _short_forms(text: str, degrees: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], EducationLevel]]:
    """Yield the places of short forms that are degrees by what stands behind them, or by a degree beside them."""
    open_ones = [
        form for form in _SHORT_FORM.finditer(text) if not any(a < form.end() and form.start() < b for a, b in degrees)
    ]
    known = list(degrees)
    while found := [
        form for form in open_ones if _OF_A_DEGREE.match(text, form.end()) or _is_beside(form, known, text)
    ]:
        open_ones = [form for form in open_ones if form not in found]
        known += [form.span() for form in found]
        yield from ((form.span(), _SHORT[form[0].replace(".", "")]) for form in found)


def _is_beside(form: re.Match[str], known: list[tuple[int, int]], text: str) -> bool:
    gaps = (text[form.end() : a] if a >= form.end() else text[b : form.start()] for a, b in known)
    return any(_JOINS.fullmatch(gap) for gap in gaps)


def _mention(text: str, folded: str, span: tuple[int, int], offset: int, level: EducationLevel) -> Mention:
    field, role = _field(text, folded, span), _IN_ROLES.get(level)
    words = text[slice(*span)].strip()
    return Mention(
        kind=Kind.DEGREE,
        words=words,
        start=offset + span[0],
        end=offset + span[0] + len(words),
        label=f"{level.value} degree" if role else level.value.replace("_", " "),
        confidence=LEVEL_UNSAID_CONFIDENCE if folded[slice(*span)] in {"degree", "studium"} else DEGREE_CONFIDENCE,
        role_words=(f"{role} in {field}" if field else role) if role else None,
        level=level,
    )


def _field(text: str, folded: str, span: tuple[int, int]) -> str | None:
    """Return what the degree is to be in, as it is written: "Mathematics, Statistics or Economics"."""
    begins, end = _subject(folded, span[1])
    field = text[begins:end].strip(" ,.:")
    return field[:_LONGEST_FIELD].rsplit(" ", 1)[0] if len(field) > _LONGEST_FIELD else field or None


def _subject(folded: str, degree_ends: int, before: re.Pattern[str] = _IN) -> tuple[int, int]:
    """Return where begins and ends what a degree is to be in; both at the degree's end where nothing is said of that.

    "Marketing or Business, excellent copywriting skills and ...": no subject has so many words.
    """
    behind = before.match(folded, degree_ends)
    if behind is None and not folded[:degree_ends].endswith(_ENDS_IN):
        return degree_ends, degree_ends
    begins = behind.end() if behind else degree_ends
    end = _FIELD_END.search(folded, begins)
    first, *more = folded[begins : end.start() if end else len(folded)].split(",")
    if len(first.split()) > _MOST_WORDS:
        return begins, begins
    listed = takewhile(lambda part: len(part.split()) <= _MOST_WORDS and not _is_licence(part), more)
    return begins, begins + len(",".join([first, *listed]))


def _is_licence(part: str) -> bool:
    """Say whether a part of a list names a licence, which is no subject: "Enfermería, colegiación"."""
    return pattern_of("licence").search(part) is not None
