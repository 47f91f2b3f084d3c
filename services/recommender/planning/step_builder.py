"""How do credentials become steps? Durations in days, prices in the problem's currencies, shared fees once."""

from collections import Counter
from dataclasses import dataclass, field, replace

from services.recommender.knowledge.credentials.credential import Cost, Credential, SharedFee
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.planning.notes import Note
from services.recommender.planning.problem import Act, Fee, Need, Step
from services.recommender.recommendation.codes import NoteCode
from services.recommender.situation.measures.durations import (
    DAYS_A_WEEK,
    days_to_learn,
    fewest_days_of,
    fewest_days_to_learn,
    least_days,
)
from services.recommender.wording.messages import say


def days_of(credential: Credential, hours_per_week: int | None) -> tuple[int, bool]:
    """Return the days it takes to learn, and whether that is only what is known at least."""
    sure = credential.is_certain(Fact.HOURS)
    days = (days_to_learn if sure else fewest_days_to_learn)(credential, hours_per_week)
    return (least_days(credential), True) if days is None else (days, not sure)


def _known_cost(credential: Credential) -> tuple[Cost | None, bool]:
    """Return the price, and whether that is only what it costs at least: a remembered one is, at its lower end."""
    cost = credential.cost
    if cost is None or credential.is_certain(Fact.COST):
        return cost, cost is None
    return replace(cost, amount=cost.least), True


def window_of(credential: Credential) -> int | None:
    """Return how many days the credential stays valid at least; None where it is not known to end."""
    return None if credential.validity_months is None else fewest_days_of(credential.validity_months)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A step before currencies are known; `text` says what an assumed condition is."""

    name: str
    act: Act = Act.EARN
    credential: str = ""
    needs: Need | None = None
    days: int = 0
    days_unknown: bool = False
    wait: int = 0
    hours: int | None = None
    window: int | None = None
    until: int | None = None
    renews: int | None = None
    cost: Cost | None = None
    cost_unknown: bool = False
    shared: tuple[SharedFee, ...] = ()
    text: str = ""

    def priced(self, credential: Credential) -> "Draft":
        """Return the draft with what `credential` costs, how long its exam is waited for and how long it is valid."""
        cost, cost_unknown = _known_cost(credential)
        return replace(
            self,
            wait=(credential.exam_wait_weeks or 0) * DAYS_A_WEEK,
            hours=credential.hours,
            window=window_of(credential),
            cost=cost,
            cost_unknown=cost_unknown,
            shared=credential.shared_fees,
        )


@dataclass
class Chart:
    """The steps drafted so far, each under one name."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def place_of(self, name: str) -> int | None:
        """Return the place of the step called `name`, or None."""
        return self._places.get(name)

    def add(self, draft: Draft) -> int:
        """Add a step and return its place."""
        self.drafts.append(draft)
        self._places[draft.name] = len(self.drafts) - 1
        return len(self.drafts) - 1

    def currencies(self, first: str | None) -> tuple[str, ...]:
        """Return all currencies: the budget's first, then those that price most steps, then by letters."""
        priced = Counter(draft.cost.currency for draft in self.drafts if draft.cost)
        priced.update(fee.cost.currency for draft in self.drafts for fee in draft.shared)
        rest = sorted((c for c in priced if c != first), key=lambda currency: (-priced[currency], currency))
        return (*([first] if first else []), *rest) or ("",)

    def fees(self, currencies: tuple[str, ...]) -> tuple[Fee, ...]:
        """Return every shared fee once; where two amounts are named for one, the higher counts, and that is noted."""
        amounts: dict[str, list[int]] = {}
        for draft in self.drafts:
            for fee in draft.shared:
                known = amounts.setdefault(fee.name, [0] * len(currencies))
                place = currencies.index(fee.cost.currency)
                if known[place] not in {0, fee.cost.amount}:
                    text = say("plan_note.fee_differs", fee=fee.name)
                    self.notes.append(Note(code=NoteCode.FEE_DIFFERS, text=text))
                known[place] = max(known[place], fee.cost.amount)
        return tuple(Fee(name=name, amounts=tuple(known)) for name, known in amounts.items())

    def steps(self, currencies: tuple[str, ...]) -> tuple[Step, ...]:
        """Return the steps, priced in `currencies`."""
        fees = {name: place for place, name in enumerate(fee.name for fee in self.fees(currencies))}
        return tuple(
            Step(
                name=draft.name,
                act=draft.act,
                needs=draft.needs,
                days=draft.days,
                wait=draft.wait,
                hours=draft.hours,
                window=draft.window,
                until=draft.until,
                amounts=tuple(draft.cost.amount if draft.cost and draft.cost.currency == c else 0 for c in currencies),
                fees=tuple(dict.fromkeys(fees[fee.name] for fee in draft.shared)),
                cost_unknown=draft.cost_unknown,
                days_unknown=draft.days_unknown,
                renews=draft.renews,
            )
            for draft in self.drafts
        )
