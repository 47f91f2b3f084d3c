"""Overlays in the ledger: one active version per client, earlier ones kept, and each evaluation keeps its own."""

import pytest

from services.ledger.accounts.overlays import VERSIONS_LISTED, Overlays, overlay_of
from services.ledger.store import keys
from services.ledger.store.errors import NotFound

FILES = {"overlay.yaml": "switch_off: [a/b]\n", "chapter/ours.yaml": "title: Zürich\n"}
OTHERS = {"overlay.yaml": "switch_off: [c/d]\n"}


@pytest.fixture
def overlays(redis_client, policy):
    return Overlays(redis_client, policy)


def test_what_was_put_is_active_until_it_is_taken_away(overlays):
    assert overlays.active_files("hr") is None
    put = overlays.put("hr", "sha256:1", FILES)
    assert overlays.active_files("hr") == FILES
    assert overlays.versions("hr") == (put,)
    overlays.deactivate("hr")
    overlays.deactivate("hr")
    assert overlays.active_files("hr") is None
    assert [(each.content_hash, each.is_active) for each in overlays.versions("hr")] == [("sha256:1", False)]


def test_an_earlier_version_is_found_and_brought_back(overlays):
    overlays.put("hr", "sha256:1", FILES)
    overlays.put("hr", "sha256:2", OTHERS)
    assert overlays.files("hr", "sha256:1") == FILES
    overlays.put("hr", "sha256:1", overlays.files("hr", "sha256:1"))
    assert overlays.active("hr") == "sha256:1"
    assert {each.content_hash for each in overlays.versions("hr")} == {"sha256:1", "sha256:2"}


def test_versions_put_within_one_millisecond_are_listed_in_the_order_they_came(overlays):
    names = [f"sha256:{number}" for number in (9, 1, 5, 12, 3, 10)]
    put = [overlays.put("hr", name, FILES) for name in names]
    assert [each.content_hash for each in overlays.versions("hr")] == names[::-1]
    assert [each.put_at for each in overlays.versions("hr")] == [each.put_at for each in put[::-1]]


def test_no_client_finds_anothers_overlay(overlays):
    overlays.put("hr", "sha256:1", FILES)
    assert overlays.active_files("lms") is None
    assert overlays.versions("lms") == ()
    with pytest.raises(NotFound):
        overlays.files("lms", "sha256:1")


def test_an_evaluation_keeps_the_overlay_that_was_active_when_it_was_accepted(overlays, accept, redis_client):
    before = accept("hr")
    overlays.put("hr", "sha256:1", FILES)
    under_the_first, anothers = accept("hr"), accept("lms")
    overlays.put("hr", "sha256:2", OTHERS)
    under_the_second = accept("hr")
    overlays.deactivate("hr")
    assert overlays.files_for("hr", before) is None
    assert overlays.files_for("hr", under_the_first) == FILES
    assert overlays.files_for("hr", under_the_second) == OTHERS
    assert overlays.files_for("hr", accept("hr")) is None
    assert overlays.files_for("lms", anothers) is None
    assert overlay_of(redis_client, under_the_first) == FILES
    assert overlay_of(redis_client, before) is None


def test_versions_beyond_the_limit_are_listed_no_more_but_kept_for_what_is_owed(overlays, accept, redis_client, policy):
    overlays.put("hr", "sha256:first", FILES)
    owed = accept("hr")
    for number in range(VERSIONS_LISTED):
        overlays.put("hr", f"sha256:{number}", OTHERS)
    listed = [each.content_hash for each in overlays.versions("hr")]
    assert len(listed) == VERSIONS_LISTED
    assert "sha256:first" not in listed
    assert overlays.files_for("hr", owed) == FILES
    left = redis_client.pttl(f"{keys.OVERLAY}hr:sha256:first")
    assert 0 < left <= policy.retention.total_seconds() * 1000
    overlays.put("hr", "sha256:first", FILES)
    assert redis_client.pttl(f"{keys.OVERLAY}hr:sha256:first") == -1
