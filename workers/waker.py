"""How does a worker learn that there is work? The port through which the tasks and the dispatcher see to it."""

from typing import Protocol

from services.ledger.jobs import Queue


class Waker(Protocol):
    """Whoever publishes wake-ups: best effort, within about a second. What is not published becomes due again."""

    def wake(self, queue: Queue, job_id: str) -> bool:
        """Return whether it was published; never raises."""
        ...
