"""How do our processes speak to Redis through kombu? As it does of its own accord, but for what it has no setting for.

Wake-ups are published and workers connect though Redis is full, and no answer is waited for without end.
"""

from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any

import redis as redis_py
from kombu.transport import TRANSPORT_ALIASES, redis
from kombu.utils.json import dumps

from services.ledger.store.scripts import KNOWS_FLAGS

#: Seconds to wait for the rest of an answer on the connection that listens for remote control.
LISTEN_TIMEOUT = 2.0

_PUSH = "return redis.call('LPUSH', KEYS[1], ARGV[1])"

#: Redis lets a script write though it is full when its first line says so; before it knew that, when it has deleted
#: something first.
_PUSH_THOUGH_FULL = f"#!lua flags=allow-oom\n{_PUSH}"
_PUSH_THOUGH_FULL_BEFORE_FLAGS = f"redis.call('DEL', 'cw:not-there')\n{_PUSH}"


class FullRedisChannel(redis.Channel):
    """A channel of a worker, or of whoever wakes one."""

    def _put(self, queue: str, message: Any, **more: Any) -> None:
        """Publish a message. What was accepted must be worked off, and that is how Redis gets room again."""
        try:
            super()._put(queue, message, **more)  # type: ignore[no-untyped-call]
        except redis_py.exceptions.OutOfMemoryError:
            (key,) = self._keys(queue, [self._get_message_priority(message, reverse=False)])  # type: ignore[no-untyped-call]
            with self.conn_or_acquire() as client:
                version = int(str(client.info("server")["redis_version"]).split(".")[0])
                script = _PUSH_THOUGH_FULL if version >= KNOWS_FLAGS else _PUSH_THOUGH_FULL_BEFORE_FLAGS
                client.eval(script, 1, key, dumps(message))  # type: ignore[no-untyped-call]

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


def use_steady_channels() -> None:
    """Have every connection to a broker that this process opens from now on use FullRedisChannel."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:{SteadyTransport.__name__}"
