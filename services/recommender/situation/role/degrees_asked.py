"""Does a line of a posting ask for a degree, and does the learner meet it? It is no skill: no course closes it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.recommender.answer import Answer
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.learner import Profile
from services.recommender.names.telling_words import own_words
from services.recommender.scales import EducationLevel
from services.recommender.situation.credentials.held_documents import completed

#: What degrees are called in postings, the least first; short forms of them in capitals only.
_CALLED = (
    (
        EducationLevel.SECONDARY,
        re.compile(
            r"(?i:\b(?:high[ -]?school (?:diploma|degree|graduat\w+|education)|secondary school diploma)\b)|\bGED\b"
        ),
    ),
    (
        EducationLevel.ASSOCIATE,
        re.compile(
            r"(?i:\bassociate'?s?(?:\u2019s)? (?:degree\b|(?:in|of) (?:the )?(?:applied )?(?:arts|science)))|"
            r"(?i:\b(?:60|sixty|48|forty-eight) (?:college |semester )+(?:credits?|credit hours|hours)\b)|"
            r"\b(?:ADN|AAS)\b|(?i:\btwo-year degree\b)"
        ),
    ),
    (
        EducationLevel.BACHELOR,
        re.compile(
            r"(?i:\b(?:bachelor(?:'s|\u2019s|s)?|undergraduate degree|(?:four|4)-year degree)\b)|"
            r"\b(?:BSN|BSc|BEng|BBA|BSW|BFA|BSEE|B\.S\.|B\.A\.|BS/BA|BA/BS|B[AS] (?:degree|in)\b)"
        ),
    ),
    (
        EducationLevel.MASTER,
        re.compile(
            r"(?i:\bmaster(?:'s|\u2019s|s)(?: |$)(?:degree\b|in\b|of\b|$|required|preferred|or\b))|"
            r"(?i:\bmaster (?:degree\b|in\b|of\b)|\bgraduate degree\b)|"
            r"\b(?:MBA|MSN|MSc|MPH|MPA|MSW|MEd|M\.Ed\.|MFA|M\.S\.|M\.A\.|M[AS] (?:degree|in)\b)"
        ),
    ),
    (
        EducationLevel.DOCTORATE,
        re.compile(
            r"(?i:\b(?:ph\.?d|doctorate|doctoral degree|juris doctor|doctor of \w+)\b)|"
            r"\b(?:DNP|EdD|PharmD|DPT|J\.?D\.?)(?!\w)"
        ),
    ),
)
_LEVELS = tuple(level for level, _ in _CALLED)

#: Subjects that short forms of degrees name.
_SUBJECTS = {"BSN": "nursing", "MSN": "nursing", "DNP": "nursing", "ADN": "nursing", "BSW": "social work"} | {
    "MSW": "social work"
}

#: "A degree in X": of any level.
_ANY_DEGREE = re.compile(r"\b(?:(?:a|university|college) degree|degree in)\b", re.IGNORECASE)

#: "in computer science", but neither "in a related field" nor the arts and sciences of a degree's own name.
_SUBJECT = re.compile(r"\bin (?!(?:an?|any|the|some|relevant|related|your|arts|sciences?)\b)\w", re.IGNORECASE)

#: What builds a degree's name into something else: "Scrum Master certification", "degree audit".
_NO_DEGREE = re.compile(r"\b(?:scrum|web|task|six sigma|certification|certificate)\b", re.IGNORECASE)

#: "... or equal experience", and the years in the field that postings mostly mean by it.
_OR_EXPERIENCE = re.compile(r"\bor\b[^,;]*\bexperience\b", re.IGNORECASE)
YEARS_LIKE_A_DEGREE = 4

#: Words of which is remembered whether they ask for a degree.
REMEMBERED = 4_096


@lru_cache(REMEMBERED)
def degree_named(words: str) -> EducationLevel | None:
    """Return the least degree that `words` ask for; None where they ask for none."""
    if _NO_DEGREE.search(words):
        return None
    named = next((level for level, called in _CALLED if called.search(words)), None)
    return named or (EducationLevel.ASSOCIATE if _ANY_DEGREE.search(words) else None)


def names_subject(words: str) -> bool:
    """Say whether `words`, which ask for a degree, say in which subject: "Bachelor's degree in computer science"."""
    return bool(_SUBJECT.search(words)) or any(word in _SUBJECTS for word in words.split())


def meets_degree(words: str, profile: Profile, occupation: Occupation | None, knowledge: Knowledge, on: date) -> bool:
    """Say whether the degree that `words` ask for is completed, in the field asked for, or experience stands for it."""
    least = degree_named(words)
    if least is None:
        return False
    if _OR_EXPERIENCE.search(words) and (profile.experience.years_in_field or 0) >= YEARS_LIKE_A_DEGREE:
        return True
    if least is EducationLevel.SECONDARY:
        # Whoever went on from school has finished it.
        return any(one.level not in {EducationLevel.NONE, EducationLevel.UNKNOWN} for one in completed(profile, on))
    enough = _LEVELS[_LEVELS.index(least) :]
    return any(
        one.level in enough and _fits(one.field_of_study, words, occupation, knowledge)
        for one in completed(profile, on)
    )


@dataclass(frozen=True, kw_only=True)
class AskedDegree:
    """A degree, or the end of school, that the posting asks for in `words`: no skill, and no course closes it."""

    words: str
    level: EducationLevel
    required: bool
    met: bool
    under_way: bool = False
    """Whether the learner is at such a degree, so that finishing it comes before anything else."""

    @property
    def of_school(self) -> bool:
        """Whether it is the end of school, and no degree."""
        return self.level is EducationLevel.SECONDARY


def _fits(studied: str | None, words: str, occupation: Occupation | None, knowledge: Knowledge) -> bool:
    """Say whether what was studied is named, or is of the occupation's field, or nobody says what it was.

    A posting that names no subject takes any; one that names one takes what prepares for the work as well.
    """
    subject = own_words(" ".join(_SUBJECTS.get(word, word) for word in words.split()))
    if studied is None or own_words(studied) & subject or occupation is None:
        return True
    return knowledge.fields_of_study.relates(studied, occupation.code) is not Answer.NO
