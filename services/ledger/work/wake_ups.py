"""How does a worker that is awake hear of new work? It reads the messages itself, without the way through Celery."""

from dataclasses import dataclass

import redis

from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.wake_ups import named_job
from services.ledger.work.claims import Queue


@dataclass(frozen=True)
class WakeUp:
    """A message that there is work. `job_id` names a job to take by its name: a test, or from an older release."""

    job_id: str | None = None


class WakeUps:
    """The messages that nobody has read yet. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client

    def wait(self, queue: Queue, seconds: float) -> WakeUp | None:
        """Take the next message; None where none comes within `seconds`, less than an answer of Redis may take."""
        with redis_errors_as_ours():
            found = self._redis.brpop([queue.value], timeout=seconds)
        return WakeUp(named_job(str(found[1]))) if found else None
