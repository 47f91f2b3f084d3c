"""The doctor names keys that end soon and that no other follows."""

from datetime import UTC, datetime, timedelta

from services.ledger.accounts.clients import KeyInfo
from services.ledger.checkup.findings import Severity
from services.ledger.checkup.key_findings import of_keys

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def key(key_id, days, **more):
    ends = None if days is None else NOW + timedelta(days=days)
    return KeyInfo(
        key_id=key_id,
        client="hr",
        name="",
        scopes=frozenset(),
        created_at=NOW,
        revoked_at=None,
        expires_at=ends,
        **more,
    )


def test_a_key_that_ends_soon_is_named_with_when_it_was_used_and_what_to_do():
    found = list(of_keys([key("later", 90), key("soon", 13, used_at=NOW), key("sooner", 2)], NOW))
    assert [one.severity for one in found] == [Severity.WARNING] * 2
    assert found[0].sentence == "Key sooner of hr (never used) expires on 2026-12-01 00:00 UTC."
    assert found[1].sentence == "Key soon of hr (last used 2026-11-29) expires on 2026-12-12 00:00 UTC."
    assert found[1].remedy == "credwise keys rotate soon"


def test_a_key_that_is_followed_has_ended_or_never_does_is_in_order():
    keys = [key("old", 5, followed_by="new"), key("gone", -1), key("for-good", None)]
    [found] = of_keys(keys, NOW)
    assert (found.severity, found.sentence) == (
        Severity.OK,
        "None of 2 live keys expires within 14 days without a successor.",
    )


def test_a_key_that_ended_in_use_is_named_for_a_week():
    used = {"used_at": NOW - timedelta(days=2)}
    keys = [
        key("ended", -1, **used),
        key("long-ago", -8, used_at=NOW - timedelta(days=9)),
        key("idle", -1, used_at=NOW - timedelta(days=20)),
        key("followed", -1, followed_by="next", **used),
    ]
    [found] = of_keys(keys, NOW)
    assert found.severity is Severity.WARNING
    assert found.sentence.startswith("Key ended of hr expired on 2026-11-28 00:00 UTC while it was in use")
    assert found.remedy.startswith("credwise keys create --client hr")
