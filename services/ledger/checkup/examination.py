"""What does an operator find who looks at the ledger and everything around it?"""

from collections.abc import Mapping
from datetime import timedelta
from time import perf_counter
from typing import cast

import redis
from redis.exceptions import RedisError

from services.ledger.checkup.findings import CheckupFinding
from services.ledger.checkup.redis_findings import RedisTold, of_clocks, of_memory, of_redis
from services.ledger.checkup.room_findings import of_room
from services.ledger.checkup.work_findings import (
    of_dead_letters,
    of_endpoints,
    of_files_in_force,
    of_processes,
    of_waits,
)
from services.ledger.standings.queues import LedgerSnapshot
from services.ledger.store.errors import redis_errors_as_ours


def of_ledger(told: RedisTold, seen: LedgerSnapshot, shed_above_percent: int) -> tuple[CheckupFinding, ...]:
    """Return everything that was looked at, what everything else depends on first. Pure."""
    return (
        *of_redis(told),
        *of_memory(seen, shed_above_percent),
        *of_room(seen, shed_above_percent),
        *of_clocks(seen),
        *of_processes(seen),
        *of_files_in_force(seen),
        *of_waits(seen),
        *of_endpoints(seen),
        *of_dead_letters(seen),
    )


def ask_redis(client: redis.Redis) -> RedisTold:
    """Have Redis tell of itself; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        client.ping()
        started = perf_counter()
        client.ping()
        answered_in = timedelta(seconds=perf_counter() - started)
        info = cast("Mapping[str, object]", client.info())
    try:
        appendfsync = cast("dict[str, str]", client.config_get("appendfsync")).get("appendfsync")
    except RedisError:
        # A Redis that somebody else runs need not tell.
        appendfsync = None
    return RedisTold(info=info, appendfsync=appendfsync, answered_in=answered_in)
