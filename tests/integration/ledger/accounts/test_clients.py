"""API keys: shown once, kept as digests, refused when revoked."""

import re
from datetime import timedelta

import pytest

from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.key_text import KeyText, new_key_text
from services.ledger.store.connection import connect
from services.ledger.store.errors import CannotBeAgain, KeyExpired, LedgerUnavailable, NotFound


@pytest.fixture
def clients(redis_client):
    return Clients(redis_client)


def test_a_key_says_who_is_calling_and_what_they_may_do(clients):
    text, info = clients.create_key("hr", "nightly import", [Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS])
    caller = clients.authenticate(text)
    assert (caller.client, caller.key_id) == ("hr", info.key_id)
    assert caller.scopes == info.scopes == {"profiles:write", "recommendations:read"}
    assert re.fullmatch(rf"cw_{info.key_id}_[A-Za-z0-9_-]{{43}}[A-Za-z0-9]{{6}}", text)


def test_the_secret_of_a_key_is_kept_nowhere(clients, redis_client):
    text, info = clients.create_key("hr", "n", [])
    stored = redis_client.hgetall(f"cw:key:{info.key_id}")
    assert not any(text.split("_", 2)[2][:43] in value for value in stored.values())


def test_a_revoked_key_is_refused_and_still_listed(clients):
    text, info = clients.create_key("hr", "n", [])
    assert clients.revoke(info.key_id).revoked_at
    assert clients.authenticate(text) is None
    assert [key.revoked_at is None for key in clients.list_keys("hr")] == [False]


def test_two_live_keys_allow_a_change_over(clients):
    old, info = clients.create_key("hr", "old", [])
    new, _ = clients.create_key("hr", "new", [])
    assert clients.authenticate(old)
    clients.revoke(info.key_id)
    assert clients.authenticate(new)


def test_a_wrong_secret_and_one_of_another_key_are_refused(clients):
    one, info = clients.create_key("hr", "n", [])
    other, _ = clients.create_key("hr", "n", [])
    assert clients.authenticate(one[:-1] + ("A" if one[-1] != "A" else "B")) is None
    assert clients.authenticate(str(KeyText(key_id=info.key_id, secret=other.split("_", 2)[2][:43]))) is None


def test_a_mistyped_key_is_told_without_asking_redis():
    nowhere = Clients(connect("redis://127.0.0.1:1"))
    text = str(new_key_text())
    for place in range(len("cw_"), len(text)):
        wrong = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
        assert nowhere.authenticate(wrong) is None
    with pytest.raises(LedgerUnavailable):
        nowhere.authenticate(text)


def test_a_key_of_a_release_without_checksums_is_still_good(clients):
    text, info = clients.create_key("hr", "n", [])
    assert clients.authenticate(text[:-6]).key_id == info.key_id


def test_a_key_is_noted_as_used_once_a_minute(clients, redis_client):
    text, info = clients.create_key("hr", "n", [])
    assert clients.key(info.key_id).used_at is None
    clients.authenticate(text)
    first = clients.key(info.key_id).used_at
    clients.authenticate(text)
    assert clients.key(info.key_id).used_at == first
    redis_client.hincrby(f"cw:key:{info.key_id}", "used_at", -61_000)
    clients.authenticate(text)
    assert clients.key(info.key_id).used_at >= first


def test_of_keys_that_follow_one_another_two_are_live_at_most(clients):
    first, info = clients.create_key("hr", "n", [Scope.WRITE_PROFILES], good_for=timedelta(days=365))
    second, following = clients.rotate(info.key_id)
    assert clients.authenticate(first).scopes == clients.authenticate(second).scopes
    assert (following.follows, clients.key(info.key_id).followed_by) == (info.key_id, following.key_id)
    assert following.expires_at - following.created_at == timedelta(days=365)
    assert clients.key(info.key_id).expires_at - following.created_at == timedelta(days=7)
    with pytest.raises(CannotBeAgain, match="Rotate that one"):
        clients.rotate(info.key_id)
    with pytest.raises(CannotBeAgain, match="only two are at once"):
        clients.rotate(following.key_id)
    clients.revoke(info.key_id)
    third, _ = clients.rotate(following.key_id)
    assert clients.authenticate(third)


def test_a_key_that_is_not_live_is_not_rotated(clients):
    _, info = clients.create_key("hr", "n", [])
    clients.revoke(info.key_id)
    with pytest.raises(CannotBeAgain, match="make a new one"):
        clients.rotate(info.key_id)


def test_an_expired_key_is_refused_and_its_client_not_served(clients):
    text, info = clients.create_key("hr", "n", [], good_for=timedelta())
    with pytest.raises(KeyExpired, match=info.key_id):
        clients.authenticate(text)
    assert not clients.is_served("hr")


@pytest.mark.parametrize(
    "junk", ["", "cw_", "cw__", "cw_abcdefghijkl_" + "x" * 43, "Bearer cw_a_b", "cw_a:b_c", "\x00"]
)
def test_junk_is_no_key(clients, junk):
    assert clients.authenticate(junk) is None


def test_keys_are_listed_by_client_oldest_first(clients):
    _, first = clients.create_key("hr", "first", [])
    _, second = clients.create_key("other", "second", [])
    assert clients.list_keys("hr") == (first,)
    assert set(clients.list_keys(None)) == {first, second}


def test_revoking_an_unknown_key_says_so(clients):
    with pytest.raises(NotFound, match="nosuchkey"):
        clients.revoke("nosuchkey")


@pytest.mark.parametrize("bad", ["", "a:b", "a b", "ü", ".a", "a" * 65])
def test_a_client_has_a_plain_name(clients, bad):
    with pytest.raises(ValueError, match="letters"):
        clients.create_key(bad, "n", [])


def test_an_unknown_scope_is_refused(clients):
    with pytest.raises(ValueError, match="everything"):
        clients.create_key("hr", "n", ["everything"])
