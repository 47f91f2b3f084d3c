"""What are the currencies of a plan worth in its first one, and how is that said?"""

from math import ceil, floor

from services.recommender.knowledge.rates import Exchange
from services.recommender.planning.problem import PARTS, Worth
from services.recommender.wording.messages import Message, say


def worth_in(first: str, currency: str, exchange: Exchange) -> Worth | None:
    """Return what a unit of `currency` is worth in the `first`, in parts of a unit; None where no rate is known."""
    unit, within = exchange.unit(currency, first), exchange.within_margin(currency, first)
    if unit is None or within is None:
        return None
    return Worth(least=floor(within[0] * PARTS), about=round(unit * PARTS), most=ceil(within[1] * PARTS))


def currencies_said(currencies: tuple[str, ...], rates: tuple[Worth | None, ...], exchange: Exchange) -> Message:
    """Say that costs are in several currencies, and by which rates they are compared, if all have one."""
    if None in rates or exchange.rates.day is None or exchange.margin is None:
        return say("plan_note.currencies_differ", currencies=currencies, first=currencies[0])
    day, margin = exchange.rates.day, exchange.margin
    return say("plan_note.currencies_converted", currencies=currencies, first=currencies[0], day=day, margin=margin)
