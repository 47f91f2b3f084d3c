"""Which titles does a headline name beside one another, or around a comma? "Recruiter / Personalreferent" names two."""

import re
from collections.abc import Iterator

from services.recommender.names.job_titles.additions import BRACKET
from services.recommender.names.job_titles.gender_forms import forms_of

#: What parts titles that stand beside one another, where both sides are words.
_BETWEEN = re.compile(r"\s*[/;|]\s*")


def parts_of(title: str) -> tuple[str, ...]:
    """Return the titles that a headline names beside one another; none where it names one, in one gender or in both."""
    bare = BRACKET.sub(" ", title)
    if not forms_of(bare).parts:
        return ()
    return tuple(" ".join(each.split()) for each in _BETWEEN.split(bare) if each.strip())


def with_noun(part: str, parts: tuple[str, ...]) -> str:
    """Return a part with the last one's noun: "Sheet Metal Mechanic" of "Sheet Metal/Refrigeration Mechanic"."""
    return f"{part} {parts[-1].split()[-1]}"


def around_comma(title: str) -> Iterator[str]:
    """Yield a headline with a comma turned round, as lists write "Nurse, dental", then what stands before the comma.

    A single word before a comma is seldom all of a title.
    """
    before, comma, behind = BRACKET.sub(" ", title).partition(",")
    if comma and behind.strip():
        yield " ".join(f"{behind} {before}".split())
        if len(before.split()) > 1:
            yield before.strip()


def endings(title: str) -> Iterator[str]:
    """Yield ever shorter endings of a title, of two words and more: "Building Surveyor" of one who plans works."""
    words = BRACKET.sub(" ", title).split()
    yield from (" ".join(words[at:]) for at in range(1, len(words) - 1))
