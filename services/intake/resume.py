"""What does a résumé (jsonresume.org, schema 1.0) say of what somebody can do? The rest is dropped, and named.

Total: what has the wrong shape says nothing. The members returned are those of a profile document, in its bounds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.aim_schemas import MOST_SKILLS
from services.intake.members import EARLIEST_YEAR, LATEST_YEAR
from services.intake.strict_json import pointer_to
from services.recommender.learner import EducationLevel, SkillLevel

#: Sections that say who somebody is, or who vouches for them.
_PERSONAL = {
    "basics": "it says who the learner is, which Credwise never weighs",
    "references": "it names people",
    "interests": "it says who the learner is, which Credwise never weighs",
    "volunteer": "what somebody volunteers for can say what they believe",
}

_READ = frozenset({"work", "education", "skills", "certificates", "projects", "publications"})

#: Words in the level of a skill, from the highest down.
_LEVELS = (
    (SkillLevel.EXPERT, ("expert", "master", "fluent")),
    (SkillLevel.ADVANCED, ("advanced", "proficient", "senior", "strong")),
    (SkillLevel.INTERMEDIATE, ("intermediate", "competent", "working")),
    (SkillLevel.BEGINNER, ("beginner", "basic", "novice", "elementary", "familiar")),
)

#: Words in the kind of a study, the more telling first.
_DEGREES = (
    (EducationLevel.DOCTORATE, r"ph\.? ?d|doctor|dphil"),
    (EducationLevel.MASTER, r"master|m\.? ?sc|m\.? ?a\b|mba|m\.? ?eng|magister"),
    (EducationLevel.BACHELOR, r"bachelor|b\.? ?sc|b\.? ?a\b|b\.? ?eng|licence|undergraduate"),
    (EducationLevel.ASSOCIATE, r"associate|foundation degree"),
    (EducationLevel.POSTSECONDARY_CERTIFICATE, r"certificate|diploma|bootcamp"),
    (EducationLevel.SECONDARY, r"high school|secondary|abitur|baccalaur|a.levels?"),
)

_LONGEST = 200
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """Something of a résumé that is not kept: where it stood (a JSON pointer), and why."""

    pointer: str
    why: str


def read_resume(resume: Mapping[str, Any], today: date) -> tuple[dict[str, Any], tuple[Dropped, ...]]:
    """Return the members of a profile document that the résumé fills, and what was dropped.

    A job without an end is counted until `today`. Years in the field are not told from it: which jobs were in the
    field aimed at, a résumé does not say.
    """
    members: dict[str, Any] = {
        "education": list(_education(resume))[:30],
        "skills": list(_skills(resume))[:MOST_SKILLS],
        "evidence": list(_evidence(resume))[:100],
        "credentials_held": list(_certificates(resume))[:100],
    }
    years = _years_worked(resume, today)
    if years is not None:
        members["experience"] = {"years_total": years}
    return {name: member for name, member in members.items() if member}, tuple(_dropped(resume))


def _dropped(resume: Mapping[str, Any]) -> Iterator[Dropped]:
    for name in resume:
        if name not in _READ:
            why = _PERSONAL.get(name, "Credwise has no use for it")
            yield Dropped(pointer=pointer_to("/resume", name), why=why)
    for section, kept in (
        ("work", "only from when until when was kept"),
        ("education", "what was studied, to which level and until which year was kept"),
    ):
        if _entries(resume, section):
            yield Dropped(pointer=f"/resume/{section}", why=f"{kept}, and the rest was dropped")


def _education(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in _entries(resume, "education"):
        kind, ended = _line(one.get("studyType")), _year(one.get("endDate"))
        level = next((level for level, words in _DEGREES if re.search(words, (kind or "").casefold())), None)
        # Without an end nobody knows whether it was completed.
        if level is not None and ended is not None:
            field_of_study = _line(one.get("area"))
            yield {"level": level.value, "year": ended} | ({"field_of_study": field_of_study} if field_of_study else {})


def _skills(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each name once. A skill's keywords are skills too, at the level of the whole."""
    seen = set()
    for one in _entries(resume, "skills"):
        said = (_line(one.get("level")) or "").casefold()
        level = next((level for level, words in _LEVELS if any(word in said for word in words)), SkillLevel.UNKNOWN)
        for name in (_line(one.get("name")), *_lines(one.get("keywords"))):
            if name is not None and name.casefold() not in seen:
                seen.add(name.casefold())
                yield {"name": name, "level": level.value}


def _certificates(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in _entries(resume, "certificates"):
        title, issuer, issued = _line(one.get("name")), _line(one.get("issuer")), _day(one.get("date"))
        if title is not None:
            more = {"issuer": issuer, "issued_on": issued.isoformat() if issued else None}
            yield {"title": title} | {name: value for name, value in more.items() if value}


def _evidence(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for section, kind, when in (("projects", "project", "endDate"), ("publications", "publication", "releaseDate")):
        for one in _entries(resume, section):
            title, made = _line(one.get("name")), _year(one.get(when))
            if title is not None:
                skills = list(dict.fromkeys(_lines(one.get("keywords"))))[:50]
                yield {"kind": kind, "title": title, "skills": skills} | ({"year": made} if made else {})


def _years_worked(resume: Mapping[str, Any], today: date) -> int | None:
    """Return whole years in which there was work, counted by the month; overlapping jobs count once."""
    months: set[int] = set()
    for one in _entries(resume, "work"):
        begun = _day(one.get("startDate"))
        ended = _day(one.get("endDate")) if one.get("endDate") else today
        if begun is not None and ended is not None:
            months.update(range(begun.year * 12 + begun.month, min(ended, today).year * 12 + min(ended, today).month))
    return min(len(months) // 12, 70) if months else None


def _entries(resume: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    entries = resume.get(section)
    return [one for one in entries if isinstance(one, Mapping)] if isinstance(entries, list) else []


def _line(value: Any) -> str | None:
    return " ".join(_HIDDEN.sub(" ", value).split())[:_LONGEST].strip() or None if isinstance(value, str) else None


def _lines(value: Any) -> list[str]:
    return [text for one in value if (text := _line(one))] if isinstance(value, list) else []


def _day(value: Any) -> date | None:
    """Return the first day of a date in any of the schema's precisions (year, month, day)."""
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None
    return day if day is not None and EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _year(value: Any) -> int | None:
    day = _day(value)
    return day.year if day is not None else None
