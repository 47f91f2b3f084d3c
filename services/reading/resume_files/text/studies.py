"""Which degrees stand under the heading of education? A line that names one, its dates, and what stands beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.reading.resume_files.text.periods import Period, period_in
from services.reading.resume_files.text.text_lines import Line, Read, tidy
from services.reading.resume_files.tree import filled
from services.recommender.names.degrees.degree_names import names_no_level, names_vary, read_degree_names
from services.recommender.scales import EducationLevel

_PIECES = re.compile(r"\s[-\u2010-\u2015]\s|[|\u2022\u00b7\t;]|\s{3,}|,\s+|\.\s+(?=[A-Z][a-z])")
_INSTITUTION = re.compile(
    r"\b(?:universit\w*|universidad\w*|universidade|universit\u00e0|hochschule|fachhochschule|college|school|institut\w*"
    r"|academy|akademie|schule|gymnasium|lyc\u00e9e|ecole|\u00e9cole|colegio|instituto|escuela|escola|iut|uni|polytechnic)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:in|en|em|im fach|fach|major(?:ing)? in|sp\u00e9cialit\u00e9|mention)\s+(?P<area>\S.*)$", re.IGNORECASE
)
_OF_LEVEL = re.compile(r"^(?:of\s+(?:science|arts)?\b|zu[mr]\s|als\s|de\s)\s*", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\s*\([A-Z][\w. ]{1,8}\)$")
_HONOURS = re.compile(r"^\W*\(?(?:hons?|honours)\.?\)?\W*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)$")
_NO_AREA = re.compile(
    r"\d|\b(?:degree|diploma|grade|note|gpa|first|second|class|honou?rs|distinction|merit|cum laude"
    r"|expected|b\.?sc?|m\.?sc?|ba|ma)\b",
    re.IGNORECASE,
)

#: A year before a name, and a bracket that was cut off behind it: "2021 MSc Physics (in progress".
_NO_NAME = re.compile(r"^(?:19|20)\d\d\s+(?=\D)|\s*\([^()]*$")

#: Words of a name that are tried for the degree before what is studied.
_LONGEST_NAME = 5


@dataclass
class _Entry:
    """One degree on its way: the line that names it, its dates, and what else stands there."""

    line: Line
    name: str
    period: Period | None = None
    beside: list[str] = field(default_factory=list)


def read_studies(lines: Sequence[Line]) -> Read:
    """Return an entry for each degree; lines with dates and no degree that anybody knows are entries of their own."""
    read = Read()
    entries = _entries(lines, read)
    for entry in entries:
        kind, area = _degree_and_area(entry.name)
        read.entries.append(
            filled(
                studyType=kind,
                area=area,
                startDate=entry.period.begun if entry.period else None,
                endDate=entry.period.ended if entry.period else None,
                summary=" ".join(entry.beside)[:500],
            )
        )
    return read


def _entries(lines: Sequence[Line], read: Read) -> list[_Entry]:
    dated = [(line, period_in(line.text, one_date=True)) for line in lines]
    dates_first = _dates_come_first(dated)
    entries: list[_Entry] = []
    waiting: tuple[Line, Period] | None = None
    for line, period in dated:
        if _names_a_degree(line.text):
            entry = _Entry(line, period.rest if period else line.text, period, [line.text])
            if period is None and waiting:
                entry.period = waiting[1]
            else:
                _leave(waiting, entries, read)
            waiting = None
            entries.append(entry)
        elif period is None:
            if entries:
                entries[-1].beside.append(line.text)
            elif not _INSTITUTION.search(line.text):
                read.unplaced.append(line.shown("names no degree that is known; give it under education"))
        elif not dates_first and entries and entries[-1].period is None:
            entries[-1].period = period
            entries[-1].beside.append(line.text)
        else:
            _leave(waiting, entries, read)
            waiting = (line, period)
    _leave(waiting, entries, read)
    return entries


def _dates_come_first(dated: Sequence[tuple[Line, Period | None]]) -> bool:
    """Tell whether the dates of a degree stand above its name, as far as they stand on lines of their own."""
    for line, period in dated:
        if _names_a_degree(line.text):
            if period is None:
                return False
        elif period is not None:
            return True
    return False


def _leave(waiting: tuple[Line, Period] | None, entries: list[_Entry], read: Read) -> None:
    """Take what stands beside dates for the name of what was studied, unless it names where."""
    if waiting is None:
        return
    line, period = waiting
    pieces = [piece for piece in _pieces(period.rest) if not _INSTITUTION.search(piece) and not names_no_level(piece)]
    if pieces:
        entries.append(_Entry(line, pieces[0], period, [line.text]))
    else:
        read.unplaced.append(line.shown("names no degree that is known; give it under education"))


def _names_a_degree(text: str) -> bool:
    return any(_is_degree(piece) for piece in _pieces(text))


def _is_degree(piece: str) -> bool:
    # "High School Diploma" is a degree, and "The Master School" is a place.
    return bool(read_degree_names(piece, 9999)) or (names_vary(piece) and not _INSTITUTION.search(piece))


def _pieces(text: str) -> list[str]:
    return [piece for part in _PIECES.split(text) if (piece := tidy(part))]


def _degree_and_area(name: str) -> tuple[str, str | None]:
    """Return the degree and what was studied: "BSc (Hons) Biology", "Grado en Derecho", "B.S., Computer Science"."""
    pieces = [piece for each in _pieces(name) if (piece := tidy(_NO_NAME.sub("", each)))]
    places = [place for place, piece in enumerate(pieces) if _is_degree(piece)]
    if not places:
        return tidy(_NO_NAME.sub("", name)) or name, None
    kind = pieces[places[0]]
    if _is_school(kind):
        return kind, None
    if found := _SUBJECT.search(kind):
        return kind, _SHORT_FORM.sub("", tidy(found["area"]))
    if area := _said_behind(kind):
        return kind, area
    behind = pieces[places[-1] + 1 : places[-1] + 2]
    fits = behind and not _INSTITUTION.search(behind[0]) and not _NO_AREA.search(behind[0])
    return kind, behind[0] if fits else None


def _is_school(kind: str) -> bool:
    """Tell whether the name is one of schools for everybody, which have no subject."""
    levels = {each.level for each in read_degree_names(kind, 9999)}
    return bool(levels) and levels <= {EducationLevel.SECONDARY}


def _said_behind(kind: str) -> str | None:
    """Return what stands in a name behind the words that make its level; None where nothing is studied there."""
    levels = [each.level for each in read_degree_names(kind, 9999)]
    tokens = _SHORT_FORM.sub("", kind).split()
    for length in range(1, min(len(tokens), _LONGEST_NAME)):
        if levels and [each.level for each in read_degree_names(" ".join(tokens[:length]), 9999)] == levels:
            rest = tidy(_HONOURS.sub("", _OF_LEVEL.sub("", " ".join(tokens[length:]))))
            rest = tidy(_BRACKETS.sub("", rest))
            return rest if rest and not _NO_AREA.search(rest) else None
    return None
