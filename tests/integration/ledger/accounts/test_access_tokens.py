"""Access tokens on a real Redis: they do what they were made for, and end with their time or with their key."""

from datetime import timedelta

import pytest

from services.ledger.accounts.access_tokens import GOOD_FOR, MOST_A_MINUTE, AccessTokens
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.store.errors import KeyExpired, NotFound, TooManyTokens

READ, WRITE = Scope.READ_RECOMMENDATIONS, Scope.WRITE_PROFILES


@pytest.fixture
def clients(redis_client):
    return Clients(redis_client)


@pytest.fixture
def tokens(redis_client, policy):
    return AccessTokens(redis_client, policy)


@pytest.fixture
def made(clients):
    """Return a key of some scopes, as its caller and what is kept of it."""

    def make(*scopes, **more):
        text, info = clients.create_key("acme", "key", scopes, **more)
        return clients.authenticate(text), info

    return make


def test_a_token_stands_for_its_key_and_does_what_it_was_made_for(tokens, made):
    caller, info = made(READ, WRITE)
    token = tokens.make(caller, {READ})
    assert token.good_for == GOOD_FOR
    found = tokens.authenticate(token.text)
    assert (found.client, found.key_id, found.scopes) == ("acme", info.key_id, {READ})


def test_a_token_does_no_more_than_its_key(tokens, made):
    caller, _ = made(READ)
    with pytest.raises(ValueError, match="no more than its key"):
        tokens.make(caller, {READ, WRITE})


def test_a_token_ends_with_its_key_at_once(tokens, clients, made):
    caller, info = made(READ)
    token = tokens.make(caller, {READ})
    clients.revoke(info.key_id)
    assert tokens.authenticate(token.text) is None
    with pytest.raises(NotFound):
        tokens.make(caller, {READ})


def test_a_token_is_not_good_for_longer_than_its_key(tokens, redis_client, made):
    caller, info = made(READ, good_for=timedelta(minutes=2))
    token = tokens.make(caller, {READ})
    assert timedelta(minutes=1) < token.good_for <= timedelta(minutes=2)
    redis_client.hset(f"cw:key:{info.key_id}", "expires_at", 1)
    with pytest.raises(KeyExpired):
        tokens.authenticate(token.text)
    with pytest.raises(NotFound):
        tokens.make(caller, {READ})


def test_a_token_ends_by_itself_and_leaves_nothing(tokens, redis_client, made):
    caller, info = made(READ)
    token = tokens.make(caller, {READ})
    kept = redis_client.keys("cw:grant*")
    assert len(kept) == 2
    assert all(0 < redis_client.pttl(name) <= GOOD_FOR / timedelta(milliseconds=1) for name in kept)
    assert not any(token.text.split("_", 2)[2] in name for name in kept)
    redis_client.delete(*redis_client.keys("cw:grant:*"))
    assert tokens.authenticate(token.text) is None
    assert tokens.good_now([info.key_id, "other"], Clients(redis_client).now()) == {info.key_id: 1, "other": 0}


def test_using_a_token_is_using_its_key(tokens, clients, redis_client, made):
    caller, info = made(READ)
    token = tokens.make(caller, {READ})
    redis_client.hdel(f"cw:key:{info.key_id}", "used_at")
    tokens.authenticate(token.text)
    assert clients.key(info.key_id).used_at is not None


def test_so_many_are_made_of_a_key_in_a_minute_and_others_are_not_held_up(tokens, redis_client, made):
    caller, info = made(READ)
    second = tokens.make(caller, {READ})
    # As if all the others had been made in the moment that the first was.
    [(_, at)] = redis_client.zrange(f"cw:grants:{info.key_id}", 0, -1, withscores=True)
    redis_client.zadd(f"cw:grants:{info.key_id}", {str(n): at for n in range(MOST_A_MINUTE - 1)})
    with pytest.raises(TooManyTokens) as refused:
        tokens.make(caller, {READ})
    assert timedelta() < refused.value.retry_in <= timedelta(minutes=1)
    assert tokens.authenticate(second.text)
    assert tokens.make(made(READ)[0], {READ})
    redis_client.zadd(f"cw:grants:{info.key_id}", {"0": at - 60_001})
    assert tokens.make(caller, {READ})


@pytest.mark.parametrize("text", ["", "cwt_", "cwt_abc", "cw_short", "cwt_" + "a" * 12 + "_" + "b" * 43 + "000000"])
def test_what_is_no_token_is_nobodys(tokens, text):
    assert tokens.authenticate(text) is None


def test_a_key_is_no_token_and_a_token_no_key(tokens, clients, made):
    text, _ = clients.create_key("acme", "key", [READ])
    assert tokens.authenticate(text) is None
    assert clients.authenticate(tokens.make(made(READ)[0], {READ}).text) is None
