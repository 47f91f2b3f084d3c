"""What fills Redis, and whose is it? The ledger's bytes by client and kind: measured, or estimated from a sample."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    "histories": (keys.HISTORY, keys.EVALUATIONS, keys.RESENDING, keys.RESENDING_IDS),
    "batches": (keys.BATCH, keys.BATCH_LINES, keys.BATCHES),
    "queues": (
        *(keys.TURNS, keys.READY, keys.HAND, keys.DUE, keys.WAITING, keys.RUNNING),
        *(keys.LANES, keys.LANE, keys.SLOTS, keys.SLOTS_OF, keys.MOVED),
    ),
    "archive": (keys.TO_ARCHIVE, keys.ERASURES, keys.ARCHIVE_OWNS),
    "dead_letters": (keys.DEAD, keys.DEAD_OF, keys.DEAD_REASONS),
    "catalogues": (keys.CATALOGUE, keys.CATALOGUES, keys.CATALOGUES_LEAVING),
    "overlays": (keys.OVERLAY, keys.OVERLAYS),
    "imports": (keys.IMPORT, keys.IMPORTS),
    "accounts": (
        *(keys.ENDPOINT, keys.ENDPOINTS, keys.API_KEY, keys.API_KEYS, keys.LIMITS),
        *(keys.GRANT, keys.GRANTS),
    ),
}

#: What is in the database beside these: counters, signs of life, the broker's lists.
OTHER = "other"

#: What belongs to nobody alone.
SHARED = ""

#: Kinds with a key per job or person. The others have few keys, which may be large, so these are looked for by name.
SAMPLED = ("jobs", "recommendations", "attempts", "idempotency_records", "learner_index", "batches", "imports")

#: Keys that do not name their client, by where the hash lies that does: the id behind both is the same.
BY_ID = {
    keys.JOB: keys.JOB,
    keys.RECOMMENDATION: keys.JOB,
    keys.ATTEMPTS: keys.JOB,
    keys.BATCH: keys.BATCH,
    keys.BATCH_LINES: keys.BATCH,
    keys.IMPORT: keys.IMPORT,
}

#: Keys that begin with their client's name behind this beginning.
BY_CLIENT = (
    *(keys.IDEMPOTENCY, keys.USED_KEY, keys.LEARNER, keys.HISTORY, keys.LANE, keys.SLOTS, keys.SLOTS_OF),
    *(keys.READY + "evaluate:", keys.READY + "deliver:", keys.DEAD_OF, keys.ENDPOINT, keys.ENDPOINTS, keys.LIMITS),
    *(keys.CATALOGUE, keys.CATALOGUES, keys.CATALOGUES_LEAVING, keys.OVERLAY, keys.OVERLAYS),
    *(keys.EVALUATIONS, keys.BATCHES),
)

#: Keys that are looked at one by one. A sample of so many tells a kind of half of all bytes to about a tenth.
SAMPLE = 400


@dataclass(frozen=True, kw_only=True)
class Storage:
    """The bytes of each client by kind; under SHARED what belongs to nobody alone."""

    by_client: Mapping[str, Mapping[str, int]]

    def by_kind(self) -> dict[str, int]:
        """Return the bytes of each kind over all clients; every kind has its number, if only 0."""
        sums = dict.fromkeys((*KINDS, OTHER), 0)
        for kinds in self.by_client.values():
            for kind, size in kinds.items():
                sums[kind] += size
        return sums

    def of_clients(self) -> dict[str, int]:
        """Return the bytes of each client, the largest first."""
        sums = {client: sum(kinds.values()) for client, kinds in self.by_client.items() if client != SHARED}
        return dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def measure(client: redis.Redis, lanes: Iterable[str], clients: Iterable[str]) -> Storage:
    """Return the bytes of each client and kind, with the keys of these lanes and clients; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        count = client.dbsize()
        if count <= SAMPLE:
            return _storage(_measured(client, list(client.scan_iter(count=SAMPLE))))
        pipe = client.pipeline(transaction=False)
        for _ in range(SAMPLE):
            pipe.randomkey()
        # Those that wait to be read are few and large; what is told of the others is not.
        unread = {keys.IMPORT + one for one in _members(client, keys.IMPORTS)}
        sample = [key for key in pipe.execute() if key and kind_of(key) in SAMPLED and key not in unread]
        sums = Counter({whose: size * count // SAMPLE for whose, size in _measured(client, sample).items()})
        named = [key for key in _named_keys(client, lanes, clients) if kind_of(key) not in SAMPLED]
        return _storage(sums + _measured(client, [*named, *unread]))


def kind_of(key: str) -> str:
    """Return the kind that a key belongs to."""
    for kind, beginnings in KINDS.items():
        if any(key.startswith(name) if name.endswith(":") else key == name for name in beginnings):
            return kind
    return OTHER


def _storage(sums: Counter[tuple[str, str]]) -> Storage:
    by_client: dict[str, dict[str, int]] = {}
    for (owner, kind), size in sums.items():
        by_client.setdefault(owner, {})[kind] = size
    return Storage(by_client=by_client)


def _named_keys(client: redis.Redis, lanes: Iterable[str], clients: Iterable[str]) -> Iterator[str]:
    queues = ("evaluate", "deliver")
    for queue in queues:
        reasons = cast("set[str]", client.smembers(keys.DEAD_REASONS + queue))
        yield from (f"{keys.DEAD}{queue}:{reason}" for reason in reasons)
        yield from (queue, keys.WAITING + queue, keys.RUNNING + queue)
    yield from (keys.TO_ARCHIVE, keys.ERASURES)
    yield from (keys.DUE, keys.LANES, keys.API_KEYS, keys.COUNTERS, keys.TIMINGS, keys.DECIDED, keys.HEARTBEATS)
    for lane in lanes:
        yield from (prefix + lane for prefix in (keys.LANE, keys.SLOTS, keys.HISTORY, keys.ENDPOINT))
    for one in clients:
        yield from (prefix + one for prefix in (keys.DEAD_OF, keys.SLOTS_OF, keys.ENDPOINTS, keys.CATALOGUES))
        yield keys.EVALUATIONS + one
        yield from (f"{keys.READY}{queue}:{one}" for queue in queues)
        for versions, text in ((keys.CATALOGUES, keys.CATALOGUE), (keys.CATALOGUES_LEAVING, keys.CATALOGUE)):
            yield from (f"{text}{one}:{version}" for version in _members(client, versions + one))
        yield from (f"{keys.OVERLAY}{one}:{version}" for version in _members(client, keys.OVERLAYS + one))


def _members(client: redis.Redis, key: str) -> list[str]:
    return cast("list[str]", client.zrange(key, 0, -1))


def _measured(client: redis.Redis, names: Sequence[str]) -> Counter[tuple[str, str]]:
    """Add up the bytes of the keys that are still there, by client and kind."""
    pipe = client.pipeline(transaction=False)
    for name in names:
        # Of a job all fields are looked at: one of them may be all of its size. Elsewhere a few stand for thousands.
        pipe.memory_usage(name, samples=0 if kind_of(name) in SAMPLED else None)
        pipe.hget(_hash_of(name), "client")
    sums: Counter[tuple[str, str]] = Counter()
    answers = pipe.execute()
    for name, size, owner in zip(names, answers[::2], answers[1::2], strict=True):
        sums[_client_in(name) or owner or SHARED, kind_of(name)] += size or 0
    return sums


def _hash_of(name: str) -> str:
    """Return the key of the job or batch that a key belongs to; one that is not there where it belongs to none."""
    for prefix, of in BY_ID.items():
        if name.startswith(prefix):
            return of + name.removeprefix(prefix).split(":")[0]
    return keys.JOB


def _client_in(name: str) -> str:
    return next((name.removeprefix(prefix).split(":")[0] for prefix in BY_CLIENT if name.startswith(prefix)), "")
