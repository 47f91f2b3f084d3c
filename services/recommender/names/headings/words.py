"""Which words stand around job titles, and what does each kind say? Reads the list that is kept by hand."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

ENGLISH = "en"


class Around(StrEnum):
    """What words around a title are; see words.tsv."""

    WISH = "wish"
    MAY_WISH = "may wish"
    BETWEEN = "between"
    CLOSES = "closes"
    FILLER = "filler"
    SETTING = "setting"
    LICENCE = "licence"
    JOINS = "joins"


@cache
def words_around(language: str) -> Mapping[Around, frozenset[str]]:
    """Return the words of a language by their kind; none of a language that is not known."""
    words: defaultdict[Around, frozenset[str]] = defaultdict(frozenset)
    for line in files(__package__).joinpath("words.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            spoken, kind, listed = line.split("\t")
            if spoken == language:
                words[Around(kind)] = frozenset(listed.split(" | "))
    return {kind: words[kind] for kind in Around}


def says_nothing(word: str, language: str) -> bool:
    """Say whether a folded word by itself tells nothing of any work, in a language or in English."""
    return any(word in words_around(each)[Around.FILLER] for each in (language, ENGLISH))
