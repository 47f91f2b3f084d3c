"""Which skill, and how much of it, do the words of a posting or a CV name? Takes off the phrases around the skill."""

import re
from collections.abc import Iterator

from services.recommender.names.skills.skill_words import fold

#: What people put before a skill. A phrase that says how much of it is held is in `_LEVELS`.
_BEFORE = re.compile(
    r"^(?:(?:(?:strong|solid|proven|good|great|hands on|demonstrated|relevant|practical|professional|some|very|"
    r"extensive|excellent|deep|"
    r"in depth|thorough|basic|advanced|intermediate|expert|beginner|elementary|fluent|proficient|"
    r"familiar|experienced|skilled|certified)\s+)"
    r"|(?:(?:working\s+)?(?:knowledge|experience|understanding|command|proficiency|expertise|familiarity|ability|"
    r"skills?|background|fluency|competence|exposure)\s+(?:of|with|in|to|using|working with|at)\s+)"
    r"|(?:(?:in|with|at|of|using)\s+)"
    r"|(?:(?:at least\s+|minimum\s+|over\s+|min\s+)?\d{1,2}\+*(?:\s+\d{1,2}\+*)?\s*(?:years?|yrs?)\s+"
    r"(?:of\s+)?(?:experience\s+(?:of|with|in|using)\s+)?))+"
)

#: What people put behind a skill.
_BEHIND = re.compile(
    r"(?:\s+(?:skills?|knowledge|experience|expertise|proficiency|abilities|ability|programming|developer|"
    r"required|preferred|a plus|basics|fundamentals|essentials|expert|beginner|advanced|intermediate|"
    r"\d{1,2}\+* years?))+$"
)

#: The levels that words stand for, and the words; the first that is said counts.
_LEVELS = (
    ("expert", re.compile(r"\b(?:expert|expertise)\b")),
    ("advanced", re.compile(r"\b(?:advanced|proficient|fluent)\b")),
    ("intermediate", re.compile(r"\b(?:intermediate|working knowledge)\b")),
    ("beginner", re.compile(r"\b(?:basic|basics|beginner|elementary|fundamentals)\b")),
)


def without_phrases(text: str) -> Iterator[str]:
    """Yield the folded `text` without what stands before the skill, then without what stands behind it as well."""
    key = fold(text)
    for each in (_BEFORE.sub("", key), _BEHIND.sub("", key), _BEHIND.sub("", _BEFORE.sub("", key))):
        if each and each != key:
            yield each


def level_said(text: str, skill: str) -> str | None:
    """Return the level that `text` says: "expert", "advanced", "intermediate", "beginner"; None where it says none.

    Words that are part of the `skill`'s own name ("Advanced Excel techniques") say no level. Years say none either: how
    much was learned in them is not known.
    """
    name = fold(skill)
    key = fold(text)
    for level, words in _LEVELS:
        found = words.search(key)
        if found and found[0] not in name.split():
            return level
    return None


#: What a posting says of the level, and not only of how keen it is: "proficient" and "expertise in" stand in most.
_LEVELS_ASKED = (
    ("expert", re.compile(r"\bexpert\b")),
    ("advanced", re.compile(r"\badvanced\b")),
    ("beginner", re.compile(r"\b(?:basic|basics|beginner|elementary|fundamentals)\b")),
)


def level_asked(text: str, skill: str) -> str | None:
    """Return the level of `skill` that the words of a posting ask for; None where they name none."""
    own = fold(skill).split()
    found = ((level, words.search(fold(text))) for level, words in _LEVELS_ASKED)
    return next((level for level, word in found if word and word[0] not in own), None)
