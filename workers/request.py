"""What of a message whose connection was lost while its job was worked on? Nothing: the ledger knows the job."""

from typing import Any

from celery.worker.request import Request


class LostMessageRequest(Request):  # type: ignore[misc] # celery has no types
    """A request that lets go of its message when the connection it came over is gone.

    After a crash of Redis a worker finishes what it was doing and would acknowledge messages of the old connection;
    kombu 5.7 has no channel for them any more and ends the whole worker with an AttributeError. Such a message comes
    again after the visibility timeout, and then there is nothing to do.
    """

    def acknowledge(self) -> None:
        self._let_go_of_lost_message()
        super().acknowledge()

    def reject(self, requeue: bool = False) -> None:
        self._let_go_of_lost_message()
        super().reject(requeue=requeue)

    def _let_go_of_lost_message(self) -> None:
        channel: Any = self.message.channel
        if channel.connection is None:
            self.acknowledged = True
