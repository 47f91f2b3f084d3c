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
    r"(?:\s+(?:degree|abschluss|diploma))?\s*(?:\([^)]*\)\s*)?"
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
    """The degrees that a clause names, of which one suffices, and what does instead of them.

    `places` are those of the degrees with their subjects, which are no skills.
    """

    degrees: tuple[Mention, ...]
    places: tuple[tuple[int, int], ...]
    or_experience: bool
    or_training: bool


def degrees_in(text: str, offset: int) -> DegreesAsked | None:
    """Return the degrees that a clause asks for; None where it asks for none."""
    folded = plain(text)
    found = sorted(_found(text, folded, offset), key=lambda one: (one.start, -one.end))
    kept = [one for n, one in enumerate(found) if not any(_covers(other, one) for other in found if other is not one)]
    if not kept:
        return None
    experience = pattern_of("equal_experience").search(folded) is not None
    training = pattern_of("equal_training").search(folded) is not None
    higher = [one for one in kept if one.level in _IN_ROLES]
    if higher and len(higher) < len(kept):
        # "A degree or an apprenticeship": the training is what would do instead.
        kept, training = higher, training or bool(re.search(r"\b(?:oder|or|ou|o)\b", folded))
    kept = _without_steps(kept, folded, offset)
    if experience:
        kept = [_or_experience(one) for one in kept]
    places = tuple((one.start, offset + _subject_ends(folded, one.end - offset)) for one in found)
    return DegreesAsked(degrees=tuple(kept), places=places, or_experience=experience, or_training=training)


def _without_steps(kept: list[Mention], folded: str, offset: int) -> list[Mention]:
    """Return the degrees without those that are asked for beside a higher one: "Bachelor's and Master's degree"."""
    levels = list(EducationLevel)
    steps = {
        min(pair, key=lambda one: levels.index(EducationLevel(str(one.level)))).start
        for pair in pairwise(kept)
        if pair[0].level != pair[1].level and _AND.search(folded[pair[0].end - offset : pair[1].start - offset])
    }
    return [one for one in kept if one.start not in steps]


def _subject_ends(folded: str, degree_ends: int) -> int:
    """Return where ends what a degree or training is to be in: at the degree itself where nothing is said of that."""
    behind = _IN.match(folded, degree_ends) or _FOR_WORK.match(folded, degree_ends)
    if behind is None and not folded[:degree_ends].endswith(_ENDS_IN):
        return degree_ends
    begins = behind.end() if behind else degree_ends
    end = _FIELD_END.search(folded, begins)
    listed = folded[begins : end.start() if end else len(folded)].split(",")
    return begins + len(",".join(takewhile(lambda part: len(part.split()) <= _MOST_WORDS, listed)))


def _or_experience(one: Mention) -> Mention:
    return replace(one, role_words=f"{one.role_words} or equivalent experience") if one.role_words else one


def _covers(other: Mention, one: Mention) -> bool:
    inside = other.start <= one.start and one.end <= other.end
    return inside and (other.end - other.start, other.confidence) > (one.end - one.start, one.confidence)


def _found(text: str, folded: str, offset: int) -> Iterator[Mention]:
    for level in _LEVELS:
        for named in pattern_of(f"degree_{level.value}").finditer(folded):
            beside = folded[max(0, named.start() - _BESIDE) : named.end() + _BESIDE]
            if (only_like_one := pattern_of("no_degree").search(beside)) and named[0] in only_like_one[0]:
                continue
            field = _field(text, folded, named)
            role = _IN_ROLES.get(level)
            words = text[named.start() : named.end()].strip()
            yield Mention(
                kind=Kind.DEGREE,
                words=words,
                start=offset + named.start(),
                end=offset + named.start() + len(words),
                label=f"{level.value} degree" if role else level.value.replace("_", " "),
                confidence=LEVEL_UNSAID_CONFIDENCE if named[0] in {"degree", "studium"} else DEGREE_CONFIDENCE,
                role_words=(f"{role} in {field}" if field else role) if role else None,
                level=level,
            )


def _field(text: str, folded: str, named: re.Match[str]) -> str | None:
    """Return what the degree is to be in, as it is written: "Mathematics, Statistics or Economics"."""
    behind = _IN.match(folded, named.end())
    if behind is None and not named[0].endswith(_ENDS_IN):
        return None
    begins = behind.end() if behind else named.end()
    end = _FIELD_END.search(folded, begins)
    listed = text[begins : end.start() if end else len(text)].split(",")
    # "Marketing or Business, excellent copywriting skills and ...": no subject has so many words.
    subjects = takewhile(lambda part: len(part.split()) <= _MOST_WORDS, listed)
    field = ",".join(subjects).strip(" ,.:")
    return field[:_LONGEST_FIELD].rsplit(" ", 1)[0] if len(field) > _LONGEST_FIELD else field or None
