"""Redis: its memory and what fills it, its log, its clock."""

from collections.abc import Iterator

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from services.api.metrics.endpoints import NAMED, REST
from services.ledger.standings.counted import LOG_STATES
from services.ledger.standings.queues import LedgerSnapshot


def families(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    """Yield every family of Redis."""
    redis = snapshot.redis
    if redis.memory_used_percent is not None:
        used = "Memory that Redis uses, as a share of its maxmemory."
        yield GaugeMetricFamily("credwise_redis_memory_used_ratio", used, value=redis.memory_used_percent / 100)
    kinds = GaugeMetricFamily(
        "credwise_ledger_bytes",
        "Memory that the ledger takes in Redis by kind, estimated from a sample where there are many keys.",
        labels=["kind"],
    )
    for kind, size in snapshot.storage.by_kind().items():
        kinds.add_metric([kind], size)
    yield kinds
    kept = GaugeMetricFamily(
        "credwise_client_kept_bytes",
        f"Memory that a client takes in Redis, estimated likewise: the {NAMED} who take most by name.",
        labels=["client"],
    )
    sizes = list(snapshot.storage.of_clients().items())
    for client, size in (*sizes[:NAMED], (REST, sum(size for _, size in sizes[NAMED:]))):
        kept.add_metric([client], size)
    yield kept
    log = GaugeMetricFamily("credwise_redis_append_log", "1 for how Redis's append-only log is.", labels=["state"])
    for state in sorted({redis.append_log, *LOG_STATES}):
        log.add_metric([state], int(state == redis.append_log))
    yield log
    ahead = "How far Redis's clock is ahead of this process's."
    yield GaugeMetricFamily("credwise_redis_clock_ahead_seconds", ahead, value=redis.clock_ahead_seconds)
