"""Which assessment, level, mode or status on our scales is what a source calls it?"""

import re
from collections.abc import Iterable

from services.recommender.knowledge.credentials.credential import Assessment, CredentialKind, CredentialStatus
from services.recommender.scales import Mode, SkillLevel

#: Words in the name of an assessment method, the strongest assessment first.
_ASSESSMENTS = (
    (re.compile(r"project|capstone|art[ei]fact|thesis"), Assessment.PROJECT),
    (re.compile(r"portfolio"), Assessment.PORTFOLIO),
    (
        re.compile(r"practical|practicum|performance|demonstrat|\blab|clinical|simulat|observ|skills? test|oral"),
        Assessment.PRACTICAL,
    ),
    (re.compile(r"proctor|(?<!un)supervised|invigilat"), Assessment.PROCTORED_EXAM),
    (re.compile(r"quiz|multiple.?choice|questionnaire|\btest|self.?check|written"), Assessment.QUIZ),
    (re.compile(r"attend|particip|completion"), Assessment.ATTENDANCE),
)

#: "Exam" alone does not say whether somebody watches; `assessment_called` decides by the kind of credential.
_EXAM = re.compile(r"exam")

_LEVELS = (
    (re.compile(r"beginner|basic|fundamental|introduct|entry|foundation|novice|elementary"), SkillLevel.BEGINNER),
    (re.compile(r"intermediate|associate ?level|medium"), SkillLevel.INTERMEDIATE),
    (re.compile(r"advanced|professional ?level|proficient"), SkillLevel.ADVANCED),
    (re.compile(r"expert|master ?level"), SkillLevel.EXPERT),
)

_MODES = (
    (re.compile(r"blended|h[y\u00ed]brid|mixed|\bmix of\b|combin|semi-?presen|mixte|gemischt"), Mode.BLENDED),
    (
        re.compile(
            r"online|distan[ct]|virtual|remote|e-?learning|self.?paced|fern(?:studium|kurs|lehrgang|unterricht)|webinar"
            r"|(?:en|em) l(?:\u00ed|i)n[eh]a|en ligne|\bfoad\b|\bdigital|teleformaci\u00f3n|visio"
        ),
        Mode.ONLINE,
    ),
    (
        re.compile(
            r"in.?person|onsite|on-site|face.?to.?face|class.?room|presen[tcz]|pr[\u00e4\u00e9]sen[tz]|vor ort|campus"
            r"|in sede|aula|klassikaal"
        ),
        Mode.IN_PERSON,
    ),
)

#: What parts the modes that one may choose from.
_CHOICE = re.compile(r"[,;|/]|\b(?:or|oder|ou|o)\b")

#: What names one beside the other, unless the whole says that they are blended.
_BESIDE = re.compile(r"\s(?:and|und|et|y|e)\s|[&+]")

_STATUSES = (
    (re.compile(r"supersed|replaced"), CredentialStatus.SUPERSEDED),
    (
        re.compile(
            r"deprecat|ceased|retired|suspend|teachout|inactive|withdrawn|discontinued|closed|archived|ended|cancel"
        ),
        CredentialStatus.DEPRECATED,
    ),
    (re.compile(r"expired"), CredentialStatus.EXPIRED_OFFER),
    (re.compile(r"active|probation|current|open|available|valid"), CredentialStatus.ACTIVE),
)


def assessment_called(text: str, kind: CredentialKind, *, proctored: bool | None = None) -> Assessment:
    """Return the assessment that a method's name says.

    An exam counts as proctored where the source says so, or says nothing and it is a certification's, a licence's or a
    degree's; else as a quiz.
    """
    spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()
    found = next((one for words, one in _ASSESSMENTS if words.search(spelled)), Assessment.UNKNOWN)
    if _EXAM.search(spelled) and found in {Assessment.UNKNOWN, Assessment.QUIZ}:
        found = Assessment.QUIZ
        formal = {CredentialKind.CERTIFICATION, CredentialKind.LICENCE, CredentialKind.DEGREE}
        if proctored or (proctored is None and kind in formal):
            found = Assessment.PROCTORED_EXAM
    return Assessment.PROCTORED_EXAM if found is Assessment.QUIZ and proctored else found


def strongest(assessments: list[Assessment]) -> Assessment:
    """Return the strongest of `assessments`; they are declared in that order."""
    return min(assessments, key=list(Assessment).index, default=Assessment.UNKNOWN)


def level_called(text: str) -> SkillLevel:
    """Return the level that a word says; unknown where it says none, as that of a degree, or several."""
    spelled = text.casefold()
    if "degree" in spelled:
        return SkillLevel.UNKNOWN
    found = {level for words, level in _LEVELS if words.search(spelled)}
    return found.pop() if len(found) == 1 else SkillLevel.UNKNOWN


def mode_called(text: str) -> Mode | None:
    """Return the mode that a word says, or None."""
    return next((mode for words, mode in _MODES if words.search(text.casefold())), None)


def modes_called(texts: Iterable[str]) -> Mode | None:
    """Return the mode that texts say together: several that differ are a choice, so any; None for none.

    One text may name several as well: "online, in person", "onsite and online".
    """
    chosen = (part for text in texts for part in _CHOICE.split(text.casefold()))
    parts = (each for part in chosen for each in _together(part))
    found = {mode for part in parts if (mode := mode_called(part)) is not None}
    return found.pop() if len(found) == 1 else Mode.ANY if found else None


def _together(part: str) -> list[str]:
    return [part] if mode_called(part) is Mode.BLENDED else _BESIDE.split(part)


def status_called(text: str) -> CredentialStatus | None:
    """Return the status that a word says, or None."""
    return next((status for words, status in _STATUSES if words.search(text.casefold())), None)
