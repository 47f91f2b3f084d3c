"""What do the offers of a schema.org course say: its price in all, and until when it is offered?"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from services.importing.drafts import Reading
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.linked_data.member_names import code_of
from services.importing.values.money.costs import Price, price_said
from services.importing.values.times.days import day_said
from services.recommender.knowledge.files.entries import Json

#: Codes of UN/CEFACT recommendation 20 for times that a price is paid again and again.
_UNIT_CODES = {"MON": "month", "ANN": "year", "WEE": "week", "DAY": "day", "HUR": "hour", "QAN": "quarter"}

#: How long is paid for at once, in words.
_PERIODS = {"P1W": "week", "P1M": "month", "P3M": "quarter", "P1Y": "year", "P12M": "year"}

#: Availabilities, by schema.org's ItemAvailability, under which nobody can enrol any more.
_GONE = frozenset({"discontinued"})


def offers_over(node: Node, today: date) -> int:
    """Return how many offers are over while others are still open."""
    offers = _offers(node)
    left = sum(not _is_over(one, today) for one in offers)
    return len(offers) - left if left else 0


def _is_over(offer: Node, today: date) -> bool:
    ends = day_said(offer.text("availabilityEnds", "validThrough", "priceValidUntil"))
    return ends is not None and ends < today


def read_prices(node: Node, today: date) -> Iterator[Price]:
    """Yield the prices of the offers that are open; where all are over, of the last ones."""
    if node.whether("isAccessibleForFree"):
        yield Price(sort="", amount=Decimal(0), currency=None)
    some_are_over = offers_over(node, today) > 0
    for offer in _offers(node):
        if some_are_over and _is_over(offer, today):
            continue
        specified = [offer, *offer.nodes("priceSpecification")]
        per = next((found for one in specified if (found := _paid_per(one)) is not None), None)
        category = (offer.text("category") or "").casefold()
        if per is None and "subscription" in category:
            lasts = offer.text("eligibleDuration")
            per = _PERIODS.get(lasts or "", "period of the subscription")
        said = [(one, value) for one in specified for value in _whole_prices(one)]
        for one, value in said:
            yield price_said(value, one.text("priceCurrency") or offer.text("priceCurrency"), per=per)
        if not said and category == "free":
            yield Price(sort="", amount=Decimal(0), currency=None)
        elif not said and "free" in category:
            yield Price(
                sort="", amount=Decimal(0), currency=None, unread=f'the offer "{category}" is free in part only'
            )


def _offers(node: Node) -> list[Node]:
    """Return the offers of a course and of its instances."""
    inside = [offer for one in node.nodes("hasCourseInstance") for offer in one.nodes("offers")]
    return [*node.nodes("offers"), *inside]


def _whole_prices(node: Node) -> list[Json]:
    """Return the price that is stated; of a range both ends, or the words of its lower end alone."""
    if node.has("price"):
        return node.plain("price")
    least, most = node.plain("lowPrice", "minPrice"), node.plain("highPrice", "maxPrice")
    if most:
        return [f"{least[0]} to {most[0]}" if least and str(least[0]) != str(most[0]) else most[0]]
    return [f"from {value}" for value in least]


def read_end(nodes: Iterable[Node], title: str, reading: Reading) -> tuple[date | None, bool]:
    """Return the last day on which it is offered, and whether it no longer is: all its offers have ended."""
    nodes = tuple(nodes)
    offers = [offer for node in nodes for offer in _offers(node)]
    said = [day_said(one.text("availabilityEnds", "validThrough")) for one in offers]
    over = [one for one in said if one is not None]
    ends = next((day for node in nodes if (day := day_said(node.text("expires"))) is not None), None)
    ends = ends or (max(over) if over and len(over) == len(said) else None)
    gone = bool(offers) and all(code_of(one.text("availability") or "") in _GONE for one in offers)
    if gone or (ends is not None and ends < reading.provenance.read_on):
        why = f"its offer ended on {ends}" if ends is not None else "its offers are discontinued"
        reading.notes.mend(nodes[0].place, title, f"is no longer offered: {why}")
        gone = True
    return ends, gone


def _paid_per(node: Node) -> str | None:
    """Return the time that a price is for where it is paid again for the next: "month"; None where it is paid once."""
    code = node.text("unitCode")
    text = code and _UNIT_CODES.get(code.upper())
    quantity = next((one.text("unitCode", "unitText") for one in node.nodes("referenceQuantity")), None)
    quantity = quantity and _UNIT_CODES.get(quantity.upper(), quantity)
    said = node.text("billingDuration", "billingIncrement", "unitText")
    return text or quantity or (_PERIODS.get(said, said) if said else None)
