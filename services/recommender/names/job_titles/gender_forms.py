"""Which titles stand in one that is written for every gender? "Acheteur / Acheteuse de mode" holds two.

Marks that say only for whom a job is, "(m/w/d)" or "H/F", are dropped; short endings, "Lehrer/in", "infirmier·ère" or
"enfermero/a", are dropped from the form they are added to; pairs are written out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from services.recommender.names.job_titles.letters import fold_letters

#: For whom a job is: one or two letters each, parted by strokes, in brackets or at the end; or words for it.
FOR_WHOM = re.compile(
    r"""[(\[]\s*(?:(?:[mwfdxhkingva]|div|nb|gn|all)\s*[/|,;*+.]\s*)+(?:[mwfdxhkingva*]|div\.?|nb|gn|all)\s*[)\]]
      | [(\[]\s*(?:all\s+genders?|gn|mwd|wmd|mfd|alle\s+geschlechter|tous\s+genres)\s*[)\]]
      | \b(?:[mwfdxhkv]\s*/\s*)+(?:[mwfdxhkvi]|nb)\s*$ | \b[HF]/[HF]\b""",
    re.IGNORECASE | re.VERBOSE,
)

#: An ending added to the word before it, with a stroke, star, colon, gap, point or in brackets.
_ENDING = re.compile(
    r"""(?<=[^\W\d_])
      (?: \s?/\s?-?(?:innen|in|r|e|es|er|a|o|as|os|ka|ne|euse|trice|ere|ière|ienne|nne)\b
        | \s?/\s?-(?:[^\W\d_]{1,5})\b
        | [:*_](?:innen|in|r|e|n)\b
        | [·•.](?:e|ne|euse|trice|rice|ere|ère|ière|ienne|nne|le|se|a|o)(?:[·•.]?s)?\b
        | \(\s?-?(?:innen|in|r|e|er|a|o|as|os|n|ne|euse|trice|ere|ère|ière|ca|ka|nne|le|ienne|s)\s?\)(?:e|en|r)?
        | (?<=[a-zäöüß])In(?:nen)?\b )""",
    re.VERBOSE,
)

#: "Kaufmann/-frau" and "Pflegefachfrau/mann": the last part of a compound, in the other gender.
_COMPOUND = re.compile(r"\b([^\W\d_]*)(mann|frau)\s?/\s?-?(frau|mann)\b", re.IGNORECASE)

#: Words that a title has in two forms begin alike at least so far.
_ALIKE = 3

#: The forms of the last titles are remembered: every language's list is asked for each of them.
_REMEMBERED = 1024


@dataclass(frozen=True, kw_only=True)
class Forms:
    """What a title says, folded: all of it in one piece, each gender's form, and parts that may be titles of their own.

    `whole` keeps a pair as it stands, as lists of titles write it. `genders` are forms that mean the same. `parts`
    stand beside one another and may mean different work.
    """

    whole: str
    genders: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(_REMEMBERED)
def forms_of(title: str) -> Forms:
    """Return the forms of a title as it is written; all are folded and none is empty, except of an empty title."""
    unmarked = FOR_WHOM.sub(" ", title)
    compound = _COMPOUND.search(unmarked)
    spelled = [_COMPOUND.sub(rf"\1{end}", unmarked) for end in ("mann", "frau")] if compound else [unmarked]
    bare = [_ENDING.sub("", each) for each in spelled]
    pieces = [each.split() for each in re.split(r"\s*/\s*|\s*;\s*", bare[0]) if each.strip()]
    genders: list[str] = [fold_letters(each) for each in bare] if len(pieces) <= 1 else []
    parts: list[str] = []
    for left, right in pairwise(pieces):
        pair = _written_out(left, right)
        genders += [fold_letters(" ".join(each)) for each in pair]
        if not pair:
            parts += [fold_letters(" ".join(left)), fold_letters(" ".join(right))]
    whole = fold_letters(unmarked if compound or len(pieces) > 1 else bare[0])
    return Forms(whole=whole, genders=_others(genders, {whole}), parts=_others(parts, {whole, *genders}))


def _written_out(left: list[str], right: list[str]) -> tuple[list[str], ...]:
    """Return both forms of a pair of which one side may leave words to the other; nothing where they are no pair.

    "Aide ménager / ménagère à domicile" is "Aide ménager à domicile" and "Aide ménagère à domicile".
    """
    for first in range(len(left)):
        shared = len(left) - first
        if _alike(left[first], right[0]):
            return [*left, *right[shared:]], [*left[:first], *right]
    return ()


def _alike(one: str, other: str) -> bool:
    a, b = fold_letters(one), fold_letters(other)
    return a[:_ALIKE] == b[:_ALIKE] and min(len(a), len(b)) >= _ALIKE


def _others(forms: list[str], known: set[str]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(forms) if each and each not in known)
