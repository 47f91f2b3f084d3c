"""What is left of a budget or a deadline, and is that sure? A range that straddles it, or a remembered fact, is not.

These are the facts of a candidate that a change of time or money reaches.
"""

from math import ceil
from typing import Literal

from services.recommender.decision.facts.holdings.held import EXPIRES_SOON
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.credentials.credential import Cost, Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.rates import NO_EXCHANGE, Exchange
from services.recommender.learner import Budget
from services.recommender.rulebook.vocabulary import Group
from services.recommender.situation.measures.durations import (
    days_needed,
    fewest_days_needed,
    weeks_of,
    whole_weeks_of,
)
from services.recommender.situation.measures.money import PriceCurrency, converted, counted_against, price_currency
from services.recommender.situation.requirements import Possessions
from services.recommender.situation.situation import Situation
from services.recommender.wording.formats import money
from services.recommender.wording.messages import say

#: The facts by which one knows how long a credential takes.
_OF_TIME = (Fact.HOURS, Fact.WEEKS_MINIMUM)

#: What takes more of a budget or of the time left than this is said to take so much: no rule asks beyond.
MOST_PERCENT = 1_000

#: All that the facts below rest on beside the credential, on one day and at one table of rates: hours a week, days
#: left, budget, and whether it is held and how that ends.
Limits = tuple[int | None, int | None, Budget | None, "HeldEnds"]

HeldEnds = Literal["not_held", "not_soon", "soon"]


class LimitFacts(FactRecord, group=Group.FIT):
    """What rules may ask about how a credential fits the learner's time and money."""

    days_needed: int | None = fact(
        "Days it takes at the learner's hours a week, or its minimum duration if longer, and the wait for its exam.",
        unit="days",
    )
    days_slack: int | None = fact("Days left less days needed, if that is sure; below 0 it is too late.", unit="days")
    weeks_needed: int | None = fact("The days needed in weeks, for showing; a week begun counts whole.", unit="weeks")
    weeks_slack: int | None = fact(
        "The days of slack in whole weeks, for showing; below 0 it is too late.", unit="weeks"
    )
    budget_slack: int | None = fact(
        "Budget less cost; unknown where either is or is not sure. A price in another currency is converted, and its "
        "dearest has to fit, or else its cheapest has not to.",
        unit="whole units of the currency",
    )
    price: str = fact("What it costs with its currency, and in the budget's where it was converted, for showing.")
    price_currency: PriceCurrency = fact(
        "Whether price and budget are in one currency, or the price was converted, or no rate is known or recent "
        "enough. Nothing is nothing in every currency, and what is not said needs no rate."
    )
    price_margin: int | None = fact(
        "By how much a converted price may turn out dearer or cheaper; unknown where nothing was converted.", unit="%"
    )
    budget_taken: int | None = fact(
        "How many percent of the budget its price takes at the least, sure or not, at most 1,000; unknown without a "
        "budget or a price to hold against it.",
        unit="percent",
    )
    price_is_sure: Literal["yes", "no"] = fact(
        "Whether its price can be held against the budget: no where it was remembered or is a range around it."
    )
    time_taken: int | None = fact(
        "How many percent of the days left until the deadline it takes at the least, sure or not, at most 1,000.",
        unit="percent",
    )
    duration_is_sure: Literal["yes", "no"] = fact(
        "Whether its duration can be held against the deadline: no where it was remembered or is a range around it."
    )
    held_ends: HeldEnds = fact("Whether it is held, valid, and ends soon: within half a year or before the deadline.")

    @property
    def sure_days(self) -> int | None:
        """The days that it takes, from which a date can be told; none is told by what nobody read."""
        return self.days_needed if self.duration_is_sure == "yes" else None


def limits_on(credential: Credential, situation: Situation, own: Possessions) -> Limits:
    """Return what `limit_facts` rests on beside the credential."""
    profile, ends = situation.profile, _held_ends(credential, situation, own)
    return profile.hours_per_week, situation.days_left, profile.budget, ends


