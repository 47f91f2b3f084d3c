"""What a receiver's people are told to look at first."""

from datetime import UTC, datetime

import pytest

from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.receiver.hints import clock_ahead, hints

SENT_AT = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)


def outcome(code=OutcomeCode.HTTP_ERROR, status=None, detail="", date=None):
    return Outcome(code=code, detail=detail, duration_ms=500, status=status, date=date)


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        ("Sun, 22 Nov 2026 09:00:00 GMT", 3599.5),
        ("Sun, 22 Nov 2026 07:00:00 GMT", -3600.5),
        ("Sun, 22 Nov 2026 07:00:00", -3600.5),
        (None, None),
        ("noon", None),
    ],
)
def test_the_receivers_clock_is_read_from_its_date_header(date, ahead):
    assert clock_ahead(outcome(date=date), SENT_AT) == ahead


@pytest.mark.parametrize(
    ("failed", "ahead", "says"),
    [
        (outcome(status=401), None, "raw bytes"),
        (outcome(status=404), None, "path"),
        (outcome(status=429), None, "rate"),
        (outcome(status=400), 3600.0, "3600 seconds ahead"),
        (outcome(OutcomeCode.TLS_FAILED, detail="certificate has expired"), None, "Renew"),
        (outcome(OutcomeCode.TLS_FAILED, detail="self-signed certificate"), None, "vouches for itself"),
        (
            outcome(OutcomeCode.TLS_FAILED, detail="Hostname mismatch, certificate is not valid for"),
            None,
            "another name",
        ),
        (outcome(OutcomeCode.TIMED_OUT), None, "answer first"),
        (outcome(OutcomeCode.REDIRECT_REFUSED, status=302), None, "redirect"),
    ],
)
def test_a_failure_has_its_likeliest_remedy_first(failed, ahead, says):
    assert says in hints(failed, ahead)[0]


def test_a_delivery_needs_no_hint_unless_a_clock_drifts():
    assert hints(outcome(OutcomeCode.DELIVERED, status=200), 2.0) == ()
    assert "behind" in hints(outcome(OutcomeCode.DELIVERED, status=200), -90.0)[0]


def test_an_unknown_failure_has_no_hint_rather_than_a_wrong_one():
    assert hints(outcome(status=500), None) == ()
    assert hints(outcome(OutcomeCode.TLS_FAILED, detail="something new"), None) == ()
