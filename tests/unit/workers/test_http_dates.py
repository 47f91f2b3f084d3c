"""A header's date is read as common libraries read it, and no text makes reading it fail."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.webhook.receiver.http_dates import read_http_date

MOMENT = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)

ANY_DATE = st.from_regex(
    r"[A-Z][a-z]{2}, \d{1,30} [A-Z][a-z]{2} \d{1,30} \d{1,20}:\d{1,20}:\d{1,20} ([+-]\d{1,20}|GMT)?", fullmatch=True
)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "  Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 6 Nov 1994 08:49:37",
        "06 Nov 1994 09:49:37 +0100",
        "Sun, 06 Nov 1994 03:49:37 -0500",
    ],
)
def test_every_form_that_senders_use_is_read(text):
    assert read_http_date(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "noon",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Mon, 01 Jan 10000 00:00:00 GMT",
        "Mon, 01 Jan 0000 00:00:00 GMT",
        "Mon, 31 Feb 2026 00:00:00 GMT",
        "Mon, 01 Jan 2026 24:00:00 GMT",
        "Mon, 01 Jan 2026 00:00:00 +9999",
        "Mon, 01 Xyz 2026 00:00:00 GMT",
        "Mon, " + "9" * 5000 + " Jan 2026 00:00:00 GMT",
        "Mon, \u0660\u0661 Jan 2026 00:00:00 GMT",
        "\x00\ud800",
    ],
)
def test_what_names_no_moment_is_none(text):
    assert read_http_date(text) is None


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - Hypothesis adds the zone
def test_a_date_that_a_library_wrote_is_read_back(moment):
    moment = moment.replace(microsecond=0)
    assert read_http_date(format_datetime(moment, usegmt=True)) == moment


@given(st.text(max_size=80) | ANY_DATE)
def test_no_text_makes_reading_fail_and_every_answer_can_be_reckoned_with(text):
    told = read_http_date(text)
    assert told is None or isinstance(told - MOMENT, timedelta)
