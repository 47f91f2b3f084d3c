"""What education does a résumé name: what is completed, what is under way, and what could not be read?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.reading.degree_names import DegreeName, read_degree_name
from services.reading.resume_dates import Told, read_date
from services.reading.resume_parts import Dropped, entries, line

#: The longest title that is kept of a degree under way.
_LONGEST = 200


@dataclass(frozen=True)
class ReadEducation:
    """Education completed, degrees under way as credentials in progress, and a word on everything else."""

    completed: list[dict[str, Any]] = field(default_factory=list)
    under_way: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def read_education(resume: Mapping[str, Any], today: date) -> ReadEducation:
    """Return what each entry under "education" says on the day `today`. Every entry that is not kept is named."""
    read = ReadEducation()
    for pointer, entry in entries(resume, "education"):
        kind = line(entry.get("studyType")) or line(entry.get("degree"))
        said = next(((text, name) for text, name in _names(kind, line(entry.get("area")))), None)
        if said is None:
            told = f'"{kind}"' if kind else "nothing"
            why = f"its studyType says {told}, which is no name of a degree that we know"
            read.dropped.append(Dropped(pointer=pointer, why=why))
        else:
            _take(read, pointer, entry, *said, today=today)
    return read


def _names(*texts: str | None) -> Iterator[tuple[str, DegreeName]]:
    """Yield each text that names a degree: where the kind of study says nothing, what was studied may."""
    for text in texts:
        name = read_degree_name(text) if text else None
        if text and name is not None:
            yield text, name


def _take(
    read: ReadEducation, pointer: str, entry: Mapping[str, Any], kind: str, name: DegreeName, *, today: date
) -> None:
    ended = line(entry.get("endDate"))
    told = read_date(ended) if ended else Told()
    if name.given_up:
        read.dropped.append(Dropped(pointer=pointer, why=f'"{kind}" says that it was not completed'))
    elif name.under_way or told.still or (told.day is not None and told.day > today):
        read.under_way.append(_under_way(kind, name, line(entry.get("area"))))
    elif told.day is None:
        # Without an end nobody knows whether it was completed.
        why = f'its end "{ended}" could not be read as a date' if ended else "it has no endDate"
        read.dropped.append(Dropped(pointer=pointer, why=f'{why}, so nobody can tell whether "{kind}" was completed'))
    else:
        area = line(entry.get("area"))
        more = {"field_of_study": area} if area else {}
        read.completed.append({"level": name.level.value, "year": told.day.year} | more)


def _under_way(kind: str, name: DegreeName, area: str | None) -> dict[str, Any]:
    title = f"{kind}, {area}" if area and area not in kind else kind
    member = {"title": title[:_LONGEST], "status": "in_progress", "level": name.level.value}
    return member | ({"field_of_study": area} if area else {})
