"""How long does a credential take this learner? Counted in days, and turned into weeks only to be shown."""

from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential

DAYS_A_WEEK = 7

#: Whether something fits before the deadline.
InTime = Literal["no_deadline", "yes", "no", "unknown"]


def days_to_learn(credential: Credential, hours_per_week: int | None) -> int | None:
    """Return the days of learning, or None where hours or hours a week are not known.

    Hours divided by hours a week, rounded up to a whole day, and no less than the minimum duration.
    """
    if credential.hours is None or hours_per_week is None:
        return None
    learning = -(-credential.hours * DAYS_A_WEEK // hours_per_week)
    return max(learning, (credential.weeks_minimum or 0) * DAYS_A_WEEK)


def days_needed(credential: Credential, hours_per_week: int | None) -> int | None:
    """Return the days until `credential` is in hand: the learning, and the usual wait for an exam on top."""
    learning = days_to_learn(credential, hours_per_week)
    return None if learning is None else learning + (credential.exam_wait_weeks or 0) * DAYS_A_WEEK


def weeks_of(days: int | None) -> int | None:
    """Return `days` as the weeks that are shown: a week begun counts whole. Nothing is decided by them."""
    return None if days is None else -(-days // DAYS_A_WEEK)


def whole_weeks_of(days: int | None) -> int | None:
    """Return the whole weeks in `days`, for showing what is left: one that is begun does not count."""
    return None if days is None else days // DAYS_A_WEEK


def in_time(days: int | None, left: int | None) -> InTime:
    """Return whether `days` fit into those that are left."""
    if left is None:
        return "no_deadline"
    if days is None:
        return "unknown"
    return "yes" if days <= left else "no"
