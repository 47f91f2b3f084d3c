"""How strongly does a sentence ask for what stands in it? Parted where that changes: "SQL required, dbt a plus"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.reading.postings.denials import left_out, negations, says_only_how_much
from services.reading.postings.lines import ASK_NOTHING, Line, Part
from services.reading.postings.word_lists import pattern_of, plain


class Strength(StrEnum):
    """REQUIRED and PREFERRED are asked for; MENTIONED stands among the tasks, and asks for nothing by itself."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    MENTIONED = "mentioned"


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A stretch of the advertisement with one strength; `strength` is None where it is said not to be asked for.

    `label` is what stands before the line: "Certifications".
    """

    text: str
    start: int
    part: Part
    strength: Strength | None
    label: str = ""


#: What parts a sentence into clauses that may be asked for differently.
_PARTING = re.compile(
    r";|\s[\u2013\u2014]\s|\s\|\s|,?\s(?:but|aber|jedoch|mais|pero|sino|however|maar)\s|,\s(?=(?:with|mit|avec|con)\s)"
)
#: A language with its level is a demand by itself: "Inglés nivel C1, francés valorable".
_LEVEL_OF_LANGUAGE = re.compile(r"\b[abc][12]\b")
_BRACKET = re.compile(r"\(([^()]*)\)")


def read_clauses(lines: tuple[Line, ...]) -> tuple[Clause, ...]:
    """Return the clauses of all lines that may ask for something, in their order.

    Where no heading says what is required, that may stand anywhere: nothing is merely mentioned then.
    """
    headed = any(line.part is Part.REQUIRED for line in lines)
    return tuple(one for line in lines if line.part not in ASK_NOTHING for one in _clauses(line, headed=headed))


def _clauses(line: Line, *, headed: bool) -> Iterator[Clause]:
    by_part = Strength.MENTIONED if headed and line.part is not Part.REQUIRED else Strength.REQUIRED
    by_part = Strength.PREFERRED if line.part is Part.PREFERRED else by_part
    begun = 0
    for end, following in [*((m.start(), m.end()) for m in _PARTING.finditer(line.text)), (len(line.text),) * 2]:
        # "React, but no must" says of React how much it is asked for.
        if end < len(line.text) and says_only_how_much(_until_parted(line.text, following)):
            continue
        yield from _by_strength(line, begun, end, by_part)
        begun = following


def _until_parted(text: str, begun: int) -> str:
    end = _PARTING.search(text, begun)
    return plain(text[begun : end.start() if end else len(text)])


def _by_strength(line: Line, begun: int, end: int, by_part: Strength) -> Iterator[Clause]:
    """Yield the stretches of a clause: what is welcome from where it is said to be, what is negated, and the rest."""
    text = plain(line.text[begun:end])
    outside = _BRACKET.sub(lambda found: " " * len(found[0]), text)
    strengths: list[Strength | None] = [_raised(outside, by_part)] * len(text)
    welcome = [found for found in pattern_of("welcome").finditer(outside) if not _is_no_cue(found, outside)]
    for start, stop in negations(outside):
        low, high = _around(start, stop, outside)
        among = any(low <= found.start() < high for found in welcome)
        strengths[low:high] = [Strength.PREFERRED if among else None] * (high - low)
    for found in welcome:
        low, high = _reach(found, outside, others=len(welcome) > 1)
        strengths[low:high] = [Strength.PREFERRED] * (high - low)
    for low, high in left_out(outside):
        strengths[low:high] = [None] * (high - low)
    for found in _BRACKET.finditer(text):
        said = _in_bracket(found[1])
        if said is not None:
            # "(desirable)" speaks of what stands before it, "(Epic preferred)" of what is in it.
            alone = says_only_how_much(found[1])
            begins = text.rfind(",", 0, found.start()) + 1 if alone else found.start()
            strengths[begins : found.end()] = [said.strength] * (found.end() - begins)
    place = 0
    while place < len(text):
        last = place
        while last < len(text) and strengths[last] is strengths[place]:
            last += 1
        part = line.text[begun + place : begun + last]
        yield Clause(
            text=part, start=line.start + begun + place, part=line.part, strength=strengths[place], label=line.label
        )
        place = last


@dataclass(frozen=True)
class _Said:
    strength: Strength | None


def _in_bracket(text: str) -> _Said | None:
    """Return how strongly what a bracket speaks of is asked for; None where it does not say."""
    if pattern_of("welcome").search(text):
        return _Said(Strength.PREFERRED)
    negated = any(negations(text)) or any(left_out(text))
    return _Said(None) if negated else None


def _raised(text: str, by_part: Strength) -> Strength:
    return Strength.REQUIRED if by_part is Strength.MENTIONED and pattern_of("must").search(text) else by_part


def _is_no_cue(found: re.Match[str], text: str) -> bool:
    """Say whether a word only looks like one: "3+ years plus", a "Plus" in a name, "advantage of our"."""
    return found[0] == "plus" and found.end() < len(text.rstrip(" .!,)"))


def _reach(found: re.Match[str], text: str, *, others: bool) -> tuple[int, int]:
    """Return what a word like "ideally" or "a plus" speaks of: all behind it, or all before it.

    Where there are `others` each speaks of what it stands beside: "SQL, Airflow a plus, Spark preferred".
    """
    low, high = _around(found.start(), found.end(), text)
    begins = not text[low : found.start()].strip()
    if begins and text[found.end() : high].strip():
        return found.start(), len(text)
    own = text[low : found.start()]
    before = text[:low]
    demand = pattern_of("demand")
    # Each of both is a demand by itself: "good German skills, English skills a plus".
    levelled = _LEVEL_OF_LANGUAGE.search(before) is not None
    demands = demand.search(own) is not None and demand.search(before) is not None
    apart = bool(own.strip()) and (others or levelled or demands)
    return (low, high) if apart else (0, high)


def _around(start: int, end: int, text: str) -> tuple[int, int]:
    """Return the stretch between commas that `start` to `end` stands in, more where nothing else stands in it."""
    low, high = text.rfind(",", 0, start) + 1, text.find(",", end)
    high = len(text) if high < 0 else high
    alone = not text[low:start].strip() and not text[end:high].strip()
    if alone or says_only_how_much(text[low:high]):
        return 0, high
    return low, high
