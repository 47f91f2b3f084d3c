"""What follows from an outcome is decided by the outcome, the number of attempts and the schedule alone."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.retrying import DeadLetter, Disable, Done, Retry, next_attempt

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MIDDLE = 0.5  # the jitter that changes nothing

FAILURES = [code for code in OutcomeCode if code not in {OutcomeCode.DELIVERED, OutcomeCode.GONE}]


def outcome(code=OutcomeCode.HTTP_ERROR, retry_after=None):
    return Outcome(code=code, detail="", duration_ms=1, retry_after=retry_after)


def wait_after(attempts=1, retry_after=None, jitter=MIDDLE):
    decision = next_attempt(outcome(retry_after=retry_after), attempts, NOW, jitter)
    assert isinstance(decision, Retry)
    return decision.due_in


@pytest.mark.parametrize("attempts", [1, 5, 10, 11])
def test_a_delivered_webhook_is_done_whenever_it_arrives(attempts):
    assert next_attempt(outcome(OutcomeCode.DELIVERED), attempts, NOW, MIDDLE) == Done()


def test_a_receiver_that_is_gone_is_disabled():
    assert next_attempt(outcome(OutcomeCode.GONE), 1, NOW, MIDDLE) == Disable("gone")


@pytest.mark.parametrize("code", FAILURES)
def test_every_failure_is_tried_again_and_in_the_end_given_up(code):
    assert isinstance(next_attempt(outcome(code), 9, NOW, MIDDLE), Retry)
    assert next_attempt(outcome(code), 10, NOW, MIDDLE) == DeadLetter("attempts_exhausted")


def test_the_waits_are_those_of_the_schedule():
    waits = [wait_after(attempts) for attempts in range(1, 10)]

    assert [wait.total_seconds() for wait in waits] == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    assert all(earlier < later for earlier, later in pairwise(waits))


@given(st.integers(1, 9), st.floats(0, 1))
def test_jitter_changes_a_wait_by_a_fifth_at_most(attempts, jitter):
    share = wait_after(attempts, jitter=jitter) / wait_after(attempts)

    assert 0.79 < share < 1.21


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("21600", 21600),
        ("21601", 21600),
        ("9" * 5000, 21600),
        (format_datetime(NOW + timedelta(hours=1), usegmt=True), 3600),
        (format_datetime(NOW + timedelta(days=9), usegmt=True), 21600),
    ],
)
def test_a_longer_wait_is_granted_up_to_six_hours(asked, seconds):
    assert wait_after(retry_after=asked).total_seconds() == seconds


@pytest.mark.parametrize(
    "asked",
    ["0", "4", "-60", "soon", "", "1.5", "١٢٠", format_datetime(NOW - timedelta(hours=1), usegmt=True)],
)
def test_a_shorter_or_senseless_wait_leaves_the_schedule_as_it_is(asked):
    assert wait_after(retry_after=asked).total_seconds() == 5


@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+ [+-]\d+"))
def test_no_header_makes_the_wait_shorter_than_the_schedule_or_longer_than_six_hours(asked):
    assert timedelta(seconds=5) <= wait_after(retry_after=asked) <= timedelta(hours=6)
