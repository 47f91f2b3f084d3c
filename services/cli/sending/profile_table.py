"""How does a row of a spreadsheet become a profile? By its headings, each of which stands for a member."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import TextIOBase
from typing import Any

from services.intake.suggestions import likest

#: What parts the texts of one cell.
PARTED_BY = ";"

#: A whole number, its thousands parted or not; a comma or a point before other than three digits begins a fraction.
_WHOLE = re.compile(r"([0-9]+|[0-9]{1,3}([, .\u00a0\u202f][0-9]{3})+)(\.0)?")

Convert = Callable[[str], Any]


class TableRejected(Exception):
    """The table cannot be read; the message says why and what would be right."""


def _whole(cell: str) -> Any:
    """Return a whole number; what is none, as 3,5 in a German table, is sent as it is, and refused with its line."""
    return int(re.sub(r"[^0-9]", "", cell.removesuffix(".0"))) if _WHOLE.fullmatch(cell) else cell


def _texts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(PARTED_BY) if part.strip()]


def _each_as(member: str) -> Convert:
    return lambda cell: [{member: text} for text in _texts(cell)]


def _only_as(member: str) -> Convert:
    return lambda cell: [{member: cell}]


#: Each heading with the member it stands for (its path), and how a cell is read.
HEADINGS: Mapping[str, tuple[Sequence[str], Convert]] = {
    "line_id": (("line_id",), str),
    "learner_id": (("learner_id",), str),
    "occupation": (("field", "occupation"), str),
    "unlisted": (("field", "unlisted"), str),
    "goal": (("goal",), str),
    "role": (("target_role", "title"), str),
    "required_skills": (("target_role", "required_skills"), _texts),
    "preferred_skills": (("target_role", "preferred_skills"), _texts),
    "employers": (("target_employers",), _each_as("name")),
    "education": (("education",), _only_as("level")),
    "qualification": (("education",), _only_as("qualification")),
    "years_total": (("experience", "years_total"), _whole),
    "years_in_field": (("experience", "years_in_field"), _whole),
    "skills": (("skills",), _each_as("name")),
    "credentials_held": (("credentials_held",), _each_as("title")),
    "deadline": (("deadline",), str),
    "hours_per_week": (("hours_per_week",), _whole),
    "budget": (("budget", "amount"), _whole),
    "currency": (("budget", "currency"), str),
    "language": (("language",), str),
    "mode": (("mode",), str),
    "country": (("country",), str),
}


def rows_of(stream: TextIOBase) -> Iterator[bytes]:
    """Yield each row as a line of JSON, and an empty line for the headings; raise TableRejected.

    So the number of a line is that of the row. Cells that are empty are left out.
    """
    try:
        yield from _rows(stream)
    except UnicodeDecodeError as error:
        raise TableRejected('it is not in UTF-8; save it in your spreadsheet as "CSV UTF-8" and send that') from error


def _rows(stream: TextIOBase) -> Iterator[bytes]:
    start = stream.read(4096)
    heading = start.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    stream.seek(0)
    rows = csv.reader(stream, delimiter=delimiter)
    members = _members(next(rows, []))
    yield b"\n"
    try:
        for row in rows:
            if any(cell.strip() for cell in row[len(members) :]):
                raise TableRejected(_too_long(rows.line_num, len(row), len(members), delimiter))
            profile: dict[str, Any] = {}
            for (path, convert), cell in zip(members, row, strict=False):
                if cell.strip():
                    _put(profile, path, convert(cell.strip()))
            yield (json.dumps(profile, ensure_ascii=False) if profile else "").encode() + b"\n"
    except csv.Error as error:
        raise TableRejected(f"row {rows.line_num} cannot be read: {error}") from error


def _members(headings: Sequence[str]) -> list[tuple[Sequence[str], Convert]]:
    names = [heading.strip().removeprefix("\ufeff").casefold().replace(" ", "_") for heading in headings]
    unknown = [name for name in names if name not in HEADINGS]
    if not names or unknown:
        asked = "; ".join(_unknown(name) for name in unknown) or "the first row holds no heading"
        raise TableRejected(f"{asked}; the headings are {', '.join(HEADINGS)}")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TableRejected(f'the column "{twice[0]}" is there twice; put what both say into one')
    return [HEADINGS[name] for name in names]


def _unknown(name: str) -> str:
    meant = likest(name, HEADINGS)
    return f'there is no column "{name}"' + (f' (did you mean "{meant}"?)' if meant else "")


def _too_long(row: int, cells: int, headings: int, delimiter: str) -> str:
    what = "a tab" if delimiter == "\t" else f'a "{delimiter}"'
    return (
        f"row {row} has {cells} cells, and there are {headings} headings. "
        f"Put a text that holds {what} in double quotation marks"
    )


def _put(profile: dict[str, Any], path: Sequence[str], value: Any) -> None:
    *parents, last = path
    for parent in parents:
        profile = profile.setdefault(parent, {})
    if isinstance(value, list) and isinstance(profile.get(last), list):
        # Two columns about one thing, as its level and its name.
        profile[last][0] |= value[0]
    else:
        profile[last] = value
