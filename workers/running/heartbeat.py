"""How do the people who run this see that a worker is alive? It says so every five seconds, while its loop turns."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Event
from typing import Any

from celery import bootsteps

from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.errors import LedgerError
from workers.process import worker_name
from workers.running.children import any_can_work, children_of

#: Seconds between two signs of life; the ledger forgets a process after three that are missing.
BEAT_EVERY = 5.0

log = logging.getLogger("credwise.heartbeat")


class Pulse:
    """One process's signs of life: its role, its name, how much it does at a time, and what `detail` answers."""

    def __init__(
        self,
        heartbeats: Heartbeats,
        role: str,
        *,
        concurrency: int = 1,
        detail: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._heartbeats = heartbeats
        self._role = role
        self._concurrency = concurrency
        self._detail = detail

    def beat(self) -> None:
        """Give a sign of life. Where the ledger is away it is left out: then there is nobody to see it."""
        name = worker_name()
        detail = {"pid": name.rpartition(":")[2], "concurrency": str(self._concurrency), **self._detail()}
        try:
            self._heartbeats.beat(self._role, name, detail)
        except LedgerError as error:
            log.debug("no sign of life was left: %s", error)


def in_rounds(pulse: Pulse, stop: Event, one_round: Callable[[], timedelta]) -> None:
    """Do one round after another until `stop` is set, each followed by the pause it answers, with signs of life."""
    next_beat = 0.0
    while not stop.is_set():
        if time.monotonic() >= next_beat:
            pulse.beat()
            next_beat = time.monotonic() + BEAT_EVERY
        stop.wait(one_round().total_seconds())


class PulseStep(bootsteps.StartStopStep):  # type: ignore[misc] # celery has no types
    """Makes a Celery worker beat: from its own timer, so that one whose loop stands still falls silent.

    So does one whose children are all stopped. A child that is at work for too long is the time limit's affair.

    Celery makes it and hands it the worker's option `pulse`.
    """

    def __init__(self, consumer: Any, pulse: Pulse, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._pulse = pulse
        self._pool: Any = None
        self._timer: Any = None

    def _beat(self) -> None:
        if any_can_work(children_of(self._pool)):
            self._pulse.beat()
        else:
            log.error("no sign of life is given: all children of this worker are stopped")

    def start(self, consumer: Any) -> None:
        self._pool = consumer.pool
        self._beat()
        self._timer = consumer.timer.call_repeatedly(BEAT_EVERY, self._beat)

    def stop(self, consumer: Any) -> None:
        if self._timer is not None:
            consumer.timer.cancel(self._timer)
            self._timer = None

    shutdown = stop
