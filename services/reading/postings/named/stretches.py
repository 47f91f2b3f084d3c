"""Which stretches of a sentence may be a name? Words that nothing parts, the longest first, each with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.reading.postings.named.mentions import Mention

#: Words as skills are written in: "R&D", "C++", "Node.js", ".NET", "A/B" as two.
_WORD = re.compile(r"\w+(?:&\w+)+|\.?\w[\w+#]*(?:\.\w[\w+#]*)*|&")

#: What may stand between two words of one name.
_WITHIN = re.compile(r"[ \t\u00a0]{0,2}|[-\u2010\u2011/'\u2019]")

#: So many characters before a stretch are looked at.
_BEFORE = 30


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words of an advertisement from `start` to `end`; `tails` are they without their first one, two, ... words.

    `before` is the end of what stands before it, `behind` the rest of the clause; `is_tail` says that it is the end of
    a word with a hyphen.
    """

    words: str
    start: int
    end: int
    tails: tuple[str, ...] = ()
    before: str = ""
    behind: str = ""
    is_tail: bool = False

    @property
    def several(self) -> bool:
        return bool(self.tails)


def words_in(text: str, offset: int) -> list[Stretch]:
    """Return each word of a text that begins at `offset` in the advertisement."""
    return [
        Stretch(words=found[0], start=offset + found.start(), end=offset + found.end())
        for found in _WORD.finditer(text)
    ]


def named_in(text: str, offset: int, longest: int, named: Callable[[Stretch], Mention | None]) -> Iterator[Mention]:
    """Yield what is `named` by stretches of at most `longest` words, none inside another."""
    words = words_in(text, offset)
    first = 0
    while first < len(words):
        found = next(
            (one for each in _from(text, offset, words[first : first + longest], longest) if (one := named(each))), None
        )
        if found is not None:
            yield found
        first += 1
        while found is not None and first < len(words) and words[first].start < found.end:
            first += 1


def _from(text: str, offset: int, words: list[Stretch], longest: int) -> Iterator[Stretch]:
    """Yield the stretches that begin with the first of `words`, the longest first."""
    last = 0
    while (
        last + 1 < min(longest, len(words))
        and _WITHIN.fullmatch(text, words[last].end - offset, words[last + 1].start - offset)
    ):  # fmt: skip
        last += 1
    for end in range(last, -1, -1):
        tails = tuple(text[words[n].start - offset : words[end].end - offset] for n in range(1, end + 1))
        yield Stretch(
            words=text[words[0].start - offset : words[end].end - offset],
            start=words[0].start,
            end=words[end].end,
            tails=tails,
            before=text[max(0, words[0].start - offset - _BEFORE) : words[0].start - offset],
            behind=text[words[end].end - offset :],
            is_tail=text[: words[0].start - offset].endswith("-")
            and not text[: words[0].start - offset].endswith(" -"),
        )
