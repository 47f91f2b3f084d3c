"""When was content last revised? On a day that has come; a month or a year is read as its first day."""

import re
from datetime import date

from services.importing.values.plain_values import read_day

_YEAR_AND_MONTH = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)


def revised(text: str | None, read_on: date) -> date | None:
    """Return the day that `text` says; None where it says none, or one after `read_on`, on which nobody can know it."""
    said = _YEAR_AND_MONTH.fullmatch(text) if text else None
    if said is not None and int(said["year"]) >= date.min.year:
        found: date | None = date(int(said["year"]), int(said["month"] or 1), 1)
    else:
        found = read_day(text)
    return found if found is not None and found <= read_on else None
