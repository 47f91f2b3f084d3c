"""From when until when does a line of a résumé say? "Jan 2019 - Present", "03/2015 bis 06/2018", "seit 2020"."""

import re
from dataclasses import dataclass

from services.reading.resume_dates import MONTH_NAMES, STILL
from services.reading.resume_files.text.text_lines import tidy

_MONTH = rf"(?:{'|'.join(sorted(map(re.escape, MONTH_NAMES), key=len, reverse=True))})\.?"
_DATE = (
    rf"(?:(?:\d{{1,2}}\.?\s+(?:de\s+)?)?\b{_MONTH},?\s+(?:\d{{1,2}},\s+|del?\s+)?\d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\b\d{1,2}[./-]\d{4}|\b\d{4}[./-]\d{2}(?:[./-]\d{1,2})?|\b\d{4})(?!\d)"
)
_BETWEEN = (
    r"\s*(?:[-\u2010-\u2015\u2192]+|\b(?:to|until|till|through|bis|al?|à|au|hasta|até|tot)\b)\s*(?:la\s+|the\s+)?"
)
_RANGE = re.compile(
    rf"[(\[]?(?P<begun>{_DATE}|\b{_MONTH}(?=\s*[-\u2010-\u2015]))(?:{_BETWEEN})(?P<ended>{_DATE}|{STILL}\b|date\b)[)\]]?",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:since|seit|depuis|desde|dal|sinds)\s+(?:el\s+|le\s+)?(?P<begun>{_DATE})", re.IGNORECASE)
_ONE = re.compile(rf"[(\[]?(?P<ended>{_DATE})[)\]]?", re.IGNORECASE)
_SHORT_YEAR = re.compile(rf"\b({_MONTH})\s*['\u2019](\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")

#: The last year of two digits that is one of this century.
_LAST_SHORT_YEAR = 59

#: How much of a line is looked at.
_LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Period:
    """A time as a line says it, and the line without it. What is said once alone is an end."""

    begun: str | None
    ended: str
    rest: str


def period_in(text: str, *, one_date: bool = False) -> Period | None:
    """Return the first range in the line, else with `one_date` its last single date; None where there is none."""
    text = _SHORT_YEAR.sub(_in_full, text[:_LONGEST])
    if found := _RANGE.search(text):
        begun, ended = found["begun"], found["ended"]
        if not _YEAR.search(begun) and (year := _YEAR.search(ended)):
            begun = f"{begun} {year[0]}"
        # "to date" is said of what goes on.
        ended = "present" if ended.casefold() == "date" else ended
        return Period(begun=begun, ended=ended, rest=_without(text, found))
    if found := _SINCE.search(text):
        return Period(begun=found["begun"], ended="present", rest=_without(text, found))
    last = [*_ONE.finditer(text)][-1:] if one_date else []
    return Period(begun=None, ended=last[0]["ended"], rest=_without(text, last[0])) if last else None


def _in_full(found: re.Match[str]) -> str:
    """Return "Oct '19" with its year in full."""
    return f"{found[1]} {'19' if int(found[2]) > _LAST_SHORT_YEAR else '20'}{found[2]}"


def _without(text: str, found: re.Match[str]) -> str:
    return tidy(f"{text[: found.start()]} {text[found.end() :]}")
