"""What fills Redis? The bytes of the ledger by kind: measured where keys are few, else estimated from a sample."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours

#: The kinds by how their keys begin, the longest beginning first where one begins another.
KINDS: Mapping[str, tuple[str, ...]] = {
    "jobs": (keys.JOB,),
    "recommendations": (keys.RECOMMENDATION,),
    "attempts": (keys.ATTEMPTS,),
    "idempotency_records": (keys.IDEMPOTENCY, keys.USED_KEY),
    "learner_index": (keys.LEARNER,),
    "histories": (keys.HISTORY, keys.RESENDING, keys.RESENDING_IDS),
    "queues": (
        *(keys.TURNS, keys.READY, keys.HAND, keys.DUE, keys.WAITING, keys.RUNNING),
        *(keys.LANES, keys.LANE, keys.SLOTS, keys.SLOTS_OF, keys.MOVED),
    ),
    "archive": (keys.TO_ARCHIVE, keys.ERASURES, keys.ARCHIVE_OWNS),
    "dead_letters": (keys.DEAD, keys.DEAD_OF, keys.DEAD_REASONS),
    "catalogues": (keys.CATALOGUE, keys.CATALOGUES),
    "overlays": (keys.OVERLAY, keys.OVERLAYS),
    "accounts": (keys.ENDPOINT, keys.ENDPOINTS, keys.API_KEY, keys.API_KEYS),
}

#: What is in the database beside these: counters, signs of life, the broker's lists.
OTHER = "other"

#: Kinds with a key per job or person. The others have few keys, which may be large, so these are looked for by name.
SAMPLED = ("jobs", "recommendations", "attempts", "idempotency_records", "learner_index")

#: Keys that are looked at one by one. A sample of so many tells a kind of half of all bytes to about a tenth.
SAMPLE = 400


def bytes_by_kind(client: redis.Redis, lanes: Iterable[str], clients: Iterable[str]) -> dict[str, int]:
    """Return the bytes of each kind, with the keys of these lanes and clients; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        count = client.dbsize()
        if count <= SAMPLE:
            return _measured(client, list(client.scan_iter(count=SAMPLE)))
        pipe = client.pipeline(transaction=False)
        for _ in range(SAMPLE):
            pipe.randomkey()
        sample = [key for key in pipe.execute() if key and kind_of(key) in SAMPLED]
        sampled = _measured(client, sample)
        named = _measured(client, _named_keys(client, lanes, clients))
    return {kind: sampled[kind] * count // SAMPLE if kind in SAMPLED else named[kind] for kind in named}


def kind_of(key: str) -> str:
    """Return the kind that a key belongs to."""
    for kind, beginnings in KINDS.items():
        if any(key.startswith(name) if name.endswith(":") else key == name for name in beginnings):
            return kind
    return OTHER


def _named_keys(client: redis.Redis, lanes: Iterable[str], clients: Iterable[str]) -> list[str]:
    queues = ("evaluate", "deliver")
    reasons = {queue: cast("set[str]", client.smembers(keys.DEAD_REASONS + queue)) for queue in queues}
    return [
        *(keys.TO_ARCHIVE, keys.ERASURES),
        *(keys.DUE, keys.LANES, keys.API_KEYS, keys.COUNTERS, keys.TIMINGS, keys.DECIDED, keys.HEARTBEATS),
        *(f"{keys.DEAD}{queue}:{reason}" for queue in queues for reason in reasons[queue]),
        *(prefix + queue for queue in queues for prefix in (keys.WAITING, keys.RUNNING)),
        *(prefix + lane for lane in lanes for prefix in (keys.LANE, keys.SLOTS, keys.HISTORY, keys.ENDPOINT)),
        *(prefix + one for one in clients for prefix in (keys.DEAD_OF, keys.SLOTS_OF, keys.ENDPOINTS)),
        *(f"{keys.CATALOGUE}{one}:{version}" for one in clients for version in _versions(client, keys.CATALOGUES, one)),
        *(f"{keys.OVERLAY}{one}:{version}" for one in clients for version in _versions(client, keys.OVERLAYS, one)),
        *queues,
    ]


def _versions(client: redis.Redis, prefix: str, owner: str) -> list[str]:
    return cast("list[str]", client.zrange(prefix + owner, 0, -1))


def _measured(client: redis.Redis, names: Sequence[str]) -> Counter[str]:
    """Add up the bytes of the keys that are still there, by kind; every kind has its number, if only 0."""
    pipe = client.pipeline(transaction=False)
    for name in names:
        pipe.memory_usage(name)
    sums = Counter(dict.fromkeys((*KINDS, OTHER), 0))
    for name, size in zip(names, pipe.execute(), strict=True):
        sums[kind_of(name)] += size or 0
    return sums
