"""Which occupation does a learner's title say that they want? What is wished for, where that is a title."""

from collections.abc import Callable
from dataclasses import replace

from services.recommender.knowledge.occupations.heads.headed import assumed, offered_first
from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolution, Resolved
from services.recommender.names.headings.wishes import Wish, as_titles_say

#: How sure, in percent, a title is at most that is only a part of what somebody wrote of a wish. A judgement.
BY_A_WISH = 75

#: Every trade has these, so that whoever is of one and wants to be one of them means those of their own trade.
_OF_EVERY_TRADE = frozenset({"11-1021.00", "11-9199.00", "13-1082.00"})

#: Short forms are titles by chance: "PM", "RN".
_SHORT_FORM = 3

#: Occupations of one major group of the classification begin with so many characters.
_MAJOR_GROUP = len("47")


def wished(wish: Wish, language: str, read: Callable[[str], Resolution]) -> Resolution | None:
    """Return what is wished for, where it is a title; else what somebody is; None where both say nothing.

    `read` reads a title. What only may be a wish ("line cook to cook") is one where both are of one major group.
    """
    now = read(wish.now) if wish.now else None
    aimed = _aimed(wish, language, read)
    if not wish.sure:
        related = isinstance(now, Resolved | Ambiguous) and aimed and _are_related(now, aimed)
        return assumed(aimed, BY_A_WISH, language) if related and aimed else None
    if aimed is None:
        return assumed(now, BY_A_WISH, language) if isinstance(now, Resolved) else now
    vague = aimed.occupation.code in _OF_EVERY_TRADE or len(wish.aimed) <= _SHORT_FORM
    if vague and now is not None:
        return offered_first((aimed.occupation,), now)
    return assumed(aimed, BY_A_WISH, language)


def _aimed(wish: Wish, language: str, read: Callable[[str], Resolution]) -> Resolved | None:
    for title in as_titles_say(wish.aimed, language) if wish.aimed else ():
        found = read(title)
        if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY:
            return replace(found, language=language)
    return None


def _are_related(now: Resolved | Ambiguous, aimed: Resolved) -> bool:
    those = (now.occupation,) if isinstance(now, Resolved) else now.candidates
    return any(each.code[:_MAJOR_GROUP] == aimed.occupation.code[:_MAJOR_GROUP] for each in those)
