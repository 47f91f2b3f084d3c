"""What is left of a budget or a deadline, and is that sure? A range that straddles it, or a remembered fact, is not."""

from dataclasses import replace
from math import ceil

from services.recommender.knowledge.credentials.credential import Cost, Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.rates import NO_EXCHANGE, Exchange
from services.recommender.learner import Budget
from services.recommender.situation.durations import days_needed
from services.recommender.situation.money import converted, counted_against, price_currency
from services.recommender.wording.formats import money
from services.recommender.wording.messages import say

#: The facts by which one knows how long a credential takes.
_OF_TIME = (Fact.HOURS, Fact.WEEKS_MINIMUM)

#: What takes more of a budget or of the time left than this is said to take so much: no rule asks beyond.
MOST_PERCENT = 1_000


def budget_slack(budget: Budget | None, cost: Cost | None, exchange: Exchange = NO_EXCHANGE) -> int | None:
    """Return what is left of the budget, below 0 when it does not suffice; nothing is nothing in any currency.

    Of a range, such as a price that was converted, the dearest has to fit, or else the cheapest has not to: between the
    two it is not known.
    """
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if budget is None or counted is None:
        return None
    least = counted.amount if counted.amount_from is None else counted.amount_from
    return _sure(budget.amount - counted.amount, budget.amount - least)


def budget_taken(budget: Budget | None, cost: Cost | None, exchange: Exchange = NO_EXCHANGE) -> int | None:
    """Return how many percent of the budget its price takes at the least, sure or not; rounded up.

    Not known without a budget or a price to hold against it, nor where nothing can be spent.
    """
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if budget is None or counted is None or budget.amount == 0:
        return None
    least = counted.amount if counted.amount_from is None else counted.amount_from
    return min(ceil(100 * least / budget.amount), MOST_PERCENT)


def price_said(budget: Budget | None, cost: Cost | None, exchange: Exchange) -> str:
    """Return the price in words, and in the budget's currency beside it where it was converted; empty without one."""
    if cost is None:
        return ""
    if budget is None or price_currency(budget, cost, exchange) != "converted":
        return money(cost.amount, cost.currency)
    about, day = converted(cost, budget.currency, exchange), exchange.rates.day
    if about is None or day is None:
        return money(cost.amount, cost.currency)
    return say("cost.converted", price=cost, about=Cost(amount=about.about, currency=about.currency), day=day)


def days_slack(credential: Credential, hours_per_week: int | None, left: int | None) -> int | None:
    """Return the days left less the days needed, below 0 when it is too late; not known where a range straddles."""
    days = days_needed(credential, hours_per_week)
    if left is None or days is None:
        return None
    shortest = days_needed(replace(credential, hours=credential.hours_from or credential.hours), hours_per_week)
    return _sure(left - days, left - (days if shortest is None else shortest))


def time_taken(credential: Credential, hours_per_week: int | None, left: int | None) -> int | None:
    """Return how many percent of the days left it takes at the least, sure or not; not known where none are left."""
    shortest = days_needed(replace(credential, hours=credential.hours_from or credential.hours), hours_per_week)
    if shortest is None or left is None or left <= 0:
        return None
    return min(ceil(100 * shortest / left), MOST_PERCENT)


def price_is_sure(credential: Credential, budget: Budget | None, exchange: Exchange = NO_EXCHANGE) -> bool:
    """Return whether its price may be held against the budget: it was read, and the budget is not within its range."""
    cost = credential.cost
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if counted is None or counted.amount_from is None:
        return credential.is_certain(Fact.COST)
    return credential.is_certain(Fact.COST) and budget_slack(budget, cost, exchange) is not None


def duration_is_sure(credential: Credential, hours_per_week: int | None, left: int | None) -> bool:
    """Return whether its duration may be held against the deadline: it was read, and no range straddles the day."""
    if not all(credential.is_certain(fact) for fact in _OF_TIME):
        return False
    known = left is not None and days_needed(credential, hours_per_week) is not None
    return not known or days_slack(credential, hours_per_week, left) is not None


def _sure(at_most: int, at_least: int) -> int | None:
    """Return what is left at the dearest where that is enough, at the cheapest where even that is too much."""
    if at_most >= 0:
        return at_most
    return at_least if at_least < 0 else None
