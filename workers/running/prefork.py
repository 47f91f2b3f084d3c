"""A pool of processes that bears two of them ending at once."""

from typing import Any

from celery.concurrency.asynpool import AsynPool
from celery.concurrency.prefork import TaskPool


class SteadyAsynPool(AsynPool):  # type: ignore[misc] # celery has no types
    """Watches a child again that it wrongly took for ended.

    When two children end in one turn of the loop, celery 5.7 closes what it watches them by, and the file descriptors
    go to their successors; the second child's end is then taken for that of a successor. When the pool is registered
    with the loop anew, as after a lost connection, that successor's missing descriptor would end the worker.
    """

    def _track_child_process(self, proc: Any, hub: Any) -> None:
        if getattr(proc, "_sentinel_poll", 0) is None:
            delattr(proc, "_sentinel_poll")
        super()._track_child_process(proc, hub)


class PreforkPool(TaskPool):  # type: ignore[misc] # celery has no types
    """Celery's prefork pool with the above."""

    Pool = SteadyAsynPool
