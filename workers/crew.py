"""Which threads of a deliver worker are at work? Deliveries are claimed at once for all that have nothing to do."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Event, get_ident

from services.ledger.store.errors import LedgerError
from services.ledger.work.claims import Claim, Queue
from services.ledger.work.jobs import Jobs
from workers.process import worker_name
from workers.task import Report, carry_out, log

#: Deliveries claimed with one call at most, which bounds what the script does.
MOST_AT_ONCE = 16
#: Seconds between two looks whether the shift is over, while every thread is at work.
LOOK_EVERY = 0.2


class Crew:
    """Threads that each work on one delivery at a time, and go on while the ledger says that there are more."""

    def __init__(self, *, jobs: Jobs, work: Callable[[Claim], Report], threads: int) -> None:
        self._jobs = jobs
        self._work = work
        self._ends = Event()
        self._idle = BoundedSemaphore(threads)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="deliver")

    def take_named(self, job_id: str) -> None:
        """Have the delivery of this name sent, once a thread has nothing to do; raises LedgerError."""
        self._idle.acquire()
        try:
            claim = self._jobs.claim(Queue.DELIVER, job_id, _hand())
        except BaseException:
            self._idle.release()
            raise
        self._begin([claim] if claim else [], 1)

    def take_next(self, is_over: Callable[[], bool]) -> bool:
        """Have as much of what comes next sent as threads have nothing to do, once one has; raises LedgerError.

        Return whether there may be more. Where fewer come than were asked for there are none, or a message says so.
        """
        while not self._idle.acquire(timeout=LOOK_EVERY):
            if is_over():
                return False
        claims, places = self._claim(1)
        return self._begin(claims, places)

    def close(self) -> None:
        """Wait until what is under way has ended; nothing more is taken."""
        self._ends.set()
        self._threads.shutdown()

    def _claim(self, places: int) -> tuple[Sequence[Claim], int]:
        """Claim for `places` reserved threads and all others that have nothing to do; return how many are reserved."""
        while places < MOST_AT_ONCE and self._idle.acquire(blocking=False):
            places += 1
        try:
            return self._jobs.claim_next(Queue.DELIVER, _hand(), places), places
        except BaseException:
            self._idle.release(places)
            raise

    def _begin(self, claims: Sequence[Claim], places: int) -> bool:
        """Have each claim worked on by a reserved thread and let the others go; return whether there are none."""
        for claim in claims:
            self._threads.submit(self._go_on, claim)
        if places > len(claims):
            self._idle.release(places - len(claims))
        return places == len(claims)

    def _go_on(self, claim: Claim) -> None:
        """Work on a claim, then on what comes next, while there is more."""
        while carry_out(self._work, claim) and not self._ends.is_set():
            try:
                claims, places = self._claim(1)
            except LedgerError as error:
                log.warning("the ledger did not answer, work is taken again when it does: %s", error)
                return
            if not claims:
                self._idle.release(places)
                return
            claim = claims[0]
            self._begin(claims[1:], places - 1)
        self._idle.release()


def _hand() -> str:
    """Name this thread as a claim's worker."""
    return f"{worker_name()}/{get_ident()}"
