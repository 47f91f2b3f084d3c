"""What does a price come to in the money the learner has? Nothing is nothing; the rest by rates and their margin."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.knowledge.credentials.limits import LARGEST_AMOUNT
from services.recommender.knowledge.rates import EURO, Exchange
from services.recommender.learner import Budget

#: Whether a price and a budget are in one currency, or which way there is between the two.
PriceCurrency = Literal["same", "converted", "no_rate"]

_HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Converted:
    """A price in another currency: `about` as the rates have it, and between which amounts it lies with the margin."""

    about: int
    at_least: int
    at_most: int
    currency: str

    @property
    def as_cost(self) -> Cost:
        """The same as a price that is a range."""
        return Cost(amount=self.at_most, amount_from=self.at_least, currency=self.currency)


def converted(cost: Cost, currency: str, exchange: Exchange) -> Converted | None:
    """Return `cost` in `currency`, each amount rounded once; None where no rate is known. A range stays one.

    Nothing is taken for dearer than the largest price there is.
    """
    unit, within = exchange.unit(cost.currency, currency), exchange.within_margin(cost.currency, currency)
    if unit is None or within is None:
        return None
    return Converted(
        about=min(floor(cost.amount * unit + _HALF), LARGEST_AMOUNT),
        at_least=min(floor(cost.least * within[0]), LARGEST_AMOUNT),
        at_most=min(ceil(cost.amount * within[1]), LARGEST_AMOUNT),
        currency=currency,
    )


def counted_against(budget: Budget, cost: Cost, exchange: Exchange) -> Cost | None:
    """Return `cost` as it is held against `budget`: converted where the currencies differ, None where none can tell.

    Nothing is nothing in every currency, so that a price or a budget of nothing needs no rate.
    """
    if price_currency(budget, cost, exchange) == "same":
        return cost
    found = converted(cost, budget.currency, exchange)
    return found.as_cost if found else None


def price_currency(budget: Budget | None, cost: Cost | None, exchange: Exchange) -> PriceCurrency:
    """Return whether the two need a rate to be compared, and whether there is one; what is not there needs none."""
    if budget is None or cost is None or 0 in {budget.amount, cost.amount} or budget.currency == cost.currency:
        return "same"
    return "no_rate" if exchange.unit(cost.currency, budget.currency) is None else "converted"


def in_euro(cost: Cost | None, exchange: Exchange) -> int | None:
    """Return `cost` in whole euro, rounded up; a measure for prices in all currencies, None where no rate is known."""
    if cost is None or cost.amount == 0:
        return None if cost is None else 0
    unit = exchange.unit(cost.currency, EURO)
    return None if unit is None else min(ceil(cost.amount * unit), LARGEST_AMOUNT)
