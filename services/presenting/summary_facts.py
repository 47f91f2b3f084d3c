"""When could a credential be in hand, what does it cost, what does it require, and who recognises it?

What is known is told apart from what is to be checked and what is not known; what goes beyond the time or the money
that the learner named says so.
"""

from collections.abc import Sequence
from textwrap import shorten
from typing import Literal, Self

from msgspec import Struct, convert

from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.judgement import Item
from services.recommender.recommendation.parts import Money
from services.recommender.wording import phrases
from services.recommender.wording.messages import Message, capital, say

#: So many of those who recognise a credential are named; more are counted.
MOST_NAMED = 2

#: So many characters are shown of what a credential requires; the issuer's page has the rest.
MOST_REQUIRED = 110

#: What an item's facts say of a price or a duration that may not be relied on.
_NOT_SURE = "no"

DAYS_A_WEEK = 7

#: From so many days on, what is left until the deadline is told in weeks.
_TOLD_IN_WEEKS = 4 * DAYS_A_WEEK


class SummaryFact(Struct, frozen=True, kw_only=True):
    """One fact of a credential under its `label`; `known` is no where nobody told us, and `text` then says so."""

    name: Literal["time", "cost", "requires", "recognised_by"]
    label: str
    text: str
    known: bool


class Limits(Struct, frozen=True, kw_only=True):
    """What the learner can give: the `days` left until the deadline, and the `budget`; None where that is not said."""

    days: int | None = None
    budget: Money | None = None

    @classmethod
    def of(cls, recommendation: Recommendation) -> Self:
        """Return what the profile of `recommendation` says."""
        days = recommendation.facts.get("learner.days_left")
        budget = recommendation.profile.get("budget")
        return cls(
            days=days if isinstance(days, int) else None,
            budget=convert(budget, Money) if budget is not None else None,
        )


def facts_of(item: Item, limits: Limits) -> list[SummaryFact]:
    """Return when it could be in hand, what it costs, what it requires if that is known, and who recognises it."""
    time, cost, recognised = (
        _time(item, limits),
        _cost(item, limits),
        _recognised([one.by for one in item.recognised_by]),
    )
    requires = item.facts.get("credential.entry_terms")
    facts = [
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
    ]
    if requires:
        text = capital(shorten(str(requires), MOST_REQUIRED, placeholder=" ..."))
        facts.append(SummaryFact(name="requires", label=say("summary.requires"), text=text, known=True))
    facts.append(
        SummaryFact(
            name="recognised_by",
            label=say("summary.recognised_by"),
            text=recognised or say("item.recognition_unknown"),
            known=recognised is not None,
        )
    )
    return facts


def _time(item: Item, limits: Limits) -> Message | None:
    """Return the day it could be done, else how long it takes; None where neither its hours nor its weeks are known."""
    if item.done_by:
        return say("summary_fact.done_by", day=item.done_by)
    sure = item.facts.get("fit.duration_is_sure") != _NOT_SURE
    if item.weeks_needed:
        weeks = say("count.weeks", count=item.weeks_needed)
        return say("summary_fact.weeks", weeks=weeks) if sure else _weeks_to_check(item, weeks, limits)
    if not item.credential.hours:
        return None
    hours = phrases.hours(item.credential.hours)
    return say("summary_fact.hours", hours=hours) if sure else say("summary_fact.hours_at_most", hours=hours)


def _weeks_to_check(item: Item, weeks: Message, limits: Limits) -> Message:
    """Return a duration that is to be checked, and whether it fits before the deadline."""
    days = item.facts.get("fit.days_needed")
    if limits.days is None or not isinstance(days, int):
        return say("summary_fact.weeks_at_most", weeks=weeks)
    if days <= limits.days:
        return say("summary_fact.weeks_in_time", weeks=weeks)
    return say("summary_fact.weeks_and_left", weeks=weeks, left=_left(limits.days))


def _left(days: int) -> Message:
    return say("count.weeks", count=days // DAYS_A_WEEK) if days >= _TOLD_IN_WEEKS else say("count.days", count=days)


def _cost(item: Item, limits: Limits) -> Message | None:
    """Return what it costs, at most where its price is not certain; None where nobody says."""
    cost = item.credential.cost
    if cost is None:
        return None
    sure = item.facts.get("fit.price_is_sure") != _NOT_SURE
    if not cost.amount:
        return phrases.cost(cost) if sure else say("summary_fact.free_to_check")
    about = item.cost_converted
    said = phrases.roughly(about) if about else None
    price = say("summary_fact.price_in_own_currency", price=cost, about=said) if said else phrases.cost(cost)
    if _is_over(item, limits) and limits.budget is not None:
        nothing = say("summary_fact.nothing_to_spend")
        named = say("summary_fact.named", budget=limits.budget) if limits.budget.amount else nothing
        return say("summary_fact.price_over" if sure else "summary_fact.price_over_at_most", price=price, named=named)
    return price if sure else say("summary_fact.price_at_most", price=price)


def _is_over(item: Item, limits: Limits) -> bool:
    """Tell whether its price goes beyond the budget, as far as the two can be compared."""
    cost, budget = item.cost_converted or item.credential.cost, limits.budget
    return cost is not None and budget is not None and cost.currency == budget.currency and cost.amount > budget.amount


def _recognised(names: Sequence[str]) -> str | None:
    """Return who recognises it, those beyond the first few as a count; None where nobody is known to."""
    if len(names) > MOST_NAMED:
        few = ", ".join(names[:MOST_NAMED])
        return say("summary_fact.and_more", names=few, count=len(names) - MOST_NAMED)
    return ", ".join(names) or None
