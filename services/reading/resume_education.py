"""What education does a résumé name: what is completed, what is under way, and what could not be read?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.reading.resume_dates import Told, read_date, read_end
from services.reading.resume_parts import Dropped, entries, line, lines, member
from services.recommender.names.degrees.degree_names import (
    DegreeName,
    lower_degrees_named,
    names_no_level,
    names_vary,
    read_degree_names,
    said_beside,
)
from services.recommender.scales import EducationLevel

#: The longest title that is kept of a degree under way.
_LONGEST = 200

#: What stands before the name of what is under way: "En curso: Máster".
_LEAD = re.compile(
    r"^(?:en curso|en cours|in corso|em curso|laufend|derzeit|currently|current|in progress|ongoing)"
    r"\s*[:\u2010-\u2015-]\s*",
    re.IGNORECASE,
)

#: Members that say where, when and what was studied: what they say of an end is none of the degree's.
_NOT_OF_ITS_END = frozenset(
    {"institution", "school", "university", "college", "url", "website", "location", "courses", "startDate"}
)
_YES, _NO = ("true", "yes", "y"), ("false", "no", "n")


@dataclass(frozen=True)
class ReadEducation:
    """Education completed, degrees under way as credentials in progress, and a word on everything else."""

    completed: list[dict[str, Any]] = field(default_factory=list)
    under_way: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(frozen=True)
class _Studies:
    """One entry: where it stood, what names its degrees, what was studied, when it ended and what else says so."""

    pointer: str
    kind: str
    area: str | None
    begun: Told
    ended: str | None
    told: Told
    said: DegreeName | None


def read_education(resume: Mapping[str, Any], today: date) -> ReadEducation:
    """Return what each entry under "education" says on the day `today`. Every entry that is not kept is named."""
    read = ReadEducation()
    for pointer, entry in entries(resume, "education"):
        kind, area = member(entry, "studyType"), member(entry, "area")
        told = [(text, names) for text in (kind, area) if text and (names := read_degree_names(text, today.year))]
        if not told and (kind is None or names_no_level(kind)):
            read.dropped.append(Dropped(pointer=pointer, why=_why_unread(kind)))
            continue
        # A name that is none of English may be one of the learner's country; who decides knows those.
        text, names = told[0] if told else (str(kind), (DegreeName(EducationLevel.UNKNOWN),))
        ended, begun = member(entry, "endDate"), read_date(member(entry, "startDate") or "")
        said = _said_of_its_end(entry, text)
        when = read_end(ended) if ended else Told()
        studies = _Studies(pointer=pointer, kind=text, area=area, begun=begun, ended=ended, told=when, said=said)
        for name in names:
            _take(read, studies, name, alone=len(names) == 1, today=today)
    return read


def _why_unread(kind: str | None) -> str:
    if kind:
        return (
            f'its studyType says "{kind}", which names no level; write which degree it is, such as "Bachelor of Arts"'
        )
    return "its studyType says nothing; write which degree it is"


def _said_of_its_end(entry: Mapping[str, Any], kind: str) -> DegreeName | None:
    """Return what any member but the degree's name says of its end; that it was given up weighs more."""
    texts = (text for name, value in entry.items() if name not in _NOT_OF_ITS_END for text in _texts(name, value))
    found = [said for text in texts if text != kind and (said := said_beside(text))]
    return max(found, key=lambda said: said.given_up, default=None)


def _texts(name: str, value: Any) -> Iterator[str]:
    """Yield what a member says in words: "isCurrent": true says "is current", "completed": false "not completed"."""
    asked = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("_", " ").casefold()
    text = str(value).casefold() if isinstance(value, bool) else line(value)
    if text is None:
        yield from lines(value)
    elif text.casefold() in _YES:
        yield asked
    elif text.casefold() in _NO:
        yield "" if said_beside(asked) else f"not {asked}"
    else:
        yield text


def _take(read: ReadEducation, studies: _Studies, name: DegreeName, *, alone: bool, today: date) -> None:
    said = studies.said
    to_come = studies.told.still or (studies.told.day is not None and studies.told.day > today)
    if name.given_up or (said and said.given_up):
        _drop(read, studies, f'"{studies.kind}" or a word beside it says that it was not completed')
    elif name.under_way or (said and said.under_way) or (to_come and alone):
        read.under_way.append(_under_way(studies))
    elif to_come:
        _drop(read, studies, f'"{studies.kind}" names several degrees and one end; give each an entry with its endDate')
    elif why := _why_uncertain(studies, today):
        _drop(read, studies, f'{why}, so nobody can tell whether "{studies.kind}" was completed; {_ADD}')
    elif studies.told.day is not None:
        more = {"field_of_study": studies.area} if studies.area else {}
        known = name.level is not EducationLevel.UNKNOWN
        named = {"level": name.level.value} if known else {}
        words = {"qualification": studies.kind[:_LONGEST]} if not known or names_vary(studies.kind) else {}
        # When a degree ended that stands beside a higher one, nobody says.
        lower = lower_degrees_named(studies.kind, name.level) if known else ()
        read.completed.extend({"level": level.value} | more for level in lower)
        read.completed.append(named | words | {"year": studies.told.day.year} | more)


#: What to do about an end that nobody can tell.
_ADD = "if it was, add its endDate with the month and the year"


def _why_uncertain(studies: _Studies, today: date) -> str | None:
    """Return why the end leaves open whether the degree was completed."""
    told = studies.told
    if told.day is None:
        return f'its end "{studies.ended}" could not be read as a date' if studies.ended else "it has no endDate"
    if told.year_only and told.day.year == today.year:
        return f'its end "{studies.ended}" is a year that is not over'
    if studies.begun.day is not None and studies.begun.day > told.day and not told.year_only:
        return f'its end "{studies.ended}" stands before its beginning'
    return None


def _drop(read: ReadEducation, studies: _Studies, why: str) -> None:
    read.dropped.append(Dropped(pointer=studies.pointer, why=why))


def _under_way(studies: _Studies) -> dict[str, Any]:
    """Return the credential as a learner would name it: its level counts for nothing before it is completed."""
    area = studies.area
    kind = _LEAD.sub("", studies.kind)
    title = f"{kind}, {area}" if area and area not in kind else kind
    return {"title": title[:_LONGEST], "status": "in_progress"}
