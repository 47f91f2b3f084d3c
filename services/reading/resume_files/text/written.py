"""Which sections does the text of a résumé have? Lines under headings; each section is read by its own reader."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.reading.resume_files.sections import MOST_SHOWN, ResumeRejected, Sections
from services.reading.resume_files.text.headings import heading, heading_and_text
from services.reading.resume_files.text.lists import read_certificates, read_languages, read_skills
from services.reading.resume_files.text.studies import read_studies
from services.reading.resume_files.text.text_lines import LONGEST, Line, text_lines
from services.reading.resume_files.text.work import read_work
from services.recommender.names.job_titles.letters import fold_letters

#: How long the text of a résumé may be.
MOST_CHARACTERS = 200_000
MOST_LINES = 5_000

#: Where a name may be taken for an entry: some layouts print the columns one after the other.
_LISTS = frozenset({"skills", "certificates", "languages"})
_ADDRESS = re.compile(r"linkedin\.com/in/([\w-]{3,100})|\b([\w.-]{3,64})@")

_READERS = {
    "work": read_work,
    "education": read_studies,
    "skills": read_skills,
    "certificates": read_certificates,
    "languages": read_languages,
}


@dataclass
class _Section:
    kind: str
    lines: list[Line] = field(default_factory=list)


def of_text(text: str) -> Sections:
    """Return the sections of a résumé in plain text; raise ResumeRejected where it is too long, or none."""
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        raise ResumeRejected(f"It has more than {MOST_CHARACTERS:,} characters or {MOST_LINES:,} lines; send less.")
    found = list(_sections(text_lines(text)))
    if not any(section.kind in _READERS for section in found):
        raise ResumeRejected(
            "No heading of a résumé was found in it. Put headings such as Experience, Education, Skills and "
            "Certifications on lines of their own."
        )
    read = [(section, _READERS[section.kind](section.lines)) for section in found if section.kind in _READERS]
    members: dict[str, list[object]] = {}
    for section, sort in read:
        members.setdefault(section.kind, []).extend(sort.entries)
    unplaced = [said for _, each in read for said in each.unplaced] + [_not_read(each) for each in found if each.lines]
    sayings = [said for said in (*unplaced, *_cut(text)) if said]
    more = [f"and {len(sayings) - MOST_SHOWN} lines more were not understood"] if len(sayings) > MOST_SHOWN else []
    return Sections(read_as="text", members=members, unplaced=(*sayings[:MOST_SHOWN], *more))


def _cut(text: str) -> Iterator[str]:
    """Yield a sentence on each line of which the end was not looked at."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST:
            yield f"line {number} was read as far as its first {LONGEST:,} characters; write it on several lines"


def _sections(lines: Sequence[Line]) -> Iterator[_Section]:
    """Yield the sections in order; what stands before the first heading, or under a name, says who somebody is."""
    current, names = _Section("who"), _names(lines)
    columns, before = _Columns(), 0
    for line in lines:
        kind = heading(line.text)
        if line.column != before:
            yield current
            current = _Section(columns.resumed(line.column, current.kind))
            before = line.column
        inline = heading_and_text(line.text) if kind is None else None
        # Under skills "Languages: Java" is a group of them.
        if inline and (current.kind != "skills" or inline[0] == "certificates"):
            yield current
            yield _Section(inline[0], [Line(number=line.number, text=inline[1])])
            current = _Section(inline[0])
        elif kind:
            yield current
            current = _Section(kind)
        elif current.kind in _LISTS and len(own := fold_letters(line.text).split()) > 1 and names.issuperset(own):
            yield current
            current = _Section("who", [line])
        else:
            current.lines.append(line)
        columns.note(line.column, current.kind, opened=kind is not None)
    yield current


class _Columns:
    """Which section each column of a page is in: it goes on where the column does, on the same page or the next."""

    def __init__(self) -> None:
        self._kinds: dict[int, str] = {}

    def resumed(self, column: int, running: str) -> str:
        """Return the section that goes on in the column; the second one never goes on with what the first was in."""
        return self._kinds.get(column, "column" if column > 1 else running)

    def note(self, column: int, kind: str, *, opened: bool) -> None:
        """Remember what the column is in; a heading across both opens a section in both."""
        if column:
            self._kinds[column] = kind
        elif opened:
            self._kinds = {1: kind, 2: kind}


def _names(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of the learner's name, as far as the first line, addresses and e-mail addresses tell them."""
    first = [word for line in lines[:1] for word in fold_letters(line.text).split()]
    addresses = (found for line in lines for found in map("-".join, _ADDRESS.findall(line.text)))
    return frozenset([*first, *(word for found in addresses for word in re.split(r"[\W\d_]+", fold_letters(found)))])


def _not_read(section: _Section) -> str | None:
    """Return what is said of a section that no reader takes."""
    if section.kind in _READERS:
        return None
    first, last = section.lines[0].number, section.lines[-1].number
    lines, verb = (f"line {first}", "says") if first == last else (f"lines {first} to {last}", "say")
    if section.kind == "who":
        return f"{lines} {verb} who the learner is, which Credwise never weighs"
    if section.kind == "column":
        return f"{lines} {verb} something at the head of a column and under no heading, so that was not read"
    if section.kind == "rest":
        return f"{lines} were not read: Credwise has no use for them"
    return f"{lines} under {section.kind} were not read; give what they show as evidence of the profile"
