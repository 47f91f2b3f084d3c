"""How much time and money does the learner have? Apart from the other facts: a change of these reaches few of them."""

from typing import Literal

from services.recommender.decision.facts.degree import degree_asked
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.rulebook.vocabulary import Group
from services.recommender.situation.measures.durations import DAYS_A_WEEK, InTime, in_time, whole_weeks_of
from services.recommender.situation.situation import Situation
from services.recommender.wording.formats import money

DeadlineStanding = Literal["none", "ahead", "passed"]


class TimeAndMoneyFacts(FactRecord, group=Group.LEARNER):
    """What rules may ask about the learner's time and money."""

    deadline: DeadlineStanding = fact("How the deadline stands today.")
    days_left: int | None = fact(
        "Days until the deadline, 0 when it is today; unknown without one, or when it has passed.", unit="days"
    )
    weeks_left: int | None = fact(
        "The whole weeks in them, for showing; 0 when the deadline is less than a week away.",
        unit="weeks",
    )
    hours_per_week: int | None = fact("Hours a week the learner can give.", unit="hours")
    budget: int | None = fact("What may be spent in all.", unit="whole units of the budget's currency")
    to_spend: str = fact("The budget with its currency, for showing; empty without one.")
    degree_in_time: InTime = fact("Whether that fits before the deadline.")


def time_and_money_facts(situation: Situation) -> TimeAndMoneyFacts:
    """Return what is true of the learner's time and money."""
    profile, left = situation.profile, situation.days_left
    return TimeAndMoneyFacts(
        deadline=_deadline(situation),
        days_left=left,
        weeks_left=whole_weeks_of(left),
        hours_per_week=profile.hours_per_week,
        budget=profile.budget.amount if profile.budget else None,
        to_spend=money(profile.budget.amount, profile.budget.currency) if profile.budget else "",
        degree_in_time=in_time(degree_asked(situation).weeks * DAYS_A_WEEK, left),
    )


def _deadline(situation: Situation) -> DeadlineStanding:
    if situation.profile.deadline is None:
        return "none"
    return "passed" if situation.profile.deadline < situation.on else "ahead"
