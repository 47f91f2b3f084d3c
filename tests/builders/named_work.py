"""Work on a job that a test names, as workers do that a message of an older release names it to."""

from services.ledger.work.claims import Queue
from workers.evaluate import Evaluate


class ByName:
    """Claims the job of an id and does the work; answers in the words of the report."""

    def __init__(self, jobs, queue, work):
        self._jobs = jobs
        self._queue = queue
        self.work = work

    def __call__(self, job_id):
        claim = self._jobs.claim(self._queue, job_id, "test")
        return self.work(claim).words if claim else "nothing to do"


def evaluating(ledger, advisor, jobs=None):
    """Return the evaluate work on a ledger with an advisor, by name."""
    jobs = jobs or ledger.jobs
    work = Evaluate(jobs=jobs, overlays=ledger.overlays, catalogues=ledger.catalogues, advisor=advisor)
    return ByName(jobs, Queue.EVALUATE, work)
