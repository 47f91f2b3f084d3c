"""How long does a row's credential take? Puts together what its cells say of hours, hours a week and weeks."""

import re

from services.importing.formats.csv.table import Row
from services.importing.values.plain_values import read_number
from services.importing.values.times.time_taken import TimeTaken
from services.importing.values.times.workloads import Workload, read_workload, together

#: The columns, and the unit of a number that stands alone in each.
_UNITS = {"hours": "hours", "hours_per_week": "hours per week", "weeks_minimum": "weeks"}

#: A number, or two, without a unit: the column's is meant.
_BARE = re.compile(r"\d[\d.,']*(?: ?(?:-|\u2013|\u2014|to|bis) ?\d[\d.,']*)?\+?", re.IGNORECASE)

_WEEK = 7

#: What must stand in each.
_WANTED = {
    "hours": 'a number of hours of 1 or more, like 20, "90 minutes", PT20H or "12 weeks, 5 hours a week"',
    "hours_per_week": 'hours a week, like 5 or "3-5 hours"',
    "weeks_minimum": 'a number of weeks of 1 or more, like 12, "3 months" or P12W',
}


def read_time(row: Row) -> TimeTaken:
    """Return how long it takes; what a cell says otherwise than plainly in its column's unit is noted."""
    said = {column: read for column in _UNITS if (read := _said(row, column)) is not None}
    joined = together(list(said.values()))
    if joined is None and said:
        # Two columns contradict each other, as "8 weeks" of duration and 12 weeks do: the one made for it counts.
        row.wrong("hours", "says something else than the weeks beside it")
        joined = together([read for column, read in said.items() if column != "hours"])
    if joined is None:
        return TimeTaken()
    if joined.hours is None and "hours_per_week" in said and _under_a_week(joined):
        row.wrong("hours_per_week", "is for a week, and it takes less than one, so its hours are not known")
        del said["hours_per_week"]
        joined = Workload(days=joined.days)
    time = TimeTaken.of(joined)
    _note(row, time, said)
    return time


def _said(row: Row, column: str) -> Workload | None:
    text = row.text(column)
    if text is None:
        return None
    if column == "hours_per_week" and (least := row.text("hours_per_week_from")) is not None:
        text = f"{least.removesuffix(' hours')}-{text.removesuffix(' hours')}" if least != text else text
    # A column of hours a week whose cells say "5 hours" means what its heading says.
    bare = _BARE.fullmatch(text) or (column == "hours_per_week" and _BARE.fullmatch(_without_hours(text)))
    read = read_workload(f"{_without_hours(text)} {_UNITS[column]}" if bare else text)
    if read is None or read == Workload() or _is_nothing(read):
        row.wrong(column, f"must be {_WANTED[column]}")
        return None
    if column != "hours" and read.hours is not None:
        row.wrong(column, f"must be {_WANTED[column]}")
        return None
    return read


def _without_hours(text: str) -> str:
    return re.sub(r" ?(?:hours?|hrs?|h)\.?$", "", text, flags=re.IGNORECASE)


def _is_nothing(read: Workload) -> bool:
    """Say whether it is no time at all, as a 0 that stands for "not known"."""
    return any(span is not None and span.most == 0 for span in (read.hours, read.rate, read.days))


def _under_a_week(joined: Workload) -> bool:
    return joined.days is not None and joined.days.most is not None and joined.days.most < _WEEK


def _note(row: Row, time: TimeTaken, said: dict[str, Workload]) -> None:
    """Note what was converted, and what says nothing by itself."""
    for column, read in said.items():
        text = row.text(column) or ""
        parts: list[str] = []
        own = together([read])
        if (own is not None and own.total is not None) or (column == "hours_per_week" and time.hours is not None):
            parts.append(_hours(time))
        if read.days is not None and time.weeks_minimum is not None:
            weeks = time.weeks_minimum
            parts.append(f"{weeks} week{'s' if weeks != 1 else ''} at least")
        if not parts:
            row.wrong(column, "does not say how many hours that is in all")
        elif read_number(text) is None and text.casefold() not in {
            f"{time.hours} hours",
            f"{time.weeks_minimum} weeks",
        }:
            row.reading.notes.mend(f"{row.place}, column {column}", text, f"read as {' and '.join(parts)}")
        elif column == "hours_per_week":
            row.reading.notes.mend(f"{row.place}, column {column}", text, f"read as {parts[0]}, with the weeks")


def _hours(time: TimeTaken) -> str:
    if time.hours is None:
        return "hours that have no end"
    hours = f"{time.hours} hour{'s' if time.hours != 1 else ''}"
    return f"{time.hours_from} to {hours}" if time.hours_from else hours
