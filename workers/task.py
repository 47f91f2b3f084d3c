"""What does a worker do with a task that goes wrong? Log it and go on: the ledger still owes the job.

Nothing is raised to Celery, which knows only ids. A job that was not settled comes back when its lease ends, and one
that is never settled ends as a dead letter; so there is nothing here to retry, and nothing that could spin.
"""

import logging
from collections.abc import Callable
from time import monotonic

from services.ledger.store.errors import LeaseLost, LedgerError
from services.log_lines import about
from services.tracing import Journey, on_its_way

log = logging.getLogger("credwise.task")


def _no_journey(_job_id: str) -> Journey:
    return Journey()


def carry_out(work: Callable[[str], str], job_id: str, journey_of: Callable[[str], Journey] = _no_journey) -> None:
    """Run `work`, which answers with what it did in a few words, and log how it ended; never raises an Exception.

    What the log says within is about the job and the request that brought it, as `journey_of` knows.
    """
    try:
        journey = journey_of(job_id)
    except LedgerError:
        # The work will find out, and say so.
        journey = Journey()
    with about(job=job_id, request=journey.request), on_its_way(journey):
        _carry_out(work, job_id)


def _carry_out(work: Callable[[str], str], job_id: str) -> None:
    started = monotonic()
    try:
        done = work(job_id)
    except LeaseLost:
        log.warning("lease lost, the result is dropped job=%s", job_id)
    except LedgerError as error:
        log.warning("the ledger did not answer, the job comes back with its lease job=%s why=%s", job_id, error)
    except Exception:
        log.exception("failed, the job comes back with its lease job=%s", job_id)
    else:
        log.info("%s job=%s ms=%d", done, job_id, (monotonic() - started) * 1000)
