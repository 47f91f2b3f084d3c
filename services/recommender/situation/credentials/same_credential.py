"""Is what somebody holds, by its title, what a posting names in its own words?"""

import re

from services.recommender.names.skills.skill_words import fold, without_brackets
from services.recommender.situation.credentials.credential_names import names
from services.recommender.situation.credentials.credential_words import LESSER, agrees_with

#: "CPA" names a credential by itself; "Leadership" at the front of a title does not.
CAPITALS = re.compile(r"[A-Z][^A-Z]*[A-Z]")

#: Behind a short form they say how much it took, and not that it is a lesser one: "OSHA 10-Hour", "PSM II".
_COUNTED = frozenset({"hour", "hours", "i", "ii", "iii"})

#: Behind the name that a posting gives without a level they say that it is held at a higher one.
_HIGHER = frozenset({"expert", "professional"})


def is_title(words: str, title: str, *, loosely: bool) -> bool:
    """Say whether `words` are the title, or a short form that it begins with, as "OSHA 10-Hour" does with "OSHA 10"."""
    held = fold(title)
    for name in names(words) if loosely else (words,):
        key = fold(name)
        if key and key in {held, fold(without_brackets(title))}:
            return True
        if key and _is_short_form(key, words) and f" {held} ".startswith(f" {key} "):
            return agrees_with(words, title) and not _rest(held, key) & (LESSER - _COUNTED)
    return False


def _is_short_form(key: str, words: str) -> bool:
    """Say whether `key`, as `words` write it, has a number, is one word in capitals, or says "certified" itself."""
    if any(letter.isdigit() for letter in key) or (key == fold(words) and " certified " in key):
        return True
    return any(fold(word) == key and CAPITALS.search(word) for word in words.split())


def at_higher_level(words: str, title: str) -> bool:
    """Say whether `title` is what `words` name at a level above all others: "Professional" behind the same name."""
    held, key = fold(without_brackets(title)), fold(without_brackets(words))
    return held.startswith(f"{key} ") and _rest(held, key) <= _HIGHER


def _rest(held: str, key: str) -> frozenset[str]:
    return frozenset(held.removeprefix(key).split())
