"""What was seen of an evaluation that did not finish? Noted in the ledger, for the day its profile counts as poison.

A child that fails can say so itself; of one that was killed, or ran into the hard time limit, its parent knows.
"""

import logging
import resource
from collections.abc import Callable
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded, WorkerLostError
from celery.worker.request import Request

from services.ledger.store.errors import LedgerError
from services.ledger.work.claims import Claim
from services.ledger.work.jobs import Jobs
from workers.process import worker_name
from workers.task import Report

#: How much address space a child may take beyond what it has when it starts, in bytes. A profile that makes an
#: evaluation grow without end meets an error in its own process, instead of the kernel choosing whom to kill.
GROWTH_ALLOWED = 2 * 1024**3

log = logging.getLogger("credwise.trouble")


class Watched:
    """Work whose failures are noted before they are raised again."""

    def __init__(self, work: Callable[[Claim], Report], jobs: Jobs) -> None:
        self._work = work
        self._jobs = jobs

    def __call__(self, claim: Claim) -> Report:
        """Do the work; raises what it raises."""
        try:
            return self._work(claim)
        except LedgerError:
            raise
        except Exception as error:
            code, sentence = _in_words(error)
            try:
                self._jobs.note_trouble(claim.job_id, code, sentence)
            except LedgerError as away:
                log.warning("what was seen could not be noted job=%s why=%s", claim.job_id, away)
            raise


def noting_lost_children(jobs: Jobs) -> type[Request]:
    """Return what Celery's parent process has of each task; it notes in the ledger where the task's child is lost."""

    class NotingRequest(Request):  # type: ignore[misc] # celery has no types
        """Knows which child has the task."""

        def on_failure(self, exc_info: Any, *more: Any, **named: Any) -> Any:
            # Pickled on its way from the pool, the error is wrapped.
            error = getattr(exc_info.exception, "exc", exc_info.exception)
            if isinstance(error, WorkerLostError | SystemExit | KeyboardInterrupt):
                self._note(error)
            return super().on_failure(exc_info, *more, **named)

        def on_timeout(self, soft: bool, timeout: float) -> None:
            if not soft:
                self._note(TimeLimitExceeded(timeout))
            super().on_timeout(soft, timeout)

        def _note(self, error: BaseException) -> None:
            if self.worker_pid:
                _note_lost(jobs, worker_name(self.worker_pid), error)

    return NotingRequest


def _note_lost(jobs: Jobs, worker: str, error: BaseException) -> None:
    code, sentence = _in_words(error)
    try:
        job_id = jobs.note_lost(worker, code, sentence)
    except LedgerError as away:
        log.warning("what was seen could not be noted worker=%s why=%s", worker, away)
    else:
        log.warning("a process was lost worker=%s job=%s: %s", worker, job_id, sentence)


def bound_memory(**_: Any) -> None:
    """Give this process an end to its memory: a call for each child as it starts."""
    with open("/proc/self/statm", encoding="ascii") as numbers:  # noqa: PTH123 - no file, but the kernel's word
        pages = int(numbers.read().split()[0])
    most = pages * resource.getpagesize() + GROWTH_ALLOWED
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _in_words(error: BaseException) -> tuple[str, str]:
    """Return a code and a sentence, without the error's message, which may quote the profile."""
    match error:
        case SoftTimeLimitExceeded() | TimeLimitExceeded():
            return "time_limit", "it ran into the time limit."
        case MemoryError():
            return "memory", "it ran out of memory."
        case WorkerLostError():
            # The message names the signal or exit code and nothing of the job.
            return "worker_lost", f"the process died ({_signal(str(error))}), as for want of memory or by a crash."
        case RecursionError():
            return "error", "it went too deep (RecursionError)."
    return "error", f"it failed ({type(error).__name__})."


def _signal(message: str) -> str:
    _, colon, told = message.partition(": ")
    return told.split(" Job")[0].strip().rstrip(".") if colon else "no more is known"
