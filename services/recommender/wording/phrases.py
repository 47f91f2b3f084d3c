"""How are costs, hours and days said that may be unknown? Phrases that sentences, page, terminal and drawing share."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from services.recommender.wording.formats import Amount, Price
from services.recommender.wording.messages import Message, say


class ConvertedPrice(Price, Protocol):
    """A price in another currency, and of which day the rates are that it was converted by."""

    @property
    def rates_of(self) -> date: ...


#: So many digits of a converted amount are said.
_TELLING_DIGITS = 3

#: How a day is written: in full, or short where there is little room.
DayFormat = Callable[[date], str]


def cost(price: Price | None) -> Message:
    """Return what something costs; None where nobody says."""
    if price is None:
        return say("cost.unknown")
    return say("cost.price", price=price) if price.amount else say("cost.free")


def total(prices: Sequence[Price], *, least: bool, converted: ConvertedPrice | None = None) -> Message:
    """Return a sum per currency, and what they come to in one; `least` where the price of a part is not known."""
    if not prices:
        return say("cost.unknown" if least else "cost.free")
    sums = say("cost.at_least" if least else "cost.prices", prices=prices)
    return say("cost.in_all", cost=sums, about=roughly(converted), day=converted.rates_of) if converted else sums


def cost_beside(price: Price | None, converted: ConvertedPrice | None) -> Message:
    """Return what something costs, and about how much that is in the reader's currency where it was converted."""
    if price is None or converted is None:
        return cost(price)
    return say("cost.converted", price=price, about=roughly(converted), day=converted.rates_of)


def roughly(price: Price) -> Amount:
    """Return what a rate made of a price to three digits, ₹28,500 for 28,487: the rest says more than anybody knows."""
    beyond = len(str(price.amount)) - _TELLING_DIGITS
    return Amount(amount=round(price.amount, -max(0, beyond)), currency=price.currency)


def hours(count: int | None) -> Message:
    """Return the hours of something; None where nobody says."""
    return say("count.hours", count=count) if count else say("hours.unknown")


def short_hours(count: int | None) -> Message:
    """Return the hours of something where there is little room."""
    return say("count.short_hours", count=count) if count else say("hours.unknown")


def done_by(known: date | None, bound: date | None = None, written: DayFormat | None = None) -> Message:
    """Return by when something is done, or the earliest that it can be."""
    return say("when.by", day=_day(known, written)) if known else not_before(bound, written)


def not_before(bound: date | None, written: DayFormat | None = None) -> Message:
    """Return the earliest day there can be. A document from before this was said has none, and dates nobody knows."""
    return say("when.unknown") if bound is None else say("when.not_before", day=_day(bound, written))


def _day(known: date, written: DayFormat | None) -> date | str:
    return known if written is None else written(known)
