"""How long does a worker go on, once it was woken? Until there is nothing to do, and nobody has called for a while.

While it waits it reads the messages itself, so that under load none takes the long way through Celery.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from mmap import mmap
from time import monotonic
from typing import Protocol

from services.ledger.store.errors import LedgerError
from services.ledger.work.claims import Queue
from services.ledger.work.wake_ups import WakeUp, WakeUps

#: Seconds without a message after which a worker leaves the waiting to Celery.
LINGER = 1.0

log = logging.getLogger("credwise.shift")


class StopFlag:
    """Whether this process was told to stop; the children that it forks see it too."""

    def __init__(self) -> None:
        self._shared = mmap(-1, 1)

    def set(self) -> None:
        self._shared[0] = 1

    def is_set(self) -> bool:
        return self._shared[0] == 1


class Hands(Protocol):
    """Whoever takes work from the ledger and sees to it."""

    def take_named(self, job_id: str) -> None:
        """Take the job of this name, if it is to be had; raises LedgerError."""
        ...

    def take_next(self, is_over: Callable[[], bool]) -> bool:
        """Take what comes next, and begin nothing once `is_over`. Return whether there may be more; raises LedgerError.

        Where there is more although it says no, a message tells of it.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What a message begins: work is taken until there is none, or `seconds` are over, or the process is to stop.

    Whatever is left then has a message of its own: the ledger sees to that.
    """

    queue: Queue
    hands: Hands
    wake_ups: WakeUps
    stop: StopFlag
    seconds: float

    def __call__(self, wake_up: WakeUp | None) -> None:
        """Go on from this message; never raises an Exception."""
        ends = monotonic() + self.seconds

        def is_over() -> bool:
            return self.stop.is_set() or monotonic() > ends

        try:
            while wake_up is not None:
                if wake_up.job_id is not None:
                    self.hands.take_named(wake_up.job_id)
                while self.hands.take_next(is_over) and not is_over():
                    pass
                wake_up = None if is_over() else self.wake_ups.wait(self.queue, LINGER)
        except LedgerError as error:
            log.warning("the ledger did not answer, work is taken again when it does: %s", error)
