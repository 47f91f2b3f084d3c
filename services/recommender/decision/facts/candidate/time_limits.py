"""Is there time for it, and is that sure? A range that straddles the deadline, or a remembered duration, is not.

These are the facts of a candidate that a change of hours or of the deadline reaches.
"""

from typing import Literal, NamedTuple

from services.recommender.decision.facts.candidate.held_against import percent_taken, sure_rest
from services.recommender.decision.facts.holdings.held import EXPIRES_SOON
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.rulebook.vocabulary import Group
from services.recommender.situation.measures.durations import (
    days_needed,
    fewest_days_needed,
    weeks_of,
    whole_weeks_of,
)
from services.recommender.situation.requirements import Possessions
from services.recommender.situation.situation import Situation

#: The facts by which one knows how long a credential takes.
_OF_TIME = (Fact.HOURS, Fact.WEEKS_MINIMUM)

HeldEnds = Literal["not_held", "not_soon", "soon"]


class TimeAsked(NamedTuple):
    """All that the facts below rest on: credentials of which it is alike have them in common.

    The days that one takes at the most and at the least, the days left where there is something to hold against them,
    whether its duration was read, and how what is held of it ends.
    """

    days: int | None
    shortest: int | None
    left: int | None
    read: bool
    ends: HeldEnds


class TimeFacts(FactRecord, group=Group.FIT):
    """What rules may ask about how a credential fits the learner's time."""

    days_needed: int | None = fact(
        "Days it takes at the learner's hours a week, or its minimum duration if longer, and the wait for its exam.",
        unit="days",
    )
    days_slack: int | None = fact("Days left less days needed, if that is sure; below 0 it is too late.", unit="days")
    weeks_needed: int | None = fact("The days needed in weeks, for showing; a week begun counts whole.", unit="weeks")
    weeks_slack: int | None = fact(
        "The days of slack in whole weeks, for showing; below 0 it is too late.", unit="weeks"
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


def time_asked(credential: Credential, situation: Situation, own: Possessions) -> TimeAsked:
    """Return what `credential` takes of the time of a learner who has `own`."""
    pace = situation.profile.hours_per_week
    days = days_needed(credential, pace)
    shortest = days if credential.hours_from is None else fewest_days_needed(credential, pace)
    return TimeAsked(
        days=days,
        shortest=shortest,
        left=None if shortest is None else situation.days_left,
        read=credential.remembered is None or all(credential.is_certain(fact) for fact in _OF_TIME),
        ends=_held_ends(credential, situation, own),
    )


def time_facts(asked: TimeAsked) -> TimeFacts:
    """Return how what takes so long fits the learner's time."""
    days, left = asked.days, asked.left
    slack = _days_slack(days, asked.shortest, left)
    in_time = asked.read and _is_told(days, slack, left)
    return TimeFacts(
        days_needed=days,
        days_slack=slack if in_time else None,
        weeks_needed=weeks_of(days),
        weeks_slack=whole_weeks_of(slack if in_time else None),
        time_taken=_time_taken(asked.shortest, left),
        duration_is_sure="yes" if in_time else "no",
        held_ends=asked.ends,
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


def _days_slack(days: int | None, shortest: int | None, left: int | None) -> int | None:
    """Return the days left less the days needed, below 0 when it is too late; not known where a range straddles."""
    if left is None or days is None:
        return None
    return sure_rest(left - days, left - (days if shortest is None else shortest))


def _time_taken(shortest: int | None, left: int | None) -> int | None:
    """Return how many percent of the days left it takes at the least, sure or not; not known where none are left."""
    return None if shortest is None or left is None or left <= 0 else percent_taken(shortest, left)


def _is_told(days: int | None, slack: int | None, left: int | None) -> bool:
    """Say whether the days left can be held against those needed, where both are known."""
    return left is None or days is None or slack is not None
