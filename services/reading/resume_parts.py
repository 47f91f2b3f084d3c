"""The parts of a résumé as loose JSON: entries with their places, lines of text, and what was dropped and why."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.strict_json import pointer_to

#: What sections of jsonresume.org are called elsewhere; the schema's own name comes first.
_ALSO_CALLED = {
    "work": ("experience", "workExperience", "work_experience", "employment", "jobs"),
    "education": ("educations", "studies"),
    "skills": ("skill", "skillset"),
    "certificates": ("certifications", "certificate", "certs", "licenses", "licences"),
    "projects": ("project",),
    "publications": ("publication",),
    "languages": ("language",),
}

#: Sections whose entries may be a text alone, or lists under what they have in common: {"Tools": ["Git", "Jira"]}.
_NAMED_BY = {"skills": "name", "certificates": "name", "languages": "language"}

#: What members of entries are called elsewhere; the schema's own name comes first.
_MEMBERS = {
    "startDate": ("start", "from", "start_date", "dateFrom", "begin"),
    "endDate": ("end", "to", "until", "end_date", "dateTo", "graduationDate", "graduation_date", "graduated", "year"),
    "date": ("issueDate", "issued", "issuedOn", "issue_date", "awarded", "year"),
    "expires": ("expirationDate", "expiryDate", "expires_on", "validUntil", "expiration_date", "expiry"),
    "position": ("title", "role", "jobTitle", "job_title"),
    "issuer": ("authority", "organization", "issuingOrganization", "provider"),
    "studyType": ("degree", "qualification", "degreeType"),
    "area": ("major", "fieldOfStudy", "field_of_study", "field", "subject"),
}

READ = frozenset(_ALSO_CALLED) | {other for others in _ALSO_CALLED.values() for other in others}

#: Entries of one section that are looked at: nobody's life has more, and each costs work.
MOST_ENTRIES = 500

#: How long a line is kept.
_LONGEST = 200
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """Something of a résumé that is not kept: where it stood (a JSON pointer), and why."""

    pointer: str
    why: str


def entries(resume: Mapping[str, Any], section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each entry of a section with its pointer, whatever the section is called; one alone needs no list."""
    for name in (section, *_ALSO_CALLED[section]):
        value, pointer = resume.get(name), pointer_to("/resume", name)
        if isinstance(value, Mapping) and section in _NAMED_BY and _are_lists(value):
            for group, names in value.items():
                yield pointer_to(pointer, group), {"keywords": names}
        elif isinstance(value, Mapping):
            yield pointer, value
        elif isinstance(value, list):
            for place, one in enumerate(value[:MOST_ENTRIES]):
                if isinstance(one, Mapping):
                    yield f"{pointer}/{place}", one
                elif section in _NAMED_BY and isinstance(one, str):
                    yield f"{pointer}/{place}", {_NAMED_BY[section]: one}


def member(entry: Mapping[str, Any], name: str) -> str | None:
    """Return the line that a member of an entry says, whatever it is called."""
    return next((text for each in (name, *_MEMBERS.get(name, ())) if (text := _said(entry.get(each)))), None)


def _said(value: Any) -> str | None:
    """Return a text, or a date that stands in parts: {"year": 2019, "month": 5}."""
    if not isinstance(value, Mapping):
        return line(value)
    parts = [line(value.get(part)) for part in ("year", "month")]
    return "-".join(part for part in parts if part) if parts[0] else line(value.get("name") or value.get("label"))


def _are_lists(section: Mapping[str, Any]) -> bool:
    own = ("keywords", "items")
    return bool(section) and all(isinstance(names, list) and name not in own for name, names in section.items())


def line(value: Any) -> str | None:
    """Return the text as one line without hidden characters; None where it is no text, or empty."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(_HIDDEN.sub(" ", value).split())[:_LONGEST].strip() or None if isinstance(value, str) else None


def lines(value: Any) -> list[str]:
    """Return the lines of a list of texts."""
    return [text for one in value if (text := line(one))] if isinstance(value, list) else []
