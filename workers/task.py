"""What does a worker do with a job that goes wrong? Log it and go on: the ledger still owes the job.

Nothing is raised to Celery, which knows of no job. One that was not settled comes back when its lease ends, and one
that is never settled ends as a dead letter; so there is nothing here to retry, and nothing that could spin.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from services.ledger.store.errors import LeaseLost, LedgerError
from services.ledger.work.claims import Claim
from services.log_lines import about
from services.tracing import on_its_way

log = logging.getLogger("credwise.task")


@dataclass(frozen=True)
class Report:
    """What was done, in a few words, and whether the ledger has more to take now."""

    words: str
    more: bool = False


def carry_out(work: Callable[[Claim], Report], claim: Claim) -> bool:
    """Run `work` and log how it ended; return whether it knows of more. Never raises an Exception.

    What the log says within is about the job and the request that brought it.
    """
    with about(job=claim.job_id, request=claim.journey.request), on_its_way(claim.journey):
        return _carry_out(work, claim)


def _carry_out(work: Callable[[Claim], Report], claim: Claim) -> bool:
    started = monotonic()
    job_id = claim.job_id
    try:
        report = work(claim)
    except LeaseLost:
        log.warning("lease lost, the result is dropped job=%s", job_id)
    except LedgerError as error:
        log.warning("the ledger did not answer, the job comes back with its lease job=%s why=%s", job_id, error)
    except Exception:
        log.exception("failed, the job comes back with its lease job=%s", job_id)
    else:
        log.info("%s job=%s ms=%d", report.words, job_id, (monotonic() - started) * 1000)
        return report.more
    return False
