"""Which words of advertisements say what? The lists that are kept by hand, and text folded so that places stay."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: Letters that no decomposition turns into plain ones: "Wrocław", "Ørsted".
_PLAIN = {"ł": "l", "ø": "o", "đ": "d"}

#: Signs that part words like a blank does; commas, brackets and full stops stay, since phrases never cross them.
_BLANK = frozenset("'\u2019\u2018`-\u2010\u2011_\u00a0\t\u00b7")


def plain(text: str) -> str:
    """Return `text` in small plain letters, one for each character, so that every place is that of the original."""
    return "".join(map(_plain_letter, text))


@cache
def _plain_letter(sign: str) -> str:
    if sign in _BLANK:
        return " "
    small = unicodedata.normalize("NFKD", sign.casefold())
    return _PLAIN.get(small[:1], small[:1]) or " "


@cache
def words_of(file: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words in a file of this folder by their kind, folded as `plain` does it, the longest first."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for line in files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, listed = line.split("\t")
            words[kind] += (" ".join(plain(each).split()) for each in listed.split(" | "))
    return {kind: tuple(sorted(set(own), key=lambda each: (-len(each), each))) for kind, own in words.items()}


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """Return what finds the words of a kind in plain text, as whole words."""
    listed = "|".join(_pattern(each) for each in words_of("words.tsv")[kind])
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def _pattern(listed: str) -> str:
    """Return what finds listed words: a star by itself is one word, and at a word any letters."""
    words = (r"\w[\w.]*" if word == "*" else re.escape(word).replace(r"\*", r"[\w.]*") for word in listed.split())
    return r"\s+".join(words)


@cache
def are(kind: str) -> frozenset[str]:
    """Return the words of a kind, to be compared with a whole text."""
    return frozenset(words_of("words.tsv")[kind])
