"""What do decisions about different learners have in common? What rests on rules, catalogue, rates and the day alone.

It is remembered by the process, a little of it and not for long: by the hashes of what it was made of, so that a
change of these begins anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, MutableMapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeVar
from weakref import ref

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.price_limits import PriceAsked, PriceFacts
from services.recommender.decision.facts.candidate.time_limits import TimeAsked, TimeFacts
from services.recommender.decision.facts.together import Findings
from services.recommender.decision.scoring import Tallied
from services.recommender.decision.sums import SumsByRules
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.rates import Rates
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.wording import formats

#: For so many rulebooks, catalogues, days and locales at once; those used last.
MOST_KEPT = 8

#: Credentials whose facts are remembered, times and prices held against limits, sets of findings, and sums of rules:
#: a few megabytes for each of the above.
MOST_CREDENTIALS, MOST_LIMITS, MOST_FINDINGS, MOST_TALLIES = 2_048, 4_096, 1_024, 16_384

#: A credential by its id, and whether all that the catalogue tells of it counts for the learner.
CredentialTold = tuple[str, bool]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(dict[K, V]):
    """A dictionary that begins anew when it is full."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= self._most:
            self.clear()
        super().__setitem__(key, value)


def kept_in(known: MutableMapping[K, V], name: K, make: Callable[[], V]) -> V:
    """Return what is known under `name`; where nothing is, what `make` makes, which is known from then on."""
    found = known.get(name)
    if found is None:
        found = known[name] = make()
    return found


class Remembered:
    """The facts of credentials, how times and prices fit limits, and what rules that count together add up to."""

    def __init__(self) -> None:
        self.about: dict[CredentialTold, CredentialFacts] = Bounded(MOST_CREDENTIALS)
        self.times: dict[TimeAsked, TimeFacts] = Bounded(MOST_LIMITS)
        self.prices: dict[PriceAsked, PriceFacts] = Bounded(MOST_LIMITS)
        self.findings: dict[frozenset[str], Findings] = Bounded(MOST_FINDINGS)
        self.sums: SumsByRules = Bounded(MOST_TALLIES)
        self.tallied: Tallied = Bounded(MOST_TALLIES)


@dataclass(frozen=True)
class _Version:
    """What decisions rest on, known again, and not kept in memory: clients' own rules and catalogues come and go."""

    rulebook: ref[Rulebook]
    catalogue: ref[Catalogue]
    rates: ref[Rates]

    def is_of(self, rulebook: Rulebook, knowledge: Knowledge) -> bool:
        return (
            self.rulebook() is rulebook and self.catalogue() is knowledge.catalogue and self.rates() is knowledge.rates
        )


_KEPT: OrderedDict[Hashable, tuple[_Version, Remembered]] = OrderedDict()
_LOCK = Lock()


def remembered(rulebook: Rulebook, knowledge: Knowledge, on: date) -> Remembered:
    """Return what is remembered of decisions by this rulebook and this knowledge on the day `on`."""
    catalogue, rates = knowledge.catalogue, knowledge.rates
    names = (rulebook.content_hash, catalogue.content_hash, rates.content_hash, on, formats.chosen())
    with _LOCK:
        known = _KEPT.get(names)
        # Of one hash are also those that a test or a tool put together by hand from parts of others.
        if known is None or not known[0].is_of(rulebook, knowledge):
            known = (_Version(ref(rulebook), ref(catalogue), ref(rates)), Remembered())
        _KEPT[names] = known
        _KEPT.move_to_end(names)
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return known[1]
