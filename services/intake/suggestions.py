"""What was probably meant by a name or value that is refused? Only for messages: nothing is accepted for it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from math import floor, isfinite
from types import MappingProxyType

from rapidfuzz import fuzz, process

from services.recommender.scales import (
    EducationLevel,
    EmployerKind,
    EvidenceKind,
    Goal,
    HeldStatus,
    Mode,
    SkillLevel,
    StackGoalKind,
)

#: How alike (0-100) a text must be to a known one to be taken for a slip of the pen.
_ALIKE = 70

#: Texts longer than this are no slips of the pen, and comparing them costs time.
_LONGEST_SLIP = 64

_DAY_AND_TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ].*", re.DOTALL)
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|[-/.]([0-9]{1,2})[-/.]([0-9]{1,2}))")
#: With dots the day comes first wherever dates are written so; with slashes it may be the month.
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")

#: Everyday words for a closed word, by the enumeration; small letters, words parted by "_". None is for a word that is
#: spelt much like one that it does not mean.
_SYNONYMS: Mapping[type[StrEnum], Mapping[str, StrEnum | None]] = MappingProxyType(
    {
        EmployerKind: {
            **dict.fromkeys(("government", "public_sector", "federal", "state", "city"), EmployerKind.PUBLIC),
            **dict.fromkeys(("company", "enterprise", "private", "business", "for_profit"), EmployerKind.CORPORATE),
            **dict.fromkeys(("startup", "start_up", "sme", "small_company"), EmployerKind.SMALL_BUSINESS),
            **dict.fromkeys(("university", "college", "school", "education", "academia"), EmployerKind.ACADEMIC),
            **dict.fromkeys(("ngo", "charity", "non_profit", "not_for_profit"), EmployerKind.NONPROFIT),
            **dict.fromkeys(("vendor", "partner", "reseller"), EmployerKind.VENDOR_ECOSYSTEM),
        },
        EducationLevel: {
            **dict.fromkeys(("high_school", "high_school_diploma", "ged"), EducationLevel.SECONDARY),
            **dict.fromkeys(("certificate", "trade_school"), EducationLevel.POSTSECONDARY_CERTIFICATE),
            **dict.fromkeys(("apprenticeship", "ausbildung", "trade_certificate"), EducationLevel.VOCATIONAL),
            **dict.fromkeys(("meister", "techniker"), EducationLevel.HIGHER_VOCATIONAL),
            **dict.fromkeys(("associates", "aa", "as"), EducationLevel.ASSOCIATE),
            **dict.fromkeys(("bachelors", "ba", "bs", "bsc"), EducationLevel.BACHELOR),
            **dict.fromkeys(("masters", "ma", "ms", "msc", "mba"), EducationLevel.MASTER),
            **dict.fromkeys(("phd", "doctoral", "doctor", "md", "jd"), EducationLevel.DOCTORATE),
        },
        HeldStatus: {
            "invalid": None,
            **dict.fromkeys(("active", "current", "held", "earned", "completed", "issued"), HeldStatus.VALID),
            **dict.fromkeys(("ongoing", "enrolled", "started", "pending", "studying"), HeldStatus.IN_PROGRESS),
            **dict.fromkeys(("lapsed", "inactive", "out_of_date"), HeldStatus.EXPIRED),
            **dict.fromkeys(("withdrawn", "suspended", "cancelled", "canceled"), HeldStatus.REVOKED),
        },
        Mode: {
            **dict.fromkeys(("remote", "virtual", "distance", "e_learning", "self_paced", "web"), Mode.ONLINE),
            **dict.fromkeys(("onsite", "on_site", "classroom", "face_to_face", "offline", "on_campus"), Mode.IN_PERSON),
            **dict.fromkeys(("hybrid", "mixed"), Mode.BLENDED),
            **dict.fromkeys(("either", "both", "no_preference", "flexible", "all"), Mode.ANY),
        },
        Goal: {
            **dict.fromkeys(("upskill", "upskilling", "skill_gap", "close_skill_gap", "learn"), Goal.FILL_SKILL_GAP),
            **dict.fromkeys(("stay_current", "refresh", "currency", "recertify", "renew"), Goal.SIGNAL_CURRENCY),
            **dict.fromkeys(("complement_degree", "add_to_degree"), Goal.COMPLEMENT),
            **dict.fromkeys(("reskill", "career_change", "switch_career", "switch", "transition"), Goal.CHANGE_CAREER),
            **dict.fromkeys(("browse", "curiosity", "unsure", "undecided"), Goal.EXPLORE),
        },
        SkillLevel: {
            **dict.fromkeys(("basic", "novice", "entry", "low", "elementary"), SkillLevel.BEGINNER),
            **dict.fromkeys(("medium", "working", "competent", "mid"), SkillLevel.INTERMEDIATE),
            **dict.fromkeys(("proficient", "high", "strong", "senior", "fluent"), SkillLevel.ADVANCED),
            **dict.fromkeys(("master", "mastery", "guru"), SkillLevel.EXPERT),
        },
        EvidenceKind: {
            **dict.fromkeys(("website", "work_samples"), EvidenceKind.PORTFOLIO),
            **dict.fromkeys(("github", "repository", "capstone", "case_study"), EvidenceKind.PROJECT),
            **dict.fromkeys(("work_sample", "deliverable", "document", "report"), EvidenceKind.WORK_PRODUCT),
            **dict.fromkeys(("article", "paper", "book", "blog"), EvidenceKind.PUBLICATION),
        },
        StackGoalKind: {
            **dict.fromkeys(("degree", "college_credit", "credit"), StackGoalKind.DEGREE_CREDIT),
            **dict.fromkeys(("certificate", "bigger_certificate"), StackGoalKind.LARGER_CERTIFICATE),
            **dict.fromkeys(("designation", "professional_certification"), StackGoalKind.PROFESSIONAL_DESIGNATION),
            **dict.fromkeys(("certification", "credential", "named"), StackGoalKind.NAMED_CREDENTIAL),
        },
    }
)


def likest(text: str, known: Iterable[str]) -> str | None:
    """Return the known text that `text` may be a slip of; None where none is near."""
    if len(text) > _LONGEST_SLIP:
        return None
    alike = process.extractOne(text.casefold(), list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return alike[0] if alike else None


def word_meant(text: str, words: type[StrEnum]) -> str | None:
    """Return the closed word that `text` is a way of writing, an everyday word for, or a slip of."""
    if len(text) > _LONGEST_SLIP:
        return None
    written = "_".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("\u2019", "")))
    written = written.removesuffix("_degree")
    if written in set(words):
        return written
    synonyms = _SYNONYMS.get(words, {})
    return synonyms[written] if written in synonyms else likest(written, words)


def whole_numbers_meant(value: object, low: int, high: int) -> tuple[int, ...]:
    """Return the whole numbers from `low` to `high` next to a number with a fraction, or that a text holds."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,15}\s*", value, re.ASCII):
        near: tuple[int, ...] = (int(value),)
    elif isinstance(value, float) and isfinite(value):
        near = (int(value),) if value.is_integer() else (floor(value), floor(value) + 1)
    else:
        return ()
    return tuple(number for number in near if low <= number <= high)


def code_meant(text: str, pattern: str) -> str | None:
    """Return `text` without blanks around it, in capital letters, or with "-" for "_", where that fits `pattern`."""
    bare = text.strip()
    ways = (bare, bare.upper(), bare.replace("_", "-"))
    return next((way for way in ways if re.fullmatch(pattern, way)), None) if len(bare) <= _LONGEST_SLIP else None


def day_meant(text: str) -> str | None:
    """Return the day, like "2026-11-22", of a text that has a time behind it or is written in another notation."""
    found = _DAY_AND_TIME.fullmatch(text) or _YEAR_FIRST.fullmatch(text.strip())
    if found:
        year, month, day = (part for part in found.groups() if part)
    elif found := _DAY_FIRST.fullmatch(text.strip()):
        year, month, day = found["year"], found["month"], found["day"]
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
