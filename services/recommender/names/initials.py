"""Which short forms stand for words of a name? "CT" does for "Computed Tomography"."""

from collections.abc import Iterator, Sequence

#: Words that initials leave out: ARRT is the American Registry of Radiologic Technologists.
JOINING = frozenset({"a", "and", "by", "for", "in", "of", "on", "the", "to"})

#: Words together are called by so many initials at most.
_LONGEST = 5


def initials_in(words: Sequence[str]) -> Iterator[str]:
    """Yield the initials of all of `words` that stand together, two of them or more."""
    said = [word for word in words if word not in JOINING]
    for start in range(len(said)):
        for end in range(start + 2, min(len(said), start + _LONGEST) + 1):
            yield "".join(word[0] for word in said[start:end])
