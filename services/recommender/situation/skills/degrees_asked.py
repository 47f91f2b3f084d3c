"""Does a line of a posting ask for a degree, and does the learner meet it? It is no skill: no course closes it."""

import re
from datetime import date

from services.recommender.answer import Answer
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.learner import Profile
from services.recommender.names.telling_words import own_words
from services.recommender.scales import EducationLevel
from services.recommender.situation.held_documents import completed

#: What degrees are called in postings, the least first.
_CALLED = (
    (EducationLevel.ASSOCIATE, re.compile(r"\bassociate'?s?(?:\u2019s)? degree\b", re.IGNORECASE)),
    (EducationLevel.BACHELOR, re.compile(r"\b(?:bachelor(?:'s|\u2019s|s)?|undergraduate degree)\b", re.IGNORECASE)),
    (EducationLevel.MASTER, re.compile(r"\bmaster(?:'s|\u2019s|s)? (?:degree\b|in\b|of\b)", re.IGNORECASE)),
    (EducationLevel.DOCTORATE, re.compile(r"\b(?:ph\.?d|doctorate|doctoral degree)\b", re.IGNORECASE)),
)
_LEVELS = tuple(level for level, _ in _CALLED)

#: "A degree in X": of any level.
_ANY_DEGREE = re.compile(r"\b(?:(?:a|university|college) degree|degree in)\b", re.IGNORECASE)

#: "... or equal experience", and the years in the field that postings mostly mean by it.
_OR_EXPERIENCE = re.compile(r"\bor\b[^,;]*\bexperience\b", re.IGNORECASE)
YEARS_LIKE_A_DEGREE = 4


def degree_named(words: str) -> EducationLevel | None:
    """Return the least degree that `words` ask for; None where they ask for none."""
    named = next((level for level, called in _CALLED if called.search(words)), None)
    return named or (EducationLevel.ASSOCIATE if _ANY_DEGREE.search(words) else None)


def meets_degree(words: str, profile: Profile, occupation: Occupation | None, knowledge: Knowledge, on: date) -> bool:
    """Say whether the degree that `words` ask for is completed, in the field asked for, or experience stands for it."""
    least = degree_named(words)
    if least is None:
        return False
    if _OR_EXPERIENCE.search(words) and (profile.experience.years_in_field or 0) >= YEARS_LIKE_A_DEGREE:
        return True
    enough = _LEVELS[_LEVELS.index(least) :]
    return any(
        one.level in enough and _fits(one.field_of_study, words, occupation, knowledge)
        for one in completed(profile, on)
    )


def _fits(studied: str | None, words: str, occupation: Occupation | None, knowledge: Knowledge) -> bool:
    """Say whether what was studied is named, or is of the occupation's field, or nobody says what it was."""
    if studied is None or own_words(studied) & own_words(words) or occupation is None:
        return True
    return knowledge.fields_of_study.relates(studied, occupation.code) is not Answer.NO
