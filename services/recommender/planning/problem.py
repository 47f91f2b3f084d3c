"""What is a planning problem? Steps, what each needs first, what it takes; and the goal. Numbers only, no catalogue.

Time is counted in whole days from the day of the decision. The model, kept simple enough to be explained:

- One thing is learned at a time. Learning a step takes `days`; waiting for its exam takes `wait` more, during which
  the next step may be learned.
- A step begins once everything it needs is in hand. Experience arrives on a known day (`WaitUntil`).
- Every step of a plan is valid on the day the goal is reached: none ends (`window`, `until`) before. A step may be
  taken later for that, or be followed by a step that renews it.
"""

from dataclasses import dataclass
from enum import StrEnum

#: Into how many parts a unit of the first currency is divided, so that converted amounts stay whole numbers.
PARTS = 10**12


class Act(StrEnum):
    """What the learner does about a credential. ASSUME stands for a condition that nobody knows to be met."""

    EARN = "earn"
    RENEW = "renew"
    KEEP = "keep"
    ASSUME = "assume"


@dataclass(frozen=True, kw_only=True)
class Done:
    """The need "this step is done", by its place among the problem's steps."""

    step: int


@dataclass(frozen=True, kw_only=True)
class WaitUntil:
    """The need "this day has come"; day 0 is met from the start."""

    day: int


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The need "those of the parts that are met weigh at least `least`"; with weights of 1 that is k of n."""

    least: int
    parts: tuple[tuple[int, "Need"], ...]


Need = Done | WaitUntil | Threshold


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that can be done. Unknown days or costs are counted as 0 and marked, and certain steps go before them.

    `amounts` are per currency of the problem, `fees` are places among its fees. `window` is how many days the result
    stays valid, `until` the last day of something held already, `renews` the step whose window this one takes over.
    """

    name: str
    act: Act = Act.EARN
    needs: Need | None = None
    days: int = 0
    wait: int = 0
    hours: int | None = None
    window: int | None = None
    until: int | None = None
    amounts: tuple[int, ...] = ()
    fees: tuple[int, ...] = ()
    cost_unknown: bool = False
    days_unknown: bool = False
    renews: int | None = None


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What a unit of a currency is worth in parts of a unit of the first: by the rate, and with the margin of rates."""

    least: int = PARTS
    about: int = PARTS
    most: int = PARTS


@dataclass(frozen=True, kw_only=True)
class Fee:
    """What is paid once, however many steps ask for it; `amounts` are per currency of the problem."""

    name: str
    amounts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Reach `goal`. `currencies` has the budget's first; `deadline` is a day, `budget` whole units of the first.

    `rates` says what the currencies after the first are worth in it; None, or missing at the end, where nobody knows.
    """

    steps: tuple[Step, ...]
    goal: Need
    currencies: tuple[str, ...] = ("",)
    fees: tuple[Fee, ...] = ()
    deadline: int | None = None
    budget: int | None = None
    rates: tuple[Worth | None, ...] = ()

    @property
    def to_spend(self) -> int | None:
        """The budget in parts of a unit, as steps are weighed against it."""
        return None if self.budget is None else self.budget * PARTS

    @property
    def worth(self) -> tuple[Worth | None, ...]:
        """What each currency is worth in the first, by its place."""
        return (Worth(), *self.rates, *[None] * len(self.currencies))[: len(self.currencies)]
