"""What does a learner's title say of what they want to be? "Law graduate wanting to be a solicitor" wants to be one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.recommender.names.headings.words import Around, words_around
from services.recommender.names.job_titles.letters import fold_letters

#: An opening of a wish has no more words than that.
_LONGEST = 3

#: What shows a way from one to another, as "may wish" words do.
_ARROWS = frozenset({"→", "->", "=>", ">", "»"})

#: What stands between what somebody is and the wish.
_EDGES = " ,;:-\u2013\u2014|"

#: How names of people's work end in Polish behind "be" or "become", and how they do alone: "zostać elektrykiem".
_INSTRUMENTAL = (("iem", ""), ("em", ""), ("ą", "a"))
_POLISH = "pl"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody is by their title, and what they wish for; either may be empty. `sure`: the words say a wish."""

    now: str
    aimed: str
    sure: bool


def wish_in(title: str, languages: Iterable[str]) -> Wish | None:
    """Return the wish that a title says in one of `languages`; None where it says none."""
    words = title.split()
    folded = [fold_letters(word) for word in words]
    for language in languages:
        for at in range(len(words)):
            length, sure = _opening(words, folded, at, language)
            if length and (sure or 0 < at < len(words) - 1):
                now = " ".join(words[:at]).rstrip(_EDGES + "([")
                return Wish(now=now, aimed=_aimed(words[at + length :], language), sure=sure)
    return None


def as_titles_say(aimed: str, language: str) -> Iterator[str]:
    """Yield what is wished for as it stands, then as titles are listed, where a wish changes the words."""
    yield aimed
    first, *rest = aimed.split() or [""]
    if language == _POLISH:
        for ending, instead in _INSTRUMENTAL:
            if first.endswith(ending):
                yield " ".join([first.removesuffix(ending) + instead, *rest])


def _opening(words: list[str], folded: list[str], at: int, language: str) -> tuple[int, bool]:
    """Return how many words from a place on open a wish, and whether they surely do; 0 for none."""
    around = words_around(language)
    for length in range(_LONGEST, 0, -1):
        if " ".join(folded[at : at + length]) in around[Around.WISH]:
            return length, True
    return (1, False) if folded[at] in around[Around.MAY_WISH] or words[at] in _ARROWS else (0, False)


def _aimed(words: list[str], language: str) -> str:
    around = words_around(language)
    first, last = 0, len(words)
    while first < last and fold_letters(words[first]) in around[Around.BETWEEN]:
        first += 1
    while first < last and fold_letters(words[last - 1]) in around[Around.CLOSES]:
        last -= 1
    aimed = " ".join(words[first:last]).strip(_EDGES)
    return aimed if "(" in aimed else aimed.rstrip(")]")
