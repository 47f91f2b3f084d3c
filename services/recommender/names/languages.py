"""Which language do somebody's words mean? Tags, codes and names are read alike; regions and scripts make no other one.

A language is known by its ISO 639-1 code, or by its ISO 639-3 code where it has no shorter one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

_FILE = Path(__file__).with_name("languages.tsv")

#: A language tag (BCP 47) of language, script, region and variant, also with the "_" that computers write. Variants of
#: letters alone are rare, and "in-house" and "non-English" would be such tags.
_TAG = re.compile(
    r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|[0-9]{3}))?(?:[-_][0-9][a-z0-9]{3})?", re.IGNORECASE | re.ASCII
)

#: Codes for "undetermined", "multiple", "no content" and the like, and everyday words as short as a code.
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "all", "any", "tba", "tbd", "nil"})

#: What stands behind a name and says which kind of the language it is: "English (UK)", "Portuguese - Brazil".
_BEHIND_A_NAME = re.compile(
    r"\s*(?:[(\[][^()\[\]]*[)\]]?\s*|[-\u2013\u2014:_][^-\u2013\u2014:_()\[\],;/|]*)+$|\s(?:with|including)\s.*",
    re.IGNORECASE,
)

#: What stands beside a name without making it another language.
_BESIDE_A_NAME = frozenset(
    {
        "american",
        "australian",
        "austrian",
        "brazilian",
        "british",
        "canadian",
        "european",
        "in",
        "international",
        "language",
        "latin",
        "mexican",
        "modern",
        "simplified",
        "spoken",
        "standard",
        "swiss",
        "taught",
        "traditional",
        "uk",
        "us",
        "usa",
    }
)

#: What stands between two languages in one text.
_BETWEEN = re.compile(r"[,;/|\n+&]|\s(?:and|or|und|oder|et|ou|y|o|e|en|of)\s", re.IGNORECASE)

#: What stands between a name and its kind, and between two names as well: "English-French".
_DASH = re.compile(r"\s*[-\u2013\u2014:_]\s*")

#: Longer texts name no languages, and reading them costs time.
_LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Languages:
    """The `codes` of the languages that a text names, each once, and the words that name none, as they are written."""

    codes: tuple[str, ...]
    unread: tuple[str, ...]


@lru_cache(maxsize=4096)
def languages_named(text: str) -> Languages:
    """Return the languages that `text` names: "en-GB", "English", "Deutsch, English", ".../language/ENG"."""
    if len(text) > _LONGEST:
        return Languages(codes=(), unread=(text,))
    whole = _language(text)
    if whole is not None:
        return Languages(codes=(whole,), unread=())
    parts = [one for part in _BETWEEN.split(text) if part.strip() for one in _apart(part.strip())]
    # A text of one part has just been read.
    read = {part: None if part == text else _language(part) for part in parts}
    codes = [code for code in read.values() if code is not None]
    unread = [part for part, code in read.items() if code is None and not (codes and _says_which_kind(part))]
    return Languages(codes=tuple(dict.fromkeys(codes)), unread=tuple(unread))


def language_called(name: str) -> str | None:
    """Return the code of the one language that `name` is the name of; None for tags and for what is no name."""
    return _called(name.strip())


def taught_in(wanted: str | None, taught: Iterable[str]) -> Literal["match", "differs", "unknown"]:
    """Return whether what is wanted is among what is taught: match, differs, or unknown where either is not known."""
    own = languages_named(wanted).codes if wanted is not None else ()
    read = [languages_named(one) for one in taught]
    codes = {code for one in read for code in one.codes}
    if not own or not read:
        return "unknown"
    if codes.intersection(own):
        return "match"
    return "differs" if codes and not any(one.unread for one in read) else "unknown"


def _language(text: str) -> str | None:
    """Return the code of the language that a whole text means."""
    text = re.split("[/#]", text)[-1] if "://" in text else text
    text = text.strip()
    if (called := _called(text)) is not None:
        return called
    tag = _TAG.fullmatch(text)
    if tag is None or tag[1].lower() in _NO_LANGUAGE:
        return None
    code = tag[1].lower()
    # Every language with a code of two letters is in the table; those with three are many.
    return _by_code().get(code, code if len(code) == len("eng") else None)


def _called(text: str) -> str | None:
    """Return the code of the language called so, whatever is said of its kind."""
    whole, shorter = _folded(text), _BEHIND_A_NAME.sub("", text)
    bare = whole if shorter == text else _folded(shorter)
    behind = (_BEHIND_A_NAME.sub("", part) for part in _DASH.split(text[len(shorter) :]))
    if bare != whole and any(_folded(part) in _by_name() for part in behind):
        return None
    plain = " ".join(word for word in bare.split() if word not in _BESIDE_A_NAME)
    return next((code for one in (whole, bare, plain) if (code := _by_name().get(one)) is not None), None)


def _apart(part: str) -> list[str]:
    """Return the languages that dashes part, or the whole where they part anything else."""
    found = _DASH.split(part)
    return found if len(found) > 1 and _language(part) is None and all(_called(one) for one in found) else [part]


def _says_which_kind(part: str) -> bool:
    return all(word in _BESIDE_A_NAME for word in _folded(part).split())


def _folded(text: str) -> str:
    """Return `text` without case, accents and superfluous blanks, so that "Espanol" is "español"."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def _rows() -> Iterator[tuple[str, list[str], list[str]]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, others, names = line.split("\t")
            yield code, others.split(), names.split("|")


@cache
def _by_code() -> dict[str, str]:
    return {other: code for code, others, _ in _rows() for other in (code, *others)}


@cache
def _by_name() -> dict[str, str]:
    return {_folded(name): code for code, _, names in _rows() for name in names}
