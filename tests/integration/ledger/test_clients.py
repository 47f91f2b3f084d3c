"""API keys: shown once, kept as digests, refused when revoked."""

import re

import pytest

from services.ledger.accounts.clients import Clients, Scope
from services.ledger.store.errors import NotFound


@pytest.fixture
def clients(redis_client):
    return Clients(redis_client)


def test_a_key_says_who_is_calling_and_what_they_may_do(clients):
    text, info = clients.create_key("hr", "nightly import", [Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS])
    caller = clients.authenticate(text)
    assert (caller.client, caller.key_id) == ("hr", info.key_id)
    assert caller.scopes == info.scopes == {"profiles:write", "recommendations:read"}
    assert re.fullmatch(rf"cw_{info.key_id}_[A-Za-z0-9_-]{{43}}", text)


def test_the_secret_of_a_key_is_kept_nowhere(clients, redis_client):
    text, info = clients.create_key("hr", "n", [])
    stored = redis_client.hgetall(f"cw:key:{info.key_id}")
    assert not any(text.split("_", 2)[2] in value for value in stored.values())


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
    assert clients.authenticate(f"cw_{info.key_id}_{other.split('_', 2)[2]}") is None


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
