"""Which key sealed the secrets of all endpoints, and can they be opened? And sealing them anew, while others work."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

import redis

from services.ledger.accounts.endpoint_secrets import FIELDS, each_changed, without_sealed_secrets
from services.ledger.store import keys
from services.ledger.store.errors import SecretLocked, redis_errors_as_ours
from services.ledger.store.moments import from_redis_time
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.store.sealing import Seal, key_id_of

#: Keys of Redis that one step of the walk asks for.
SCANNED_AT_ONCE = 1000

#: Endpoints that are read, and sealed, in one round trip: with all their secrets some hundred kilobytes.
AT_ONCE = 100


class EndpointRead(NamedTuple):
    """An endpoint's hash as it was read at `at` (Redis's clock); `lane` is keys.lane."""

    lane: str
    fields: Mapping[str, str]
    at: datetime


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
    for read in _endpoints(client):
        for stored in _stored(read):
            by_key[key_id_of(stored)] += 1
            try:
                seal.open(stored, read.lane)
            except SecretLocked as why:
                locked[read.lane.replace(":", "/")] = str(why)
    return SecretsFound(by_key=by_key, locked=locked, unable=without_sealed_secrets(client))


def reseal(client: redis.Redis, policy: LedgerPolicy) -> int:
    """Seal by the first key what lies open or is sealed by another; return of how many endpoints.

    What no key opens stays as it is. Where somebody rotates meanwhile, his rotation stands and is sealed too, so this
    may run at any time and as often as wanted. Raises LedgerUnavailable; what was done until then is done.
    """
    scripts, lanes, changed = Scripts(client, policy), _lanes(client), 0
    for start in range(0, len(lanes), AT_ONCE):
        left = lanes[start : start + AT_ONCE]
        while left:
            calls = {read.lane: call for read in _read(client, left) if (call := _change(read, policy.seal))}
            done = scripts.run_each("reseal_secrets", list(calls.values()))
            changed += sum(done)
            # Somebody else changed these since they were read.
            left = [lane for lane, is_done in zip(calls, done, strict=True) if not is_done]
    return changed


def _change(read: EndpointRead, seal: Seal) -> tuple[str, ...]:
    """Return what reseal_secrets.lua is given to seal the endpoint's secrets anew; nothing where they are."""
    wanted = each_changed(read.fields, read.at, partial(_anew, seal, read.lane))
    if all(read.fields.get(name, "") == wanted[name] for name in FIELDS):
        return ()
    return (read.lane, *(part for name in FIELDS for part in (read.fields.get(name, ""), wanted[name])))


def _anew(seal: Seal, lane: str, stored: str) -> str:
    if key_id_of(stored) == seal.key_id:
        return stored
    try:
        return seal.close(seal.open(stored, lane), lane)
    except SecretLocked:
        return stored


def _stored(read: EndpointRead) -> list[str]:
    stored: list[str] = []

    def note(text: str) -> str:
        stored.append(text)
        return text

    each_changed(read.fields, read.at, note)
    return stored


def _endpoints(client: redis.Redis) -> Iterator[EndpointRead]:
    lanes = _lanes(client)
    for start in range(0, len(lanes), AT_ONCE):
        yield from _read(client, lanes[start : start + AT_ONCE])


def _lanes(client: redis.Redis) -> list[str]:
    with redis_errors_as_ours():
        found = set(client.scan_iter(match=keys.ENDPOINT + "*", count=SCANNED_AT_ONCE))
    return sorted(key.removeprefix(keys.ENDPOINT) for key in found)


def _read(client: redis.Redis, lanes: Sequence[str]) -> list[EndpointRead]:
    """Return the endpoints at these lanes, in one look; those that are gone are left out."""
    with redis_errors_as_ours():
        pipe = client.pipeline(transaction=False)
        pipe.time()
        for lane in lanes:
            pipe.hgetall(keys.ENDPOINT + lane)
        time, *hashes = pipe.execute()
    at = from_redis_time(time)
    return [EndpointRead(lane, fields, at) for lane, fields in zip(lanes, hashes, strict=True) if "secret" in fields]
