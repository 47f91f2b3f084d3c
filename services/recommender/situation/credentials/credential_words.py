"""By which words does somebody say that something is a credential, which one of several, and a lesser step toward it?

Told from how it is written alone, whether or not anybody knows the credential.
"""

import re

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.names.called_abroad import calls_credential_abroad, calls_licence_abroad
from services.recommender.names.initials import initials_in
from services.recommender.names.skills.skill_words import fold, without_brackets

#: Beside a credential's name these words say that another is meant: a step toward it, one that is over, another level.
LESSER = frozenset(
    {"advanced", "aspirant", "assessment", "associate", "attempted", "basic", "basics", "beginner", "boot", "bootcamp"}
    | {
        "camp",
        "candidate",
        "class",
        "completed",
        "course",
        "coursework",
        "eligible",
        "essentials",
        "exam",
        "examination",
    }
    | {"exams", "expired", "failed", "foundations", "fundamentals", "hour", "hours", "i", "ii", "iii", "inactive"}
    | {
        "intern",
        "introduction",
        "l1",
        "l2",
        "l3",
        "lapsed",
        "level",
        "module",
        "part",
        "passed",
        "pending",
        "planned",
        "practice",
    }
    | {"expert", "iv", "l4", "practitioner"}
    | {"prep", "preparation", "preparing", "progress", "retired", "revoked", "scheduled", "section", "sections"}
    | {"student", "study", "studying", "toward", "towards", "trainee", "training", "workshop"}
)

#: What stands in brackets.
BRACKET = re.compile(r"\(([^()]*)\)")

#: A short form, alone: "CT", "MR", "A1"; a longer one is mostly a body. In brackets it says which of several is meant.
_QUALIFIER = re.compile(r"[A-Z][A-Z0-9]{0,2}")
_OF_NO_SIBLING = frozenset({"US", "USA", "UK", "GB", "EU", "CA", "AU"})

#: What a licence, and what any credential, is called at the end of its name, a bracket aside.
_LICENCE_WORD = re.compile(r"\b(?:licen[cs]e|licen[cs]ed|licensure|endorsement)s?\b", re.IGNORECASE)
_CALLED_ONE = re.compile(
    r"\b(?:certifications?|certificates?|certified|credentials?|licen[cs]es?|licensure|endorsements?|qualification|"
    r"designation|charter|card)(?:\s*\([^()]*\))?\s*$",
    re.IGNORECASE,
)

#: How names of credentials begin that say what somebody is, and how examinations with a name of their own are written.
_CALLS_PEOPLE = re.compile(r"\b(?:Certified|Registered|Licensed|Accredited|Chartered)\s+[A-Z][a-z]")
_CALLS_EXAM = re.compile(r"[A-Z]\w*[A-Z]\w*\s+(?:[Aa]ssessment|[Ee]xam(?:ination)?|[Tt]est)\s*$")

#: A short name and which of its kind: "ARRT (MR)".
_SIBLING = re.compile(r"[A-Z]{3,}\s*\([A-Z]{1,5}\)$")

#: How makers number their examinations: "DP-100", "SAA-C03", "N10-009". "RS-232" and "ICD-10" are none.
_EXAM_NUMBER = re.compile(
    r"(?:Exam )?(?:(?:AB|AI|AZ|DP|GH|MB|MD|MS|PL|SC)-\d{3}|[A-Z]{3}-C\d{2}|(?:CS|CV|FC|N|PT|SY|XK)\d{1,2}-\d{3})"
)

#: Short forms by which postings name a credential and nothing else; most others name tools, laws and methods as well.
_SHORT_FORMS = frozenset(
    {"CAPM", "CBAP", "CCDS", "CCRP", "CDIP", "CHAA", "CHDA", "CHFP", "CHPS", "CHRP", "CHS", "CIPP", "CMSRN", "CNOR"}
    | {"CPACC", "CPB", "CPHIMS", "CPHQ", "CPMA", "CPRP", "CPSM", "CPTD", "CRC", "CRCR", "CSCS", "CTRS", "ENPC", "NCIDQ"}
    | {"OCN", "PCCN", "PMI-ACP", "RHIA", "SPHR", "TNCC"}
)

#: Everybody's licence, and what only sounds like a credential.
_EVERYDAY = re.compile(r"^(?!.*\bcommercial\b).*\bdriv(?:er|ers|er'?s|er\u2019s|ing)\b", re.IGNORECASE)
_IS_NONE = re.compile(
    r"\b(?:login|user|access|any|relevant|credit|debit|score|gift|report|sd|graphics|network|birth|project|"
    r"team|software)\s+(?:credentials?|cards?|certifications?|certificates?|charter|licen[cs]es?)\s*$|"
    r"^(?:certifications?|certificates?|credentials?|licen[cs]es?|qualification)$",
    re.IGNORECASE,
)


def speaks_of_credential(words: str) -> bool:
    """Say whether `words` call what they name a certification, and so no skill: "BLS certification"."""
    return fold(words).endswith((" certification", " certificate", " certified", " card"))


def calls_licence(words: str) -> bool:
    """Say whether `words` call what they name a licence or a registration, or what is added to one."""
    return bool(_LICENCE_WORD.search(words)) or calls_licence_abroad(words)


def calls_credential(words: str) -> bool:
    """Say whether `words` are a credential's name by how they are written, whether or not anybody knows it.

    "Registered Behavior Technician (RBT)", "DP-100", "CPACC", "ASME Section IX qualification" and "ParaPro Assessment"
    are; what everybody drives with is not.
    """
    if _EVERYDAY.search(words) or _IS_NONE.search(words):
        return False
    if _SIBLING.match(words) or words in _SHORT_FORMS or _EXAM_NUMBER.fullmatch(words):
        return True
    if _CALLED_ONE.search(words) or _CALLS_PEOPLE.search(words) or _CALLS_EXAM.search(words):
        return True
    return calls_credential_abroad(words)


def qualifiers(words: str) -> tuple[str, ...]:
    """Return the short forms in brackets, which tell siblings apart: "CT" of "ARRT (CT)"."""
    inside = (part.strip() for bracket in BRACKET.findall(words) for part in re.split(r"[,/]", bracket))
    return tuple(part for part in inside if _QUALIFIER.fullmatch(part) and part not in _OF_NO_SIBLING)


def agrees_with(words: str, title: str) -> bool:
    """Say whether `title` says, in full or in short, what `words` tell siblings apart by: "(R)" is no "(CT)"."""
    said = fold(title).split()
    known = {*said, *initials_in(said)}
    return all(fold(one) in known for one in qualifiers(words))


def kind_called(words: str) -> CredentialKind:
    """Return the kind that `words`, the name of what nobody knows, call it."""
    if calls_licence(words):
        return CredentialKind.LICENCE
    certificate = without_brackets(words).casefold().endswith("certificate")
    return CredentialKind.PROFESSIONAL_CERTIFICATE if certificate else CredentialKind.CERTIFICATION
