"""When do two spellings name the same skill? Folds words into the keys of the skill index.

"Java" and "JavaScript", "C", "C++" and "C#", ".NET" and "Net" stay apart: only case, spacing, most punctuation and a
few spelling habits are folded, never letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

#: "Python (computer programming)": the bracket says which Python, not another skill.
_BRACKETS = re.compile(r"\s*\([^()]*\)")

#: A version at the end: "3.11", "v2", "2019", "10.x". A name that is a number ("3D") is not a version.
_VERSION = re.compile(r"(?:\s+(?:version\s+)?v?\d+(?:\.(?:\d+|x))*\+?)+$")

#: Everything that is not a letter, digit, "+", "#" or a dot parts words.
_PARTING = re.compile(r"[^\w+#.]+|_")

#: A dot belongs to the word only before a letter or digit, as in ".net" and "node.js".
_LOOSE_DOT = re.compile(r"\.(?!\w)")

#: A plus counts only behind a word, as in "c++"; a free-standing one parts words.
_LOOSE_PLUS = re.compile(r"(?<!\S)\++(?=\s|$)")

#: Spelling habits that make one word two: British and American endings, and Microsoft's short form.
_HABITS = (
    (re.compile(r"isation(s?)\b"), r"ization\1"),
    (re.compile(r"\b(anal|catal|paral)ys(e|es|ed|ing)\b"), r"\1yz\2"),
    (re.compile(r"\b(mode|labe|trave|counse)ll(ing|ed)\b"), r"\1l\2"),
    (re.compile(r"^ms\s+(?=\w)"), "microsoft "),
)

#: Words around a skill that add nothing to it; taken off only when the whole is not known.
_FILLERS_BEFORE = ("knowledge of ", "experience with ", "experience in ", "proficiency in ", "basic ", "advanced ")
_FILLERS_AFTER = (" programming language", " programming", " language", " skills", " skill", " software", " basics")


#: Texts whose key is kept: a profile and what it is compared with name the same things again and again.
_KEPT = 16_384


@lru_cache(_KEPT)
def fold(text: str) -> str:
    """Return the key of `text`: casefolded, one space between words, "&" as "and", spelling habits evened out."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")
    folded = _LOOSE_DOT.sub(" ", _PARTING.sub(" ", folded))
    folded = " ".join(_LOOSE_PLUS.sub(" ", folded).split())
    for pattern, replacement in _HABITS:
        folded = pattern.sub(replacement, folded)
    return folded


def without_brackets(text: str) -> str:
    """Return `text` without what stands in round brackets."""
    return _BRACKETS.sub("", text).strip()


def slug(text: str) -> str:
    """Return `text` as an id: "C++" -> "c-plus-plus", "Node.js" -> "node-js", "Amazon S3" -> "amazon-s3"."""
    spelled = fold(text).replace("+", " plus ").replace("#", " sharp ").replace(".", " ")
    return "-".join("".join(sign if sign.isalnum() else " " for sign in spelled).split())


def spellings(text: str) -> Iterator[str]:
    """Yield the keys under which `text` may be known, the closest first, each once.

    As written, then without brackets, then without a version, then without the fillers around it.
    """
    written, shorter = fold(text), without_brackets(text)
    if written:
        yield written
    # Folding costs the most of this, so it is done again only where there is something else to fold.
    bare = written if shorter == text else fold(shorter)
    unversioned = _VERSION.sub("", bare)
    seen = {written}
    for key in (bare, unversioned, *_without_fillers(unversioned)):
        if key and key not in seen:
            seen.add(key)
            yield key


def _without_fillers(key: str) -> Iterator[str]:
    for before in _FILLERS_BEFORE:
        key = key.removeprefix(before)
    yield key
    for after in _FILLERS_AFTER:
        if key.endswith(after):
            yield key.removesuffix(after)
            return
