"""What a client reads when it may send more, and when it may not."""

from datetime import timedelta

import pytest

from services.client_limits import LimitName
from services.ledger.store.errors import Allowance, OverLimit

PER_MINUTE = Allowance(limit=LimitName.PROFILES_PER_MINUTE, most=600, left=0, whole_in=timedelta(seconds=59.5))
OWED = Allowance(limit=LimitName.PROFILES_OWED, most=100_000, left=99_000, whole_in=timedelta())


def test_a_rate_that_is_reached_is_a_429_with_the_time_the_limit_and_the_remedy(api, ports, profile):
    ports.jobs.failing = OverLimit(
        LimitName.PROFILES_PER_MINUTE,
        most=600,
        used=600,
        retry_in=timedelta(milliseconds=100),
        allowances=(PER_MINUTE, OWED),
    )
    answer = api.post("/v1/profiles", json=profile)
    assert (answer.status_code, answer.json["type"]) == (429, "/problems/over-limit")
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["RateLimit-Policy"] == '"profiles_per_minute";q=600;w=60, "profiles_owed";q=100000'
    assert answer.headers["RateLimit"] == '"profiles_per_minute";r=0;t=60, "profiles_owed";r=99000'
    assert answer.json["limit"] == {"name": "profiles_per_minute", "most": 600, "used": 600}
    assert answer.json["violated-policies"] == ["profiles_per_minute"]
    assert "may have 600 profiles sent in a minute" in answer.json["detail"]
    assert "Send on at the pace" in answer.json["detail"]


def test_a_client_with_too_large_a_share_is_told_that_others_are_served(api, ports, profile):
    ports.jobs.failing = OverLimit(LimitName.SHARE, most=None, used=5_000_000)
    answer = api.post("/v1/profiles", json=profile)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "RateLimit" not in answer.headers
    assert answer.json["limit"] == {"name": "share", "most": None, "used": 5_000_000}
    assert "left to the others" in answer.json["detail"]


@pytest.mark.parametrize("limit", [LimitName.ENDPOINTS, LimitName.CATALOGUES])
def test_what_waiting_does_not_help_is_a_409_without_a_time(api, ports, profile, limit):
    ports.jobs.failing = OverLimit(limit, most=50, used=50)
    answer = api.post("/v1/profiles", json=profile)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/too-many")
    assert "Retry-After" not in answer.headers
