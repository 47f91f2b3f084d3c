"""Is Redis well: its version, persistence, memory, replication and clock?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from services.ledger.checkup.findings import CheckupFinding, ok, problem, warning
from services.ledger.standings.queues import LedgerSnapshot

#: The first version of Redis that the ledger's scripts run on.
OLDEST_REDIS = (6, 2)

#: Clocks that differ by more than this are told of; alerts ring from half a minute on.
CLOCKS_MAY_DIFFER = timedelta(seconds=5)

#: An answer of Redis that takes longer than this makes every request slow.
SLOW_ANSWER = timedelta(milliseconds=50)


@dataclass(frozen=True, kw_only=True)
class RedisTold:
    """What Redis says of itself, and how long an answer takes.

    `info` is from INFO; `appendfsync` is the only thing that CONFIG GET alone tells, None where it is forbidden.
    """

    info: Mapping[str, object]
    appendfsync: str | None
    answered_in: timedelta


def of_redis(told: RedisTold) -> Iterator[CheckupFinding]:
    """Look at the version, persistence and replication of Redis."""
    info, topic = told.info, "Redis"
    version = str(info.get("redis_version", "0"))
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
    if numbers < OLDEST_REDIS:
        yield problem(topic, f"Redis {version} is too old for the ledger's scripts.", "install Redis 6.2 or later")
    else:
        yield ok(topic, f"Redis {version} answers in {told.answered_in.total_seconds() * 1000:.0f} ms.")
    if told.answered_in > SLOW_ANSWER:
        slow = f"Redis takes {told.answered_in.total_seconds() * 1000:.0f} ms to answer."
        yield warning(topic, slow, "redis-cli --latency, redis-cli slowlog get 10; move it next to the processes")
    if info.get("cluster_enabled"):
        yield problem(topic, "Redis runs as a cluster, which is not supported.", "use one primary, no cluster")
    yield from _persistence(told)
    yield from _replication(info)


def _persistence(told: RedisTold) -> Iterator[CheckupFinding]:
    info, topic = told.info, "persistence"
    if not info.get("aof_enabled"):
        sentence = "The append-only log is off: what was answered with 202 does not survive a crash."
        remedy = "redis-cli config set appendonly yes; and start it with --appendonly yes; docs/managed-redis.md"
        yield problem(topic, sentence, remedy)
    elif info.get("aof_last_write_status") != "ok":
        yield problem(topic, "Redis cannot write its append-only log.", "free the disk that Redis writes to")
    elif told.appendfsync is None:
        yield warning(
            topic,
            "Redis does not tell whether its log is written for every answer: CONFIG GET is forbidden.",
            "ask whoever runs it for appendfsync always, or what a crash of the host loses (docs/managed-redis.md)",
        )
    elif told.appendfsync != "always":
        yield warning(
            topic,
            f"appendfsync is {told.appendfsync}: a crash of the host loses a second or two.",
            "redis-cli config set appendfsync always",
        )
    else:
        yield ok(topic, "The append-only log is on and written for every answer.")
    if info.get("rdb_last_bgsave_status", "ok") != "ok":
        yield problem(topic, "Redis cannot save its snapshot, and may refuse writes.", "free the disk")
    if (policy := info.get("maxmemory_policy", "noeviction")) != "noeviction":
        sentence = f"A full Redis forgets what was accepted (maxmemory-policy {policy})."
        yield problem(
            topic, sentence, "redis-cli config set maxmemory-policy noeviction; elsewhere: docs/managed-redis.md"
        )


def _replication(info: Mapping[str, object]) -> Iterator[CheckupFinding]:
    topic = "replication"
    if info.get("role") != "master":
        sentence = f"This Redis is a replica of {info.get('master_host')}, and takes no work."
        yield problem(topic, sentence, "point CREDWISE_REDIS_URL to the primary, or redis-cli replicaof no one")
        return
    count = int(str(info.get("connected_slaves", 0)))
    replicas = f"{count} replica{'' if count == 1 else 's'}"
    yield ok(topic, f"This Redis is the primary, with {replicas}; a failover may lose what it acknowledged last.")


def of_replicas(told: RedisTold, wanted: int) -> Iterator[CheckupFinding]:
    """Look whether there are as many replicas as must have what a client is promised."""
    following = int(str(told.info.get("connected_slaves", 0)))
    if following < wanted:
        sentence = f"{wanted} replicas must have what is promised, {following} follow: new profiles get 503."
        yield problem("replication", sentence, "start the replica that is missing, or lower CREDWISE_REDIS_REPLICAS")


def of_memory(seen: LedgerSnapshot, shed_above: int) -> Iterator[CheckupFinding]:
    """Look at how full Redis is, and with what."""
    topic, used = "memory", seen.redis.memory_used_percent
    largest = sorted(seen.storage.by_kind().items(), key=lambda kind: -kind[1])[:3]
    fills = ", ".join(f"{kind.replace('_', ' ')} {size / 1024**2:.0f} MB" for kind, size in largest)
    more = "redis-cli config set maxmemory 2gb, with the room for it; or lower CREDWISE_RETENTION_DAYS"
    if used is None:
        sentence = "Redis has no limit of memory: when the computer's is used up, the kernel ends it."
        yield warning(topic, sentence, "redis-cli config set maxmemory 1gb")
    elif used >= shed_above:
        yield problem(topic, f"{used} % of maxmemory is used: new profiles get 503. Most of it is {fills}.", more)
    elif used >= shed_above * 7 / 8:
        yield warning(topic, f"{used} % of maxmemory is used; from {shed_above} % on new profiles get 503.", more)
    else:
        yield ok(topic, f"{used} % of maxmemory is used; from {shed_above} % on new profiles get 503.")


def of_clocks(seen: LedgerSnapshot) -> Iterator[CheckupFinding]:
    """Look at whose clock differs from Redis's."""
    topic = "clock"
    off = {beat.name: beat.clock_ahead_seconds for beat in seen.workers}
    off = {"this computer": seen.redis.clock_ahead_seconds, **off}
    wrong = {name: ahead for name, ahead in off.items() if abs(ahead) > CLOCKS_MAY_DIFFER.total_seconds()}
    for name, ahead in wrong.items():
        sentence = f"Redis's clock is {ahead:+.0f} s against that of {name}."
        yield warning(topic, sentence, "chronyc makestep, or timedatectl set-ntp true, where the time is wrong")
    if not wrong:
        yield ok(topic, "All clocks agree with Redis's.")
