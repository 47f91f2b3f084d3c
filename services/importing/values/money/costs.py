"""What does the learner pay in all, going by the parts a source lists?

An aggregate cost already holds its parts, so they are not added to it. Two prices of one sort (for residents and for
others, say) are alternatives: the higher one counts, so that a budget that suffices is sure to.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from services.importing.values.money.prices import read_price
from services.importing.values.plain_values import round_up
from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.knowledge.files.entries import Json

#: What CTDL calls a cost that holds all others.
AGGREGATE = "aggregatecost"


@dataclass(frozen=True, kw_only=True)
class Price:
    """One cost a source lists: its sort ("tuition", "application"), the amount, and the currency where it is said.

    `unread` says why the amount is not known; the sum is not known then either. `least` is the least of a range.
    """

    sort: str
    amount: Decimal
    currency: str | None
    unread: str | None = None
    least: Decimal | None = None


def price_said(value: Json, currency: Json, *, sort: str = "", per: str | None = None) -> Price:
    """Return the price that a source's value says; one that is paid again `per` month is no price in all."""
    said = read_price(value, currency)
    unread = said.why and f'the price "{value}" {said.why}'
    if per is not None:
        unread = f'the price "{value}" is to be paid per {per}, and for how long is not said'
    return Price(sort=sort, amount=said.amount or Decimal(0), currency=said.currency, unread=unread, least=said.least)


def total(prices: Iterable[Price]) -> tuple[Cost | None, str | None]:
    """Return the cost in all, and what to note: an assumption made, or why the cost is not known."""
    prices = tuple(prices)
    if not prices:
        return None, None
    prices = tuple(price for price in prices if price.sort == AGGREGATE and not price.unread) or prices
    unread = next((price.unread for price in prices if price.unread), None)
    if unread is not None:
        return None, f"{unread}; the cost counts as not known"
    if all(price.amount == 0 for price in prices):
        return Cost(amount=0, currency=next((p.currency for p in prices if p.currency), "USD")), None
    priced = [price for price in prices if price.amount > 0]
    currencies = {price.currency for price in priced if price.currency}
    if len(currencies) != 1:
        why = "its costs are in several currencies" if currencies else "its costs name no currency"
        return None, f"{why}; the cost counts as not known"
    dearest: dict[str, Decimal] = defaultdict(Decimal)
    for price in priced:
        dearest[price.sort] = max(dearest[price.sort], price.amount)
    note = "several costs of one sort; the highest counts" if len(dearest) < len(priced) else None
    cheapest = {sort: min(_least(one) for one in priced if one.sort == sort) for sort in dearest}
    if note is None and any(price.least is not None for price in priced):
        note = "its price is a range; the most counts, and the least stands beside it"
    most, least = sum(dearest.values(), Decimal(0)), sum(cheapest.values(), Decimal(0))
    low = int(least) if least < most else None
    return Cost(amount=round_up(most), currency=currencies.pop(), amount_from=low), note


def _least(price: Price) -> Decimal:
    return price.amount if price.least is None else price.least
