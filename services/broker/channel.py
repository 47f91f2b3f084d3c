"""How do our processes speak to Redis through kombu? As it does of its own accord, but for what it has no setting for.

Workers connect though Redis is full, and no answer is waited for without end.
"""

from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any

import redis as redis_py
from kombu.transport import TRANSPORT_ALIASES, redis

from services.ledger.store.sentinels import tell_plainly

#: Seconds to wait for the rest of an answer on the connection that listens for remote control.
LISTEN_TIMEOUT = 2.0


class FullRedisChannel(redis.Channel):
    """A channel of a worker."""

    def _queue_bind(self, *names: Any) -> None:
        """Note which queue an exchange feeds; a Redis that is full has kept that from the last time."""
        try:
            super()._queue_bind(*names)  # type: ignore[no-untyped-call]
        except redis_py.exceptions.ResponseError as error:
            # Refused inside a script it comes with words around it, and not as an OutOfMemoryError.
            if not isinstance(error, redis_py.exceptions.OutOfMemoryError) and "OOM" not in str(error):
                raise

    def _size(self, queue: str) -> int:
        """Return how many messages wait: without the transaction that kombu asks in, which a full Redis refuses."""
        with self.conn_or_acquire() as client:
            return sum(client.llen(key) for key in self._keys(queue, self.priority_steps))

    def _keys(self, queue: str, priorities: Iterable[int]) -> list[str]:
        return [self._q_for_pri(queue, priority) for priority in priorities]  # type: ignore[no-untyped-call]

    @cached_property
    def subclient(self) -> Any:
        """What listens for remote control. It would wait for the rest of an answer for ever, and the worker with it."""
        client = super().subclient
        client.parse_response = partial(client.parse_response, block=False, timeout=LISTEN_TIMEOUT)
        return client


class SteadyTransport(redis.Transport):
    """Kombu's Redis with our channels."""

    Channel: Any = FullRedisChannel


class FullSentinelChannel(FullRedisChannel, redis.SentinelChannel):
    """A channel of a worker whose Redis is found by Sentinels."""

    def _sentinel_managed_pool(self, asynchronous: bool = False) -> Any:
        pool = super()._sentinel_managed_pool(asynchronous)  # type: ignore[no-untyped-call]
        tell_plainly(pool.sentinel_manager)
        return pool


class SteadySentinelTransport(redis.SentinelTransport):
    """Kombu's Redis behind Sentinels with our channels."""

    Channel: Any = FullSentinelChannel


def use_steady_channels() -> None:
    """Have every connection to a broker that this process opens from now on use FullRedisChannel."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:{SteadyTransport.__name__}"
    TRANSPORT_ALIASES["sentinel"] = f"{__name__}:{SteadySentinelTransport.__name__}"
