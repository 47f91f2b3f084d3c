"""What does a headline mean that no list has, and that begins or ends with a title? "Security guard Grade D" does.

How often such a reading is right was measured with titles of national classifications (MELO) and of vacancies (JobBERT)
that no list has; see docs/occupations.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from services.recommender.knowledge.occupations.heads.listed import Listed, ListedTitles
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolution, Resolved, Unknown
from services.recommender.names.folding import fold
from services.recommender.names.headings.heads import (
    NOUN_LAST,
    Head,
    heads_of,
    joined_titles,
    names_a_setting,
    names_another,
    noun_beside,
    telling,
)
from services.recommender.names.headings.words import ENGLISH
from services.recommender.names.job_titles.additions import is_only_a_place
from services.recommender.names.job_titles.loose_titles import PLACES

#: How sure, in percent, a headline is at most whose beginning or end is a title.
BY_ITS_HEAD = 70

#: Occupations of one minor group of the classification begin with so many characters.
MINOR_GROUP = len("47-2")

#: So many occupations are offered.
OFFERED = 5

#: A single word that O*NET lists beside an occupation's own title is seldom all of a title: "superior", "mate".
_BESIDE = frozenset({MatchedBy.ALTERNATE_TITLE, MatchedBy.REPORTED_TITLE})


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A headline, the language that it is read in, the country (ISO 3166-1), and what its words mean without this.

    `nearest` finds the occupations whose titles are most like all of it.
    """

    text: str
    language: str
    country: str | None
    found: Resolution
    nearest: Callable[[], tuple[Occupation, ...]]


def headed(heading: Heading, listed: ListedTitles) -> Resolution:
    """Return what a headline means by the title that it begins or ends with, or by those that it joins.

    It is taken where all titles that are like it speak for the same occupation, or where nothing beyond the title can
    say otherwise; else what the title may mean is offered first.
    """
    if listed.whole(heading.text, heading.language, heading.country):
        return heading.found
    joined = _joined(heading, listed)
    if isinstance(joined, Resolved):
        return joined
    heads = [each for each in (_longest(heading, listed, first=True), _longest(heading, listed, first=False)) if each]
    nearest = heading.nearest()[:1] if heads else ()
    for head, meant in heads if joined is None else ():
        if isinstance(meant, Resolved) and _is_meant(head, meant, nearest, heading, listed):
            return assumed(meant, BY_ITS_HEAD, heading.language)
        if head.first and isinstance(meant, Resolved) and names_another(head, heading.language):
            break
    offered = _offered(joined) if joined else tuple(each for _, meant in heads for each in _offered(meant))
    return offered_first(offered, heading.found) if offered else heading.found


def assumed(meant: Resolved, most: int, language: str) -> Resolved:
    """Return what a part of a title means as what the whole is assumed to mean, at `most` so sure."""
    sure = min(meant.confidence, most)
    return replace(meant, matched_by=MatchedBy.COMMON_TITLE, confidence=sure, language=language)


def offered_first(first: tuple[Occupation, ...], found: Resolution) -> Ambiguous:
    """Return `first` as candidates before those that were `found`."""
    match found:
        case Resolved(occupation=occupation):
            others: tuple[Occupation, ...] = (occupation,)
        case Ambiguous(candidates=others) | Unknown(suggestions=others):
            pass
    return Ambiguous(candidates=tuple(dict.fromkeys((*first, *others)))[:OFFERED], language=found.language)


def _offered(meant: Listed) -> tuple[Occupation, ...]:
    return (meant.occupation,) if isinstance(meant, Resolved) else meant.candidates


def _is_meant(
    head: Head, meant: Resolved, nearest: tuple[Occupation, ...], heading: Heading, listed: ListedTitles
) -> bool:
    """Say whether a headline may be assumed to mean what its `head` does."""
    if _is_of_another(head, meant, heading, listed):
        return False
    if meant.occupation in nearest:
        return True
    if not head.first or (head.short and meant.matched_by in _BESIDE):
        return False
    known = any(listed.knows_word(word, heading.language) for word in telling(head, heading.language))
    return not known or (names_a_setting(head, heading.language) and not head.short)


def _is_of_another(head: Head, meant: Resolved, heading: Heading, listed: ListedTitles) -> bool:
    """Say whether the noun of a headline is another than its head: a "dance teacher assistant" is no teacher."""
    noun = noun_beside(head, heading.language)
    if noun is None:
        return False
    if is_only_a_place(noun, heading.language) or (heading.language == ENGLISH and fold(noun) in PLACES):
        return True
    other = listed.meaning(noun, heading.language, heading.country)
    return other is not None and meant.occupation not in _offered(other)


def _longest(heading: Heading, listed: ListedTitles, *, first: bool) -> tuple[Head, Listed] | None:
    """Return the longest title that begins or ends a headline, and what it means; no single word that means several."""
    if not first and heading.language not in NOUN_LAST:
        return None
    for head in heads_of(heading.text, first=first):
        meant = listed.meaning(head.title, heading.language, heading.country)
        if meant and (not head.short or _says_enough(head, meant, heading.language)):
            return head, meant
    return None


def _says_enough(head: Head, meant: Listed, language: str) -> bool:
    """Say whether a single word may be the title: in English what ends a headline only where it mostly means one."""
    mostly = {MatchedBy.COMMON_TITLE, MatchedBy.TITLE}
    return isinstance(meant, Resolved) and (head.first or language != ENGLISH or meant.matched_by in mostly)


def _joined(heading: Heading, listed: ListedTitles) -> Listed | None:
    """Return what titles mean that a headline joins: the first where all are of one minor group, else each.

    None where it joins fewer than two titles.
    """
    found = list(_parts(heading, listed))
    meant = tuple(dict.fromkeys(each.occupation for each in found))
    if len(found) < len(joined_titles(heading.text, heading.language)) or not meant:
        return None
    if len({each.code[:MINOR_GROUP] for each in meant}) == 1:
        return assumed(found[0], BY_ITS_HEAD, heading.language)
    return Ambiguous(candidates=meant, language=heading.language)


def _parts(heading: Heading, listed: ListedTitles) -> Iterator[Resolved]:
    for part in joined_titles(heading.text, heading.language):
        meant = listed.meaning(part, heading.language, heading.country)
        if isinstance(meant, Resolved) and (" " in part or meant.matched_by not in _BESIDE):
            yield meant
