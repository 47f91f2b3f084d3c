"""How long does it take, said in words: hours in all, hours a week, weeks, or several of these in one text?

"6 months at 10 hours a week" is 260 hours in 26 weeks, "6-18 hours per week" is neither without the weeks. A text is
read whole or not at all: what stands beside numbers and units has to be among the few words that change nothing.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from services.importing.values.numerals import read_numeral
from services.importing.values.times.durations import PART_OF, Duration, read_duration

#: Days and hours of one of each unit; a year has 52 weeks, as courses count them.
_DAYS = {
    "years": Fraction(364),
    "months": Fraction(364, 12),
    "weeks": Fraction(7),
    "days": Fraction(1),
}
_HOURS = {
    "hours": Fraction(1),
    "lessons": Fraction(3, 4),
    "minutes": Fraction(1, 60),
    "seconds": Fraction(1, 3600),
}

#: Words that say with what a rate is repeated.
_EVERY = {"weekly": "weeks", "monthly": "months", "daily": "days", "wöchentlich": "weeks", "hebdomadaire": "weeks"}

#: Words that change neither number nor unit.
_SILENT_WORDS = """
    approx approximately about around roughly ca circa estimated estimate average avg on to complete completion long of
    study learning effort work total in all course content time commitment duration video videos on-demand demand
    lecture lectures material flexible self-paced selfpaced pace self paced online at for over with and a suggested
    recommended expected class instruction spread dauer aufwand etwa insgesamt zirka durée environ worth length
    workload soit dur\u00e9e duraci\u00f3n durata cada circa aprox aproximadamente
"""
_SILENT = frozenset(_SILENT_WORDS.split())

#: What parts one statement from the next; a colon stands behind a name, as in "Effort: 5 hours per week".
_BETWEEN = re.compile(r"[;()\[\]|\u00b7\u2022:~]|,(?!\d)")

#: Those that may stand between a unit and what it is repeated with; "a" and "for" are part of that.
_BEHIND_A_UNIT = "|".join(sorted(_SILENT - {"a", "at", "for", "over", "with", "and", "in", "on", "of"}, key=len)[::-1])

#: A duration of ISO 8601 beside words, and hours and minutes written together.
_ISO = re.compile(r"\bp(?:t)?\d[\d.,ymwdths]*", re.ASCII)
_TOGETHER = re.compile(r"\b(\d+) ?h(?:rs?|ours?)?\.? ?(\d{1,2}) ?m(?:ins?|inutes?)?\b", re.ASCII)

_NUMBER = r"\d[\d.,']{0,11}"
_WORDS_OF_UNITS = "|".join(sorted(map(re.escape, PART_OF), key=len, reverse=True))
_BOUNDS = r"less than|under|up to|at most|max\.?|more than|over|at least|min\.?"
_STATEMENT = re.compile(
    rf"(?P<bound>{_BOUNDS})? ?(?P<least>{_NUMBER}) ?(?:(?:-|to|bis|and|à) ?(?P<most>{_NUMBER}))?(?P<plus>\+)? ?-?"
    rf"(?:total |full )?(?P<unit>{_WORDS_OF_UNITS})\.?(?: (?:{_BEHIND_A_UNIT}))*"
    rf"(?: ?(?:per|a|an|each|every|/|pro|par|por|p) ?\.?(?P<per>{_WORDS_OF_UNITS})\b\.?"
    rf"| (?P<every>{'|'.join(_EVERY)}))?(?![\w/])"
)

#: Longer texts are descriptions.
_LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Span:
    """From the least to the most of something; an end that is not said is None."""

    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What was said of the work: `hours` in all, hours per day on the calendar (`rate`), and `days` on the calendar."""

    hours: Span | None = None
    rate: Span | None = None
    days: Span | None = None

    @property
    def total(self) -> Span | None:
        """The hours in all: as they were said, else those of each week over all weeks; None where neither is known."""
        if self.hours is not None or self.rate is None or self.days is None:
            return self.hours
        return Span(least=_times(self.rate.least, self.days.least), most=_times(self.rate.most, self.days.most))

    @property
    def most_hours(self) -> int | None:
        """The hours that suffice for everybody, rounded up."""
        return ceil(self.total.most) or None if self.total is not None and self.total.most is not None else None

    @property
    def least_hours(self) -> int | None:
        """The fewest hours where they are fewer than the most, rounded down but to one at least."""
        total = self.total
        if total is None or total.least is None or total.most is None or total.least == total.most:
            return None
        return max(1, floor(total.least))

    @property
    def least_days(self) -> Fraction | None:
        """The fewest days on the calendar."""
        return self.days.least if self.days is not None else None


