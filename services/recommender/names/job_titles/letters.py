"""When are two titles in any language the same words? Folds case, accents and punctuation away, and keeps endings."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+[+#]*")

#: Letters that no decomposition turns into plain ones.
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "\u2019": "'", "`": "'"})

#: What was folded last is remembered: every list is asked for the same few words of a title.
_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def fold_letters(text: str) -> str:
    """Return the words of `text` in small plain letters: "Opiekun (m/k), Łódź" becomes "opiekun m k lodz".

    Unlike `fold` it makes no singulars: an "s" at the end of a word is no plural in most languages.
    """
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    return " ".join(_WORD.findall(without_accents(text)))


def without_accents(text: str) -> str:
    """Return the text in small plain letters, with whatever stands between them: "Łódź, C+E" becomes "lodz, c+e"."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    return "".join(each for each in unicodedata.normalize("NFKD", small) if not unicodedata.combining(each))
