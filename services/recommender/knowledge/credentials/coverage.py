"""How much do the entries of a catalogue say, how much of that was read, and what is to be checked first?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.recommender.knowledge.credentials.credential import Assessment, Credential
from services.recommender.knowledge.credentials.remembered import Fact

#: What a catalogue is asked for, and the fact that says it. Hours or weeks are one question: how long does it take?
QUESTIONS: tuple[tuple[str, tuple[tuple[Fact, Callable[[Credential], bool]], ...]], ...] = (
    (
        "hours or weeks",
        (
            (Fact.HOURS, lambda one: one.hours is not None),
            (Fact.WEEKS_MINIMUM, lambda one: one.weeks_minimum is not None),
        ),
    ),
    ("cost", ((Fact.COST, lambda one: one.cost is not None),)),
    ("assessment", ((Fact.ASSESSMENT, lambda one: one.assessment is not Assessment.UNKNOWN),)),
    ("validity", ((Fact.VALIDITY_MONTHS, lambda one: one.validity_months is not None),)),
    ("who recognises it", ((Fact.RECOGNISED_BY, lambda one: bool(one.recognised_by)),)),
    ("credit", ((Fact.CREDITS, lambda one: one.credits is not None),)),
)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Of how many entries one question is answered: `known` is `read` and `remembered` together, out of `entries`."""

    name: str
    entries: int
    known: int
    read: int

    @property
    def remembered(self) -> int:
        return self.known - self.read

    @property
    def percent(self) -> int:
        """The share that is known, in whole percent, rounded down."""
        return self.known * 100 // self.entries if self.entries else 0


@dataclass(frozen=True, kw_only=True)
class Stale:
    """An entry to be checked: since when its facts stand as they do, which were only remembered, and where to look."""

    credential: str
    title: str
    since: date
    remembered: tuple[Fact, ...]
    address: str


def coverage(credentials: Iterable[Credential]) -> tuple[Coverage, ...]:
    """Return one line per question; an answer counts as read where one of its facts was."""
    credentials = tuple(credentials)
    lines = []
    for name, facts in QUESTIONS:
        known = [one for one in credentials if any(says(one) for _, says in facts)]
        read = [one for one in known if any(says(one) and one.is_certain(fact) for fact, says in facts)]
        lines.append(Coverage(name=name, entries=len(credentials), known=len(known), read=len(read)))
    return tuple(lines)


def stale(credentials: Iterable[Credential], before: date) -> tuple[Stale, ...]:
    """Return what is to be checked: what holds a remembered fact, and what was read before the day `before`.

    The oldest stands first; on one day, what was remembered before what was read, then by id.
    """
    return tuple(sorted(_found(credentials, before), key=lambda one: (one.since, not one.remembered, one.credential)))


def _found(credentials: Iterable[Credential], before: date) -> Iterator[Stale]:
    for one in credentials:
        noted, read_on = one.remembered, one.source.read_on
        days = [*([noted.noted_on] if noted else []), *([read_on] if read_on is not None else [])]
        facts = noted.facts if noted else ()
        if days and (facts or min(days) < before):
            yield Stale(credential=one.id, title=one.title, since=min(days), remembered=facts, address=one.address)
