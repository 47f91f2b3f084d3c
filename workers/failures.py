"""What was seen of an evaluation that did not finish? Noted in the ledger, for the day its profile counts as poison.

A child that fails can say so itself; of one that was killed, or ran into the hard time limit, its parent knows.
"""

import logging
import resource
from collections.abc import Callable
from typing import Any

from celery import signals
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded, WorkerLostError

from services.ledger.jobs import Jobs
from services.ledger.store.errors import LedgerError

#: How much address space a child may take beyond what it has when it starts, in bytes. A profile that makes an
#: evaluation grow without end meets an error in its own process, instead of the kernel choosing whom to kill.
GROWTH_ALLOWED = 2 * 1024**3

log = logging.getLogger("credwise.trouble")


class Watched:
    """A task whose failures are noted before they are raised again."""

    def __init__(self, work: Callable[[str], str], jobs: Jobs) -> None:
        self._work = work
        self._jobs = jobs

    def __call__(self, job_id: str) -> str:
        """Do the work; raises what it raises."""
        try:
            return self._work(job_id)
        except LedgerError:
            raise
        except Exception as error:
            note(self._jobs, job_id, error)
            raise


def note(jobs: Jobs, job_id: str, error: BaseException) -> None:
    """Note what an error says of a job's end; raises nothing."""
    code, sentence = _in_words(error)
    try:
        jobs.note_trouble(job_id, code, sentence)
    except LedgerError as away:
        log.warning("what was seen could not be noted job=%s why=%s", job_id, away)


def note_lost_children(jobs: Jobs) -> Callable[..., None]:
    """Have this process, the parent, note which job a child was at work on when it was lost; keep what is returned."""

    def note_failure(*, exception: BaseException, args: Any = (), **_: Any) -> None:
        if isinstance(exception, WorkerLostError | TimeLimitExceeded) and args:
            note(jobs, str(args[0]), exception)

    signals.task_failure.connect(note_failure)
    return note_failure


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
