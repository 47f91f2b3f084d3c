"""What goes with a job: which request brought it, and to which trace does it belong?"""

from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.tracing import Journey


def journey_of(client: redis.Redis, job_id: str) -> Journey:
    """Return what goes with a job, of a webhook that of the evaluation it tells of; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        own, parent = cast("list[str | None]", client.hmget(keys.JOB + job_id, ["journey", "evaluation"]))
        if own is None and parent:
            own = cast("str | None", client.hget(keys.JOB + parent, "journey"))
    return Journey.from_json(own)
