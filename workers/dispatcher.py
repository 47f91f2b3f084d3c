"""Which jobs does nobody know of any more? Make ready what is due: expired leases, retries; make good lost messages.

`python -m workers.dispatcher` runs one; any number may run at once, the ledger gives each job to one of them.
"""

import logging
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from types import FrameType
from typing import NoReturn

from services.ledger.store.errors import LedgerError
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.jobs import Jobs, Queue
from services.settings import Settings, SettingsError, read_settings
from workers.app import open_ledger
from workers.running.clock import check_clock
from workers.running.heartbeat import Pulse, in_rounds
from workers.running.log_lines import start_logging

#: Jobs or lanes seen to per queue and round. A full round is followed by the next at once: this bounds a script, not
#: the pace.
AT_ONCE = 200
#: The longest pause while the ledger or the broker does not answer.
LONGEST_PAUSE = timedelta(seconds=5)
#: What `sys.exit` gets where the environment is at fault.
USAGE_ERROR = 2

log = logging.getLogger("credwise.dispatcher")


class Dispatcher:
    """Has the ledger see to what is due, round by round. It decides nothing: the ledger says what is due when.

    It also works off what is to be sent again, a step each round, and calls `measure`, which finds itself whether what
    each client keeps is to be measured again, and `reschedule`, which does so of work that a wrong clock put too far.
    """

    def __init__(
        self,
        *,
        jobs: Jobs,
        resendings: Resendings,
        every: timedelta,
        measure: Callable[[], object] = bool,
        reschedule: Callable[[], bool] = bool,
    ) -> None:
        self._jobs = jobs
        self._resendings = resendings
        self._every = every
        self._measure = measure
        self._reschedule = reschedule
        self._failures = 0

    def round(self) -> timedelta:
        """See to what is due now and return how long to pause before the next round; raises no LedgerError."""
        try:
            taken_up = self._resendings.step(AT_ONCE)
            seen_to = [self._jobs.tend(queue, AT_ONCE) for queue in Queue]
            self._measure()
            is_more_too_far = self._reschedule()
        except LedgerError as error:
            return self._back_off(error)
        if self._failures:
            log.info("the ledger answers again")
            self._failures = 0
        return timedelta() if is_more_too_far or max(taken_up, *seen_to) >= AT_ONCE else self._every

    def _back_off(self, error: Exception) -> timedelta:
        if not self._failures:
            log.warning("cannot see to what is due, will go on trying: %s", error)
        self._failures += 1
        return min(self._every * (1 << min(self._failures, 10)), LONGEST_PAUSE)


def run(settings: Settings, stop: Event) -> None:
    """Dispatch until `stop` is set."""
    ledger = open_ledger(settings)
    pulse = Pulse(ledger.heartbeats, "dispatcher")
    dispatcher = Dispatcher(
        jobs=ledger.jobs,
        resendings=ledger.resendings,
        every=settings.dispatch_every,
        measure=ledger.measuring.measure_if_due,
        reschedule=ledger.rescheduling.move_if_due,
    )
    check_clock(ledger.heartbeats)
    log.info("dispatching every %g s", settings.dispatch_every.total_seconds())
    in_rounds(pulse, stop, dispatcher.round)


def main() -> int:
    """Run a dispatcher with the settings of the environment; return the exit code."""
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE_ERROR
    start_logging("dispatcher", settings.log_format)
    stop = Event()

    def stop_now(_number: int, _frame: FrameType | None) -> NoReturn:
        stop.set()
        # Leaving anywhere is safe: each step is one script.
        sys.exit(0)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop_now)
    try:
        run(settings, stop)
    finally:
        log.info("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
