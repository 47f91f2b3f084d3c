"""What does a set of steps weigh? Costs, unknowns and days as single numbers that add up and keep their order.

A cost is one number written in mixed digits: the number of unknown costs first, then what is known in the budget's
currency by the rates, then the amount in each currency, the budget's first. Comparing two such numbers compares digit
by digit. Amounts of which no rate is known are not added to others.
"""

from dataclasses import dataclass

from services.recommender.planning.problem import PARTS, Problem
from services.recommender.planning.search.graph import bits


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a set of steps comes to: `cost` in mixed digits, `budget` as it counts against one, `days` of learning.

    `budget` is in parts of a unit of the first currency, and the least that it can be by the rates.
    `time` is the number of steps with unknown days, then `days`, in mixed digits.
    """

    cost: int
    budget: int
    unknown_days: int
    days: int
    time: int


class Weights:
    """Per step: `cost`, `budget`, `days`, and two mixtures in which the first named digit counts most."""

    def __init__(self, problem: Problem) -> None:
        """Weigh every step and fee of `problem`."""
        self.problem = problem
        steps = problem.steps
        self._worth = problem.worth
        priced = [*(step.amounts for step in steps), *(fee.amounts for fee in problem.fees)]
        everything = [self._compared(amounts) for amounts in priced]
        self._bases = [1 + sum(amounts) for amounts in zip(*everything, strict=True)]
        self.cost = [self._digits(int(step.cost_unknown), step.amounts) for step in steps]
        self.fee = [self._digits(0, fee.amounts) for fee in problem.fees]
        self.budget = [self._against_budget(step.amounts) for step in steps]
        self.unknown = [int(step.days_unknown) for step in steps]
        self.days = [step.days for step in steps]
        self.day_base = 1 + sum(self.days)
        self.time_base = (1 + len(steps)) * self.day_base
        self.cost_base = 1 + sum(self.cost) + sum(self.fee)
        time = [unknown * self.day_base + days for unknown, days in zip(self.unknown, self.days, strict=True)]
        self.cost_then_time = [c * self.time_base + t for c, t in zip(self.cost, time, strict=True)]
        self.time_then_cost = [t * self.cost_base + c for c, t in zip(self.cost, time, strict=True)]
        self.renewals: dict[int, list[int]] = {}
        for place, step in enumerate(steps):
            if step.renews is not None:
                self.renewals.setdefault(step.renews, []).append(place)

    def _against_budget(self, amounts: tuple[int, ...]) -> int:
        """Return what counts against the budget at least: what has a rate; with nothing to spend, every amount."""
        unknown = PARTS if self.problem.budget == 0 else 0
        least = (worth.least if worth else unknown for worth in self._worth)
        return sum(amount * each for amount, each in zip(amounts, least, strict=False))

    def _compared(self, amounts: tuple[int, ...]) -> tuple[int, ...]:
        """Return what costs are compared by: what they come to by the rates, then the amount in each currency."""
        amounts = amounts or (0,) * len(self._worth)
        return (self.in_first(amounts), *amounts)

    def in_first(self, amounts: tuple[int, ...], *, most: bool = False) -> int:
        """Return what is known of `amounts` in parts of a unit of the first currency, or the most that it may be."""
        known = ((amount, worth) for amount, worth in zip(amounts, self._worth, strict=True) if worth)
        return sum(amount * (worth.most if most else worth.about) for amount, worth in known)

    def about(self, chosen: int) -> int | None:
        """Return what the steps `chosen` cost in the first currency, rounded once; None where a rate is not known."""
        amounts = self.amounts(chosen)
        if any(amount and worth is None for amount, worth in zip(amounts, self._worth, strict=True)):
            return None
        return (self.in_first(amounts) + PARTS // 2) // PARTS

    def may_break_budget(self, chosen: int) -> bool:
        """Say whether the steps `chosen` may cost more than the budget: by their rates, or since one has none."""
        amounts, to_spend = self.amounts(chosen), self.problem.to_spend
        unsure = any(amount and worth is None for amount, worth in zip(amounts, self._worth, strict=True))
        return to_spend is not None and (unsure or self.in_first(amounts, most=True) > to_spend)

    def _digits(self, unknown: int, amounts: tuple[int, ...]) -> int:
        number = unknown
        for base, amount in zip(self._bases, self._compared(amounts), strict=True):
            number = number * base + amount
        return number

    def of(self, chosen: int) -> Totals:
        """Return what the steps `chosen` come to, with every fee once."""
        cost = budget = unknown = days = 0
        fees: set[int] = set()
        for step in bits(chosen):
            cost += self.cost[step]
            budget += self.budget[step]
            unknown += self.unknown[step]
            days += self.days[step]
            fees.update(self.problem.steps[step].fees)
        cost += sum(self.fee[fee] for fee in fees)
        budget += sum(self._against_budget(self.problem.fees[fee].amounts) for fee in fees)
        time = unknown * self.day_base + days
        return Totals(cost=cost, budget=budget, unknown_days=unknown, days=days, time=time)

    def amounts(self, chosen: int) -> tuple[int, ...]:
        """Return what the steps `chosen` cost in each currency, with every fee once, and without what is unknown."""
        steps, fees = self.problem.steps, self.problem.fees
        paid = [steps[step].amounts for step in bits(chosen)]
        paid += [fees[fee].amounts for fee in {fee for step in bits(chosen) for fee in steps[step].fees}]
        return tuple(
            sum(amounts[place] for amounts in paid if amounts) for place in range(len(self.problem.currencies))
        )
