"""When could a credential be in hand, what does it cost, who recognises it? Known, to be checked, or not known."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from services.recommender.recommendation.judgement import Item
from services.recommender.wording import phrases
from services.recommender.wording.messages import Message, say

#: So many of those who recognise a credential are named; more are counted.
MOST_NAMED = 2

#: What an item's facts say of a price or a duration that may not be relied on.
_NOT_SURE = "no"


class SummaryFact(Struct, frozen=True, kw_only=True):
    """One fact of a credential under its `label`; `known` is no where nobody told us, and `text` then says so."""

    name: Literal["time", "cost", "recognised_by"]
    label: str
    text: str
    known: bool


def facts_of(item: Item) -> list[SummaryFact]:
    """Return when the credential could be in hand, what it costs, and who recognises it."""
    time, cost, recognised = _time(item), _cost(item), _recognised([one.by for one in item.recognised_by])
    return [
        SummaryFact(
            name="time",
            label=say("summary.time"),
            text=time or say("summary_fact.time_unknown"),
            known=time is not None,
        ),
        SummaryFact(
            name="cost",
            label=say("summary.cost"),
            text=cost or say("summary_fact.cost_unknown"),
            known=cost is not None,
        ),
        SummaryFact(
            name="recognised_by",
            label=say("summary.recognised_by"),
            text=recognised or say("item.recognition_unknown"),
            known=recognised is not None,
        ),
    ]


def _time(item: Item) -> Message | None:
    """Return the day it could be done, else how long it takes; None where neither its hours nor its weeks are known."""
    if item.done_by:
        return say("summary_fact.done_by", day=item.done_by)
    sure = item.facts.get("fit.duration_is_sure") != _NOT_SURE
    if item.weeks_needed:
        weeks = say("count.weeks", count=item.weeks_needed)
        return say("summary_fact.weeks", weeks=weeks) if sure else say("summary_fact.weeks_at_most", weeks=weeks)
    if not item.credential.hours:
        return None
    hours = phrases.hours(item.credential.hours)
    return say("summary_fact.hours", hours=hours) if sure else say("summary_fact.hours_at_most", hours=hours)


def _cost(item: Item) -> Message | None:
    """Return what it costs, at most where its price is not certain; None where nobody says."""
    cost = item.credential.cost
    if cost is None:
        return None
    if item.facts.get("fit.price_is_sure") != _NOT_SURE:
        return phrases.cost(cost)
    if not cost.amount:
        return say("summary_fact.free_to_check")
    return say("summary_fact.price_at_most", price=cost)


def _recognised(names: Sequence[str]) -> str | None:
    """Return who recognises it, those beyond the first few as a count; None where nobody is known to."""
    if len(names) > MOST_NAMED:
        few = ", ".join(names[:MOST_NAMED])
        return say("summary_fact.and_more", names=few, count=len(names) - MOST_NAMED)
    return ", ".join(names) or None
