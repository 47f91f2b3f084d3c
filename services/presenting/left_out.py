"""How are the many that were left out told without burying the few that matter? Those of one reason together."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from services.recommender.recommendation.codes import LeftOut
from services.recommender.recommendation.judgement import LeftOutCredential
from services.recommender.wording.messages import Message, say

_Member = TypeVar("_Member", str, LeftOut)

#: From so many on, credentials left out for the very same reason are told in one line.
MANY = 5


def by_reason(left_out: Iterable[LeftOutCredential]) -> list[tuple[LeftOut, list[LeftOutCredential]]]:
    """Return the reasons with their credentials, in the order of the document, which begins with what matters most."""
    return _gathered(left_out, lambda entry: entry.reason)


def by_sentence(left_out: Sequence[LeftOutCredential]) -> list[tuple[str, list[LeftOutCredential]]]:
    """Return the sentences with their credentials: MANY or more together, the others each alone, in their order."""
    told: list[tuple[str, list[LeftOutCredential]]] = []
    for sentence, entries in _gathered(left_out, lambda entry: entry.sentence):
        told += [(sentence, entries)] if len(entries) >= MANY else [(sentence, [entry]) for entry in entries]
    place = {id(entry): number for number, entry in enumerate(left_out)}
    return sorted(told, key=lambda one: place[id(one[1][0])])


def told_briefly(left_out: Sequence[LeftOutCredential], most: int) -> list[str]:
    """Return at most `most` lines for single credentials and one for each group, then how many more there are."""
    grouped = by_sentence(left_out)
    alone = [(sentence, entries[0]) for sentence, entries in grouped if len(entries) == 1]
    together = [(sentence, entries) for sentence, entries in grouped if len(entries) > 1]
    lines: list[str] = [told(entry) for _, entry in alone[:most]]
    if len(alone) > most:
        lines.append(say("listing.more", count=len(alone) - most))
    return lines + [
        say("listing.others_same_reason", count=len(entries), sentence=sentence) for sentence, entries in together
    ]


def told(entry: LeftOutCredential) -> Message:
    """Return one credential with the reason for which it was left out."""
    return say("listing.one", title=entry.credential.title, sentence=entry.sentence)


def _gathered(
    left_out: Iterable[LeftOutCredential], member: Callable[[LeftOutCredential], _Member]
) -> list[tuple[_Member, list[LeftOutCredential]]]:
    found: dict[_Member, list[LeftOutCredential]] = {}
    for entry in left_out:
        found.setdefault(member(entry), []).append(entry)
    return list(found.items())
