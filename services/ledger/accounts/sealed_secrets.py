"""Which key sealed the secrets of all endpoints, and can they be opened? And sealing them anew, while others work."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast

import redis

from services.ledger.accounts.endpoint_secrets import FIELDS, each_changed, without_sealed_secrets
from services.ledger.store import keys
from services.ledger.store.errors import SecretLocked, redis_errors_as_ours
from services.ledger.store.moments import from_redis_time
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.store.sealing import Seal, key_id_of

#: Keys of Redis that one step of the walk asks for.
AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class SecretsFound:
    """The secrets of all endpoints. `by_key` counts them by the id of the key that sealed them, "" for open ones.

    `locked` names each endpoint ("client/endpoint") with a secret that no key opens, and says why. `unable` are the
    deliver workers alive whose release fails on a sealed secret.
    """

    by_key: Mapping[str, int]
    locked: Mapping[str, str]
    unable: tuple[str, ...] = ()

    def sealed_otherwise(self, seal: Seal) -> int:
        """Return how many lie open or are sealed by another key than the one that seals now."""
        return sum(count for key_id, count in self.by_key.items() if key_id != seal.key_id)


def look_at_secrets(client: redis.Redis, seal: Seal) -> SecretsFound:
    """Return how the secrets lie; raise LedgerUnavailable."""
    by_key, locked = Counter[str](), {}
    for lane, fields, now in _endpoints(client):
        for stored in _stored(fields, now):
            by_key[key_id_of(stored)] += 1
            try:
                seal.open(stored, lane)
            except SecretLocked as why:
                locked[lane.replace(":", "/")] = str(why)
    return SecretsFound(by_key=by_key, locked=locked, unable=without_sealed_secrets(client))


def reseal(client: redis.Redis, policy: LedgerPolicy) -> int:
    """Seal by the first key what lies open or is sealed by another; return of how many endpoints.

    What no key opens stays as it is. Where somebody rotates meanwhile, his rotation stands and is sealed too, so this
    may run at any time and as often as wanted. Raises LedgerUnavailable; what was done until then is done.
    """
    scripts, changed = Scripts(client, policy), 0
    for lane, fields, at in _endpoints(client):
        read: dict[str, str] | None
        read, now = fields, at
        while read:
            wanted = each_changed(read, now, partial(_anew, policy.seal, lane))
            values = [part for name in FIELDS for part in (read.get(name, ""), wanted[name])]
            if all(read.get(name, "") == wanted[name] for name in FIELDS):
                break
            if scripts.run("reseal_secrets", lane, *values):
                changed += 1
                break
            read, now = _read(client, lane)
    return changed


def _anew(seal: Seal, lane: str, stored: str) -> str:
    if key_id_of(stored) == seal.key_id:
        return stored
    try:
        return seal.close(seal.open(stored, lane), lane)
    except SecretLocked:
        return stored


def _stored(fields: dict[str, str], now: datetime) -> list[str]:
    stored: list[str] = []

    def note(text: str) -> str:
        stored.append(text)
        return text

    each_changed(fields, now, note)
    return stored


def _endpoints(client: redis.Redis) -> Iterator[tuple[str, dict[str, str], datetime]]:
    """Yield each endpoint's lane and hash, and the moment at which it was read."""
    with redis_errors_as_ours():
        found = sorted(set(client.scan_iter(match=keys.ENDPOINT + "*", count=AT_ONCE)))
    for key in found:
        lane = key.removeprefix(keys.ENDPOINT)
        fields, now = _read(client, lane)
        if fields:
            yield lane, fields, now


def _read(client: redis.Redis, lane: str) -> tuple[dict[str, str] | None, datetime]:
    """Return the endpoint's hash, None where it is gone, and now."""
    with redis_errors_as_ours():
        pipe = client.pipeline(transaction=False)
        pipe.time()
        pipe.hgetall(keys.ENDPOINT + lane)
        time, fields = pipe.execute()
    return cast("dict[str, str]", fields) if "secret" in fields else None, from_redis_time(time)
