"""Which sources were not read on the day they say, which should be read again, which do not say what they are?"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule

#: Days after which somebody should look at a source again.
SOURCE_IS_OLD = 365

#: How far a day may lie ahead of today's in UTC: east of Greenwich it has begun already.
DAY_AHEAD = timedelta(days=1)

#: No source of ours was read before; an earlier year is one with a digit too few.
FIRST_DAY = date(2000, 1, 1)

#: When this was written. A clock that says an earlier day is wrong, and no reason to refuse the rules shipped then.
NO_CLOCK_BEFORE = date(2026, 11, 30)

_NO_BASIS = (
    "does not say what it is; add basis: read (with the day as checked_on), remembered (cited from memory) or judgement"
)


def old_sources(rules: Iterable[Rule], today: date) -> Iterator[Problem]:
    """Yield the sources that were last read more than a year before `today`."""
    for rule, place, day in _days_of_reading(rules):
        age = (today - day).days
        if age > SOURCE_IS_OLD:
            sentence = f"was last checked on {day}, {age} days ago; read it again and say when"
            yield Problem(file=rule.file, line=0, rule=rule.id, member=place, sentence=sentence)


def misdated_sources(rules: Iterable[Rule], today: date) -> Iterator[Problem]:
    """Yield the sources that nobody can have read on their day; what passes `today` (in UTC), passes on later days."""
    today = max(today, NO_CLOCK_BEFORE)
    for rule, place, day in _days_of_reading(rules):
        if not FIRST_DAY <= day <= today + DAY_AHEAD:
            lies = f"lies in the future ({day}; today is {today})" if day > today else f"lies too far back ({day})"
            sentence = f"{lies}; say when it was last read"
            yield Problem(file=rule.file, line=0, rule=rule.id, member=place, sentence=sentence)


def _days_of_reading(rules: Iterable[Rule]) -> Iterator[tuple[Rule, str, date]]:
    for rule in rules:
        for index, source in enumerate(rule.sources):
            if source.checked_on is not None:
                yield rule, f"sources.{index}.checked_on", source.checked_on


def sources_without_basis(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield the sources that were written before sources had a basis, each with what it counts as until it says so."""
    for rule in rules:
        for index, source in enumerate(rule.sources):
            if not source.states_basis:
                sentence = f"{_NO_BASIS}; until then readers are told: {source.in_words}"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=f"sources.{index}", sentence=sentence)
