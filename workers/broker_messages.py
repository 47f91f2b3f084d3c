"""What of a message that cannot be acknowledged? Nothing: the ledger knows the job, and the worker goes on.

A message that stays behind in the broker comes again after the visibility timeout, and then there is nothing to do.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class LetGoQoS(redis.QoS):
    """Counts a message as done with as soon as it is to be acknowledged or given back, whether Redis hears it or not.

    Kombu 5.7 counts it for ever when Redis does not answer in time, and with it one of the messages that a worker may
    have in hand: after as many as it has processes or threads the worker takes nothing more, and looks alive. When the
    connection is gone altogether, kombu has no channel to acknowledge over and ends the worker with an AttributeError.
    """

    def ack(self, delivery_tag: str) -> None:
        try:
            if self._is_connected():
                super().ack(delivery_tag)  # type: ignore[no-untyped-call]
        finally:
            self._quick_ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        try:
            if self._is_connected():
                super().reject(delivery_tag, requeue=requeue)  # type: ignore[no-untyped-call]
        finally:
            self._quick_ack(delivery_tag)

    def _is_connected(self) -> bool:
        return self.channel.connection is not None


class LetGoChannel(redis.Channel):
    """A channel of workers."""

    QoS = LetGoQoS


class LetGoTransport(redis.Transport):
    """Kombu's Redis, as workers use it."""

    Channel: Any = LetGoChannel


def let_messages_go() -> None:
    """Have every connection to a broker that this process opens from now on let its messages go."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:{LetGoTransport.__name__}"