def _times(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return one * other if one is not None and other is not None else None


def read_workload(text: str) -> Workload | None:
    """Return what `text` says of the work; None where anything in it is not understood, or two statements differ."""
    duration = read_duration(text)
    if duration is not None:
        return _of_duration(duration)
    if len(text) > _LONGEST:
        return None
    said: list[Workload] = []
    plain = _plain(text)
    in_days = any(PART_OF[found["unit"]] == "days" and not found["per"] for found in _STATEMENT.finditer(plain))
    for part in _BETWEEN.split(plain):
        left = part
        for found in _STATEMENT.finditer(part):
            read = _read(found, in_days=in_days)
            if read is None:
                return None
            said.append(read)
            left = left.replace(found[0], " ", 1)
        if any(word not in _SILENT for word in left.replace(",", " ").replace(".", " ").split()):
            return None
    return together(said)


def together(said: list[Workload]) -> Workload | None:
    """Return what several texts say together; None for none, or where two say the same thing differently."""
    joined: dict[str, Span] = {}
    for one in said:
        for name in ("hours", "rate", "days"):
            span = getattr(one, name)
            if span is not None and joined.setdefault(name, span) != span:
                return None
    return Workload(**joined) if joined else None


def _of_duration(found: Duration) -> Workload | None:
    hours, days = found.hours, found.calendar_days
    if hours and days:
        return None
    if hours:
        return Workload(hours=Span(least=hours, most=hours))
    return Workload(days=Span(least=days, most=days)) if days else None


def _read(found: re.Match[str], *, in_days: bool) -> Workload | None:
    """Return what one statement says; hours a day count only where the days are counted as well (`in_days`)."""
    least, most = read_numeral(found["least"]), read_numeral(found["most"] or found["least"])
    if least is None or most is None or most < least:
        return None
    span = _bounded(Span(least=Fraction(least), most=Fraction(most)), found["bound"], open_ended=bool(found["plus"]))
    unit = PART_OF[found["unit"]]
    per = PART_OF[found["per"]] if found["per"] else _EVERY.get(found["every"] or "")
    if unit in _HOURS:
        if per is None:
            return Workload(hours=_scaled(span, _HOURS[unit]))
        known = per in {"weeks", "months"} or (per == "days" and in_days)
        return Workload(rate=_scaled(span, _HOURS[unit] / _DAYS[per])) if known else None
    return Workload(days=_scaled(span, _DAYS[unit])) if per is None else None


def _bounded(span: Span, bound: str | None, *, open_ended: bool) -> Span:
    if bound in {"less than", "under", "up to", "at most", "max", "max."}:
        return Span(least=None, most=span.most)
    if bound is not None or open_ended:
        return Span(least=span.least, most=None)
    return span


def _scaled(span: Span, by: Fraction) -> Span:
    return Span(least=_times(span.least, by), most=_times(span.most, by))


def _plain(text: str) -> str:
    """Return `text` in lower case, with one sort of dash, and single spaces around words only."""
    plain = re.sub("[\u2010-\u2015\u2212]", "-", text.casefold())
    plain = re.sub(r"(?<=\d) ?- ?(?=\d)", "-", plain)
    plain = re.sub(r" ?/ ?", " / ", plain)
    plain = _ISO.sub(_in_words, plain)
    plain = _TOGETHER.sub(lambda found: f"{float(Fraction(int(found[1])) + Fraction(int(found[2]), 60)):.4g} h", plain)
    return " ".join(plain.split())


def _in_words(found: re.Match[str]) -> str:
    """Return a duration of ISO 8601 as "10 hours" or "84 days", or as it is where it is none or both."""
    duration = read_duration(found[0].upper())
    if duration is None or (duration.hours and duration.calendar_days):
        return found[0]
    number, unit = (duration.hours, "hours") if duration.hours else (duration.calendar_days, "days")
    return f"{float(number):.6g} {unit}"
