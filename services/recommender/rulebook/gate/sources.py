"""Which sources should somebody look at again, and which do not say what they are?"""

from collections.abc import Iterable, Iterator
from datetime import date

from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule

#: Days after which somebody should look at a source again.
SOURCE_IS_OLD = 365

_NO_BASIS = (
    "does not say what it is; add basis: read (with the day as checked_on), remembered (cited from memory) or judgement"
)


def old_sources(rules: Iterable[Rule], today: date) -> Iterator[Problem]:
    """Yield the sources that were read a year ago and more, or on a day that is still to come."""
    for rule in rules:
        for index, source in enumerate(rule.sources):
            if source.checked_on is None:
                continue
            age = (today - source.checked_on).days
            place = f"sources.{index}.checked_on"
            if age > SOURCE_IS_OLD:
                sentence = f"was last checked on {source.checked_on}, {age} days ago; read it again and say when"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=place, sentence=sentence)
            elif age < 0:
                sentence = f"lies in the future ({source.checked_on}); say when it was last read"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=place, sentence=sentence)


def sources_without_basis(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield the sources that were written before sources had a basis, each with what it counts as until it says so."""
    for rule in rules:
        for index, source in enumerate(rule.sources):
            if not source.states_basis:
                sentence = f"{_NO_BASIS}; until then readers are told: {source.in_words}"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=f"sources.{index}", sentence=sentence)
