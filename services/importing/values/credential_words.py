"""Which kind, assessment, level or mode on our scales is what a source calls it?

The classes of CTDL, the achievement types of Open Badges 3.0 and the words of the field share one table.
"""

import re

from services.recommender.knowledge.credentials.credential import Assessment, CredentialKind, CredentialStatus
from services.recommender.scales import Mode, SkillLevel

#: Class names and words by their kind, as `word_of` spells them. CTDL's classes as of its release of 2025, those of
#: Open Badges 3.0 section "AchievementType", and what course platforms call theirs.
_KINDS = {
    CredentialKind.MICRO_CREDENTIAL: (
        "microcredential badge digitalbadge openbadge certificateofcompletion certificateofparticipation "
        "participationcertificate certificateofattendance nanodegree micromasters microbachelors specialization "
        "specialisation statementofaccomplishment course learningprogram shortlearningprogramme achievement award "
        "assessment assignment competency communityservice cocurricular fieldwork membership lab"
    ),
    CredentialKind.PROFESSIONAL_CERTIFICATE: (
        "certificate professionalcertificate academiccertificate apprenticeshipcertificate journeymancertificate "
        "mastercertificate basictechnicalcertificate technicallevel1certificate technicallevel2certificate "
        "technicallevel3certificate generaleducationlevel1certificate generaleducationlevel2certificate "
        "highereducationlevel1certificate highereducationlevel2certificate preparationcertificate "
        "postbaccalaureatecertificate postmastercertificate graduatecertificate undergraduatecertificate "
        "proficiencycertificate workbasedlearningcertificate diploma secondaryschooldiploma "
        "secondaryeducationcertificate generaleducationdevelopment"
    ),
    CredentialKind.CERTIFICATION: (
        "certification industrycertification professionalcertification "
        # Sheets write the name of a certification where its kind should stand.
        "pmp capm cissp cism cisa ccna ccnp phr sphr"
    ),
    CredentialKind.LICENCE: "license licence occupationallicense",
    CredentialKind.DEGREE: (
        "degree associatedegree associateofartsdegree associateofappliedartsdegree associateofapplieddegree "
        "associateofappliedsciencedegree associateofsciencedegree bachelordegree bachelorsdegree bachelorofartsdegree "
        "bachelorofsciencedegree masterdegree mastersdegree masterofartsdegree masterofsciencedegree doctoraldegree "
        "doctoratedegree professionaldoctorate researchdoctorate specialistdegree bachelor master doctorate"
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}

#: The end of a class name that no table has yet, and its kind: CTDL adds classes over time.
_KIND_ENDINGS = (
    (re.compile(r"nano ?degree$|badges?$|micro-?credentials?$"), CredentialKind.MICRO_CREDENTIAL),
    (re.compile(r"(?:degree|doctorate)$|^(?:bachelor|master|doctor) of "), CredentialKind.DEGREE),
    (
        re.compile(r"^(?:\w+ ){0,2}certified\b(?!.*\b(?:bootcamp|course|exam|practice|prep\w*|training)\b)"),
        CredentialKind.CERTIFICATION,
    ),
    (re.compile(r"certifications?$"), CredentialKind.CERTIFICATION),
    (re.compile(r"licen[sc]es?$"), CredentialKind.LICENCE),
    (re.compile(r"certificat(?:e of (?:completion|participation|attendance))$"), CredentialKind.MICRO_CREDENTIAL),
    (re.compile(r"(?:certificates?|diplomas?)$"), CredentialKind.PROFESSIONAL_CERTIFICATE),
    (re.compile(r"credentials?$"), CredentialKind.MICRO_CREDENTIAL),
)

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
    (re.compile(r"blended|hybrid|mixed|combin"), Mode.BLENDED),
    (re.compile(r"online|distance|virtual|remote|e-?learning|self.?paced"), Mode.ONLINE),
    (re.compile(r"in.?person|onsite|on-site|face.?to.?face|classroom|presential|presence|campus"), Mode.IN_PERSON),
)

_STATUSES = (
    (re.compile(r"supersed|replaced"), CredentialStatus.SUPERSEDED),
    (
        re.compile(r"deprecat|ceased|retired|suspend|teachout|inactive|withdrawn|discontinued|closed"),
        CredentialStatus.DEPRECATED,
    ),
    (re.compile(r"expired"), CredentialStatus.EXPIRED_OFFER),
    (re.compile(r"active|probation|current|open|available|valid"), CredentialStatus.ACTIVE),
)


def word_of(text: str) -> str:
    """Return `text` without case, spaces and punctuation."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def kind_called(text: str) -> tuple[CredentialKind, bool] | None:
    """Return the kind that a class or word says, and whether our table has it; None for none."""
    known = _KIND_OF.get(word_of(text)) or _KIND_OF.get(word_of(text).removesuffix("s"))
    if known is not None:
        return known, True
    spelled = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold().replace("_", " ").split())
    return next(((kind, False) for ending, kind in _KIND_ENDINGS if ending.search(spelled)), None)


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
    """Return the level that a word says; unknown where it says none, as the level of a degree does."""
    spelled = text.casefold()
    if "degree" in spelled:
        return SkillLevel.UNKNOWN
    return next((level for words, level in _LEVELS if words.search(spelled)), SkillLevel.UNKNOWN)


def mode_called(text: str) -> Mode | None:
    """Return the mode that a word says, or None."""
    return next((mode for words, mode in _MODES if words.search(text.casefold())), None)


def status_called(text: str) -> CredentialStatus | None:
    """Return the status that a word says, or None."""
    return next((status for words, status in _STATUSES if words.search(text.casefold())), None)
