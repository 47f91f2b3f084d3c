"""Which queues has an operator paused? Nothing of them is handed out, and nothing is refused: it waits."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.work.jobs import Queue


class Pauses:
    """The pauses of whole queues. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._scripts = Scripts(client, policy)

    def pause(self, queue: Queue) -> None:
        """Hand nothing of the queue out until `resume`; what is being worked on is finished."""
        self._scripts.run("set_queue_paused", queue.value, "pause")

    def resume(self, queue: Queue) -> None:
        """Hand out again what is due; the dispatcher wakes the workers."""
        self._scripts.run("set_queue_paused", queue.value, "resume")


def paused_since(client: redis.Redis) -> Mapping[Queue, datetime]:
    """Return since when each queue is paused that is."""
    with redis_errors_as_ours():
        found = cast("dict[str, str]", client.hgetall(keys.PAUSED_QUEUES))
    return {Queue(queue): from_ms(at) for queue, at in found.items()}
