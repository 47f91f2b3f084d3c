"""What may be done in a key's place, for minutes? Access tokens (OAuth 2), of which only digests are kept.

A token is worth nothing without its key: each time it is shown the key is looked at too, so it ends at once with it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import redis

from services.ledger.accounts.clients import Caller, Clients, Scope, digest_of, key_info
from services.ledger.accounts.key_text import Credential, new_token_text, read_key_text
from services.ledger.store import keys
from services.ledger.store.errors import NotFound, TooManyTokens, redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: How long a token is good, unless its key ends before: long enough that a night's run needs few, and short enough that
#: one found in a log is worth nothing any more.
GOOD_FOR = timedelta(minutes=15)

#: So many are made of a key in a minute: one for each of sixty processes that start at once.
MOST_A_MINUTE = 60


@dataclass(frozen=True, kw_only=True)
class AccessToken:
    """A token as it is handed out, this once: its text, what it may be used for, and how long it is good."""

    text: str
    scopes: frozenset[Scope]
    good_for: timedelta


class AccessTokens:
    """The tokens of all keys. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._clients = Clients(client)
        self._scripts = Scripts(client, policy)

    def make(self, caller: Caller, scopes: Collection[Scope]) -> AccessToken:
        """Make a token of the caller's key for these scopes, all of which the key must have.

        Raise TooManyTokens, and NotFound for a key that ended meanwhile.
        """
        wanted, text = frozenset(scopes), new_token_text(caller.key_id)
        if not all(caller.may(scope) for scope in wanted):
            raise ValueError("A token may do no more than its key.")
        arguments = (caller.key_id, digest_of(text.secret), " ".join(sorted(wanted)), in_ms(GOOD_FOR), MOST_A_MINUTE)
        match self._scripts.run("make_token", *arguments):
            case ["many", wait]:
                raise TooManyTokens(MOST_A_MINUTE, timedelta(milliseconds=wait))
            case ["ended"]:
                raise NotFound(f"There is no key {caller.key_id} any more.")
            case [good_for]:
                return AccessToken(text=str(text), scopes=wanted, good_for=timedelta(milliseconds=good_for))
        raise AssertionError("make_token answers nothing else")

    def authenticate(self, text: str) -> Caller | None:
        """Return who the token stands for; None for one that is malformed, wrong, over, or whose key was revoked."""
        if (parts := read_key_text(text, Credential.ACCESS)) is None:
            return None
        with redis_errors_as_ours():
            pipe = self._redis.pipeline(transaction=False)
            pipe.get(f"{keys.GRANT}{parts.key_id}:{digest_of(parts.secret)}")
            pipe.hgetall(keys.API_KEY + parts.key_id)
            pipe.time()
            scopes, fields, time = cast("tuple[str | None, dict[str, str], tuple[int, int]]", pipe.execute())
        if scopes is None or not fields:
            return None
        caller = self._clients.in_use(key_info(parts.key_id, fields), from_redis_time(time))
        wanted = frozenset(map(Scope, scopes.split()))
        return caller and Caller(client=caller.client, key_id=caller.key_id, scopes=wanted)

    def good_now(self, key_ids: Iterable[str], now: datetime) -> Mapping[str, int]:
        """Return how many tokens of each key are good, were its key live."""
        listed = tuple(key_ids)
        since = in_ms(now - GOOD_FOR - EPOCH)
        with redis_errors_as_ours():
            pipe = self._redis.pipeline(transaction=False)
            for key_id in listed:
                pipe.zcount(keys.GRANTS + key_id, since, "+inf")
            return dict(zip(listed, pipe.execute(), strict=True))
