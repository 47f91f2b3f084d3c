"""How does Celery run one of our workers? Quietly, for one queue, with our log and signs of life in the ledger."""

import os
import signal
import socket
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from time import sleep
from typing import Any

from celery import Celery, bootsteps, signals
from celery.exceptions import CPendingDeprecationWarning
from celery.worker.consumer import Consumer

from services.ledger.work.claims import Queue
from services.settings import Settings
from workers.app import open_ledger
from workers.running.clock import check_clock
from workers.running.heartbeat import Pulse, PulseStep
from workers.running.log_lines import start_logging

#: Seconds between two attempts to reach a Redis that is away: at first, added each time, at most. Celery would let them
#: grow to 30, and work would stand still for so long after Redis is back.
RECONNECT = {"interval_start": 0.5, "interval_step": 0.5, "interval_max": 4}


class ReconnectingConsumer(Consumer):  # type: ignore[misc] # celery has no types
    """A consumer that survives a crash of Redis, is back soon after it, and keeps nothing of what it has lost.

    Celery has no setting for any of that.
    """

    _opening: Any = None
    _ticks: frozenset[Any] = frozenset()

    def ensure_connected(self, connection: Any) -> Any:
        connection.ensure_connection = partial(connection.ensure_connection, **RECONNECT)
        self._opening = connection
        return super().ensure_connected(connection)

    def connect(self) -> Any:
        # Kombu has the loop call every connection it ever had.
        ticks = self.hub.on_tick if self.hub else set()
        ticks -= self._ticks
        before = frozenset(ticks)
        try:
            return super().connect()
        except Exception:
            # Redis took the connection and refused a command. Celery would forget the connection and leave it open, six
            # a second, until this process or Redis has no room for one more.
            with suppress(Exception):
                self._opening.close()
            sleep(RECONNECT["interval_start"])
            raise
        finally:
            self._ticks = frozenset(ticks) - before

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        # Kombu would give messages that are in hand back over the connection that was just lost. Their jobs come back
        # by the ledger.
        if self.task_consumer is not None:
            self.task_consumer.channel.do_restore = False
        super().on_connection_error_after_connected(exc)


class HangUpStep(bootsteps.StartStopStep):  # type: ignore[misc] # celery has no types
    """Stops the worker when its terminal closes; Celery would start it anew, with nobody left to stop it."""

    def start(self, _worker: Any) -> None:
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


def run_worker(
    app: Celery,
    queue: Queue,
    settings: Settings,
    *,
    concurrency: int,
    detail: Callable[[], Mapping[str, str]] = dict,
    at_end: Callable[[], None] | None = None,
) -> int:
    """Run a worker of `app` for one queue until it is stopped, then `at_end`; return its exit code.

    Each sign of life says how much is done at a time, and carries what `detail` answers.
    """
    start_logging(queue.value, settings.log_format)
    # With a receiver for this signal Celery leaves the log as it is, in children too.
    signals.setup_logging.connect(_keep_our_log)
    heartbeats = open_ledger(settings).heartbeats
    check_clock(heartbeats)
    app.steps["worker"].add(HangUpStep)
    app.steps["consumer"].add(PulseStep)
    worker = app.Worker(
        hostname=f"{queue.value}-{os.getpid()}@{socket.gethostname()}",
        queues=[queue.value],
        loglevel="INFO",
        quiet=True,
        consumer_cls=ReconnectingConsumer,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        pulse=Pulse(heartbeats, queue.value, concurrency=concurrency, detail=detail),
    )
    # What Celery plans to change later concerns us, who pin its version, not the people who run this; making a worker
    # has just switched these warnings on.
    warnings.filterwarnings("ignore", category=CPendingDeprecationWarning)
    worker.start()
    if at_end is not None:
        at_end()
    return int(worker.exitcode or 0)


def _keep_our_log(**_: Any) -> None:
    """Do nothing: that there is a receiver is what counts."""
