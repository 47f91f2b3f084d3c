"""Is there money for it, and is that sure? A range that straddles the budget, or a remembered price, is not.

These are the facts of a candidate that a change of the budget reaches.
"""

from typing import Literal, NamedTuple

from services.recommender.decision.facts.candidate.held_against import percent_taken, sure_rest
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.credentials.credential import Cost, Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.rates import NO_EXCHANGE, Exchange
from services.recommender.learner import Budget
from services.recommender.rulebook.vocabulary import Group
from services.recommender.situation.measures.money import PriceCurrency, converted, counted_against, price_currency
from services.recommender.wording.formats import money
from services.recommender.wording.messages import say


class PriceAsked(NamedTuple):
    """All that the facts below rest on at one table of rates: credentials of which it is alike have them in common.

    The price and whether it was read, and the budget where there is a price to hold against it.
    """

    cost: Cost | None
    read: bool
    budget: Budget | None


class PriceFacts(FactRecord, group=Group.FIT):
    """What rules may ask about how a credential fits the learner's money."""

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


def price_asked(credential: Credential, budget: Budget | None) -> PriceAsked:
    """Return what `credential` asks of `budget`."""
    cost = credential.cost
    return PriceAsked(cost=cost, read=credential.is_certain(Fact.COST), budget=None if cost is None else budget)


def price_facts(asked: PriceAsked, exchange: Exchange) -> PriceFacts:
    """Return how what costs so much fits the learner's money."""
    cost, budget = asked.cost, asked.budget
    in_budget, currency = price_is_sure(asked, exchange), price_currency(budget, cost, exchange)
    return PriceFacts(
        budget_slack=budget_slack(budget, cost, exchange) if in_budget else None,
        price=price_said(budget, cost, exchange),
        price_currency=currency,
        price_margin=exchange.margin if currency == "converted" else None,
        budget_taken=budget_taken(budget, cost, exchange),
        price_is_sure="yes" if in_budget else "no",
    )


def budget_slack(budget: Budget | None, cost: Cost | None, exchange: Exchange = NO_EXCHANGE) -> int | None:
    """Return what is left of the budget, below 0 when it does not suffice; nothing is nothing in any currency.

    Of a range, such as a price that was converted, the dearest has to fit, or else the cheapest has not to: between the
    two it is not known.
    """
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if budget is None or counted is None:
        return None
    return sure_rest(budget.amount - counted.amount, budget.amount - counted.least)


def budget_taken(budget: Budget | None, cost: Cost | None, exchange: Exchange = NO_EXCHANGE) -> int | None:
    """Return how many percent of the budget its price takes at the least, sure or not; rounded up.

    Not known without a budget or a price to hold against it, nor where nothing can be spent.
    """
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if budget is None or counted is None or budget.amount == 0:
        return None
    return percent_taken(counted.least, budget.amount)


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


def price_is_sure(asked: PriceAsked, exchange: Exchange = NO_EXCHANGE) -> bool:
    """Return whether a price may be held against the budget: it was read, and the budget is not within its range."""
    budget, cost = asked.budget, asked.cost
    counted = None if budget is None or cost is None else counted_against(budget, cost, exchange)
    if counted is None or counted.amount_from is None:
        return asked.read
    return asked.read and budget_slack(budget, cost, exchange) is not None
