"""What follows from a webhook attempt's outcome? Pure: no clock, no network, no chance of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.receiver.http_dates import read_http_date

#: How long after the first, second, ... failed attempt the next one is due (Standard Webhooks, "Deliverability"), so
#: ten attempts over a little more than three days.
RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
#: Each wait is lengthened or shortened by up to this share, so that receivers are not hit by waves of retries.
JITTER = 0.2
#: A receiver may ask for a longer wait than the schedule's, up to this.
LONGEST_RETRY_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Done:
    """The receiver has it."""


@dataclass(frozen=True)
class Retry:
    """Try again after `due_in`."""

    due_in: timedelta


@dataclass(frozen=True)
class DeadLetter:
    """Give this delivery up; `reason` is a word to count by."""

    reason: str


@dataclass(frozen=True)
class Disable:
    """Give this delivery up and send nothing more to its endpoint; `reason` is a word to count by."""

    reason: str


def next_attempt(outcome: Outcome, attempts: int, now: datetime, jitter: float) -> Done | Retry | DeadLetter | Disable:
    """Decide what to do after the attempt that made `attempts` of them in all (1 or more).

    `jitter` is a random number from 0 to 1. A Retry-After of the receiver can lengthen a wait, never shorten it: the
    schedule's attempts have to last for days.
    """
    match outcome.code:
        case OutcomeCode.DELIVERED:
            return Done()
        case OutcomeCode.GONE:
            return Disable("gone")
    if attempts > len(RETRY_AFTER):
        return DeadLetter("attempts_exhausted")
    wait = RETRY_AFTER[attempts - 1] * (1 + JITTER * (2 * jitter - 1))
    return Retry(max(wait, _asked_for(outcome.retry_after, now)))


def _asked_for(retry_after: str | None, now: datetime) -> timedelta:
    """Return the wait that a Retry-After header (seconds or an HTTP date) asks for; zero where it says nothing."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        wait = timedelta(seconds=min(float(text), LONGEST_RETRY_AFTER.total_seconds()))
    else:
        wait = (read_http_date(text) or now) - now
    return min(max(wait, timedelta()), LONGEST_RETRY_AFTER)
