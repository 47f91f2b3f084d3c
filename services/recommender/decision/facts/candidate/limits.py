"""What is left of a budget or a deadline, and is that sure? A range that straddles it, or a remembered fact, is not."""

from dataclasses import replace

from services.recommender.knowledge.credentials.credential import Cost, Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.learner import Budget
from services.recommender.situation.durations import days_needed

#: The facts by which one knows how long a credential takes.
_OF_TIME = (Fact.HOURS, Fact.WEEKS_MINIMUM)


def budget_slack(budget: Budget | None, cost: Cost | None) -> int | None:
    """Return what is left of the budget, below 0 when it does not suffice; nothing is nothing in any currency.

    Of a range the dearest price has to fit, or else the cheapest has not to: between the two it is not known.
    """
    if budget is None or cost is None:
        return None
    least = cost.amount if cost.amount_from is None else cost.amount_from
    comparable = 0 in {budget.amount, cost.amount} or budget.currency == cost.currency
    return _sure(budget.amount - cost.amount, budget.amount - least) if comparable else None


def days_slack(credential: Credential, hours_per_week: int | None, left: int | None) -> int | None:
    """Return the days left less the days needed, below 0 when it is too late; not known where a range straddles."""
    days = days_needed(credential, hours_per_week)
    if left is None or days is None:
        return None
    shortest = days_needed(replace(credential, hours=credential.hours_from or credential.hours), hours_per_week)
    return _sure(left - days, left - (days if shortest is None else shortest))


def price_is_sure(credential: Credential, budget: Budget | None) -> bool:
    """Return whether its price may be held against the budget: it was read, and the budget is not within its range."""
    cost = credential.cost
    if budget is None or cost is None or cost.amount_from is None or cost.currency != budget.currency:
        return credential.is_certain(Fact.COST)
    return credential.is_certain(Fact.COST) and budget_slack(budget, cost) is not None


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
