"""What is offered for a title, in which order? Each occupation once, and what the title was taken for first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from services.recommender.knowledge.occupations.resolution import TitleCandidate

#: How sure, in percent, an occupation is that no list finds. A judgement.
ADDED_CONFIDENCE = 5

#: So many of ESCO's occupations with one O*NET code are offered before any with another that is likely as well: whoever
#: is offered ten "clerks" is offered one. Of 1 to 6 this finds most, of both lists' occupations.
_OF_ONE_CODE = 2

#: An occupation that was taken is doubtful where so many others are more like the title.
FIRST = 10


def together(listed: Sequence[TitleCandidate], beside: Sequence[TitleCandidate]) -> list[TitleCandidate]:
    """Return what lists offer and what is offered beside it, each once; only the first of an ESCO address has it."""
    offered: dict[tuple[str | None, str | None], TitleCandidate] = {}
    addresses: set[str] = set()
    for each in (*listed, *beside):
        code = each.occupation.code if each.occupation else None
        one = replace(each, esco=None) if each.esco in addresses else each
        if one.esco:
            addresses.add(one.esco)
        if (one.esco, code) != (None, None):
            offered.setdefault((one.esco, code), one)
    return list(offered.values())


def spread(ordered: Sequence[TitleCandidate]) -> tuple[TitleCandidate, ...]:
    """Return the candidates in their order, those of a code that enough before them have behind all others."""
    before: Counter[str] = Counter()
    first: list[TitleCandidate] = []
    behind: list[TitleCandidate] = []
    for each in ordered:
        code = each.occupation.code if each.occupation else None
        (behind if code and before[code] >= _OF_ONE_CODE else first).append(each)
        before.update([code] if code else [])
    return (*first, *behind)


def taken_first(code: str | None, ordered: Sequence[TitleCandidate]) -> tuple[TitleCandidate, ...]:
    """Return the candidates with the first of those of the code that a title was taken for, if for any, before all."""
    taken = next((each for each in ordered if each.occupation and each.occupation.code == code), None)
    return tuple(ordered) if taken is None else (taken, *(each for each in ordered if each is not taken))


def is_doubtful(code: str, ordered: Sequence[TitleCandidate]) -> bool:
    """Say whether the occupation that was taken is none of those that are most like its title."""
    return all(each.occupation is None or each.occupation.code != code for each in ordered[:FIRST])
