"""From when until when did somebody work? Each range under the heading of work is one job."""

import re
from collections.abc import Sequence

from services.reading.resume_files.text.periods import period_in
from services.reading.resume_files.text.text_lines import Line, Read
from services.reading.resume_files.tree import filled

#: What looks like a time: a year, or months and years of two digits.
_A_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d/\d\d\s*[-\u2013]")


def read_work(lines: Sequence[Line]) -> Read:
    """Return a job for each range; its position stands on the same line, or on the one before."""
    read = Read()
    before: Line | None = None
    for line in lines:
        period = period_in(line.text)
        if period and period.begun:
            position = period.rest or (before.text if before and not before.bullet else None)
            read.entries.append(filled(position=position, startDate=period.begun, endDate=period.ended))
            before = None
        else:
            before = line
            if not line.bullet and _A_TIME.search(line.text):
                read.unplaced.append(line.shown("says a time, and not from when until when"))
    if lines and not read.entries:
        read.unplaced.append(lines[0].shown("and what follows name no job with the dates of its beginning and its end"))
    return read
