"""The parts of a résumé as loose JSON: entries with their places, lines of text, and what was dropped and why."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.strict_json import pointer_to

#: What sections of jsonresume.org are called elsewhere; the schema's own name comes first.
_ALSO_CALLED = {
    "work": ("experience", "workExperience", "employment"),
    "education": (),
    "skills": (),
    "certificates": ("certifications", "certs", "licenses"),
    "projects": (),
    "publications": (),
    "languages": (),
}

READ = frozenset(_ALSO_CALLED) | {other for others in _ALSO_CALLED.values() for other in others}

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
        value = resume.get(name)
        if isinstance(value, Mapping):
            yield pointer_to("/resume", name), value
        elif isinstance(value, list):
            for place, one in enumerate(value):
                if isinstance(one, Mapping):
                    yield f"{pointer_to('/resume', name)}/{place}", one


def line(value: Any) -> str | None:
    """Return the text as one line without hidden characters; None where it is no text, or empty."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(_HIDDEN.sub(" ", value).split())[:_LONGEST].strip() or None if isinstance(value, str) else None


def lines(value: Any) -> list[str]:
    """Return the lines of a list of texts."""
    return [text for one in value if (text := line(one))] if isinstance(value, list) else []