def limit_facts(credential: Credential, situation: Situation, own: Possessions) -> LimitFacts:
    """Return how `credential` fits the time and the money of a learner who has `own`."""
    pace, left, budget = situation.profile.hours_per_week, situation.days_left, situation.profile.budget
    cost, exchange = credential.cost, situation.exchange
    days, shortest = days_needed(credential, pace), fewest_days_needed(credential, pace)
    slack = _days_slack(days, shortest, left)
    in_time = all(credential.is_certain(fact) for fact in _OF_TIME) and _is_told(days, slack, left)
    in_budget, currency = price_is_sure(credential, budget, exchange), price_currency(budget, cost, exchange)
    return LimitFacts(
        days_needed=days,
        days_slack=slack if in_time else None,
        weeks_needed=weeks_of(days),
        weeks_slack=whole_weeks_of(slack if in_time else None),
        budget_slack=budget_slack(budget, cost, exchange) if in_budget else None,
        price=price_said(budget, cost, exchange),
        price_currency=currency,
        price_margin=exchange.margin if currency == "converted" else None,
        budget_taken=budget_taken(budget, cost, exchange),
        price_is_sure="yes" if in_budget else "no",
        time_taken=_time_taken(shortest, left),
        duration_is_sure="yes" if in_time else "no",
        held_ends=_held_ends(credential, situation, own),
    )


def _held_ends(credential: Credential, situation: Situation, own: Possessions) -> HeldEnds:
    """Return whether what is held and valid ends within half a year, or before the deadline."""
    if not own.has(credential.id):
        return "not_held"
    until = situation.held_until.get(credential.id)
    if until is None:
        return "not_soon"
    soon = max(situation.on + EXPIRES_SOON, situation.profile.deadline or situation.on)
    return "soon" if until <= soon else "not_soon"


def budget_slack(budget: Budget | None, cost: Cost | None, exchange: Exchange = NO_EXCHANGE) -> int | None:
    """Return what is left of the budget, below 0 when it does not suffice; nothing is nothing in any currency.

    Of a range, such as a price that was converted, the dearest has to fit, or else the cheapest has not to: between the
    two it is not known.
    """
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if budget is None or counted is None:
        return None
    return _sure(budget.amount - counted.amount, budget.amount - counted.least)


def budget_taken(budget: Budget | None, cost: Cost | None, exchange: Exchange = NO_EXCHANGE) -> int | None:
    """Return how many percent of the budget its price takes at the least, sure or not; rounded up.

    Not known without a budget or a price to hold against it, nor where nothing can be spent.
    """
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if budget is None or counted is None or budget.amount == 0:
        return None
    return _percent(counted.least, budget.amount)


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
    return _days_slack(days_needed(credential, hours_per_week), fewest_days_needed(credential, hours_per_week), left)


def _days_slack(days: int | None, shortest: int | None, left: int | None) -> int | None:
    if left is None or days is None:
        return None
    return _sure(left - days, left - (days if shortest is None else shortest))


def _time_taken(shortest: int | None, left: int | None) -> int | None:
    """Return how many percent of the days left it takes at the least, sure or not; not known where none are left."""
    return None if shortest is None or left is None or left <= 0 else _percent(shortest, left)


def price_is_sure(credential: Credential, budget: Budget | None, exchange: Exchange = NO_EXCHANGE) -> bool:
    """Return whether its price may be held against the budget: it was read, and the budget is not within its range."""
    cost = credential.cost
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if counted is None or counted.amount_from is None:
        return credential.is_certain(Fact.COST)
    return credential.is_certain(Fact.COST) and budget_slack(budget, cost, exchange) is not None


def duration_is_sure(credential: Credential, hours_per_week: int | None, left: int | None) -> bool:
    """Return whether its duration may be held against the deadline: it was read, and no range straddles the day."""
    days, slack = days_needed(credential, hours_per_week), days_slack(credential, hours_per_week, left)
    return all(credential.is_certain(fact) for fact in _OF_TIME) and _is_told(days, slack, left)


def _is_told(days: int | None, slack: int | None, left: int | None) -> bool:
    """Say whether the days left can be held against those needed, where both are known."""
    return left is None or days is None or slack is not None


def _sure(at_most: int, at_least: int) -> int | None:
    """Return what is left at the dearest where that is enough, at the cheapest where even that is too much."""
    if at_most >= 0:
        return at_most
    return at_least if at_least < 0 else None


def _percent(taken: int, of_all: int) -> int:
    return min(ceil(100 * taken / of_all), MOST_PERCENT)
