"""Does a page of a résumé have two columns? Told by its text as it is laid out, where both open sections.

A heading in each column says that what stands on one line does not belong together: a table of skills and levels, or
dates at the margin, open no sections.
"""

from collections import Counter
from itertools import islice

from services.reading.resume_files.text.headings import heading
from services.reading.resume_files.text.text_lines import COLUMN

#: Lines of a page, and characters of a line, that are looked at; paper has some 70 of 120.
MOST_LINES, LONGEST_LINE = 500, 400

#: Signs that part two columns, at the least.
_GAP = "   "

#: Lines whose second column begins at the same place, at the least, and how many such places are tried.
_FEWEST, _TRIED = 3, 5

#: A second column begins a sign earlier or later from line to line, as letters are wide.
_ASTRAY = 2

#: At most one in so many lines stands across both columns: a name, a summary.
_ACROSS = 3


def columns_in_turn(page: str) -> str | None:
    """Return the text of a page one column after the other, each line marked; None where it has one column only.

    A page of more than so many lines, or with longer ones, is none that anybody laid out: its text is read as it comes.
    `page` is laid out: what stands side by side is apart on one line. A line across both columns parts what is above
    from what is below.
    """
    lines = [line.rstrip() for line in islice(page.splitlines(), MOST_LINES + 1) if line.strip()]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        return None
    starts = Counter(start for line in lines for start in _starts(line))
    likely = [start for start, times in starts.most_common(_TRIED) if times >= _FEWEST]
    found = (_parted(lines, start - astray) for start in likely for astray in range(_ASTRAY + 1))
    return next((text for text in found if text is not None), None)


def _starts(line: str) -> list[int]:
    """Return where text begins behind a gap."""
    places: list[int] = []
    at = line.find(_GAP)
    while at >= 0:
        start = len(line) - len(line[at:].lstrip())
        places.append(start)
        at = line.find(_GAP, start)
    return places


def _parted(lines: list[str], start: int) -> str | None:
    """Return the columns in turn where the second one begins at `start`; None where there are no two columns."""
    turned: list[str] = []
    sides: tuple[list[str], list[str]] = ([], [])
    opened: set[int] = set()
    across = 0
    for line in lines:
        if line[max(0, start - 2) : start].strip():
            across += 1
            turned += [*_marked(sides), line.strip()]
            sides = ([], [])
            continue
        for side, text in enumerate((line[:start].strip(), line[start:].strip())):
            if text:
                sides[side].append(text)
                opened |= {side} if heading(text) else set()
    both = len(opened) == len(sides) and across * _ACROSS <= len(lines)
    return "\n".join([*turned, *_marked(sides)]) if both else None


def _marked(sides: tuple[list[str], list[str]]) -> list[str]:
    return [COLUMN * number + text for number, side in enumerate(sides, start=1) for text in side]
