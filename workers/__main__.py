"""`python -m workers evaluate` and `python -m workers deliver`: start one worker and run it until it is stopped.

SIGTERM, SIGINT or a closed terminal stop it when what it is doing is done; a second signal stops it at once, and what
was left undone is worked on elsewhere when its lease ends.
"""

import sys
from datetime import UTC, datetime

from services.ledger.work.jobs import Queue
from services.settings import Settings, SettingsError, read_settings
from workers.app import deliver_app, evaluate_app
from workers.running.celery_worker import run_worker

#: What `sys.exit` gets where the command line or the environment is at fault.
USAGE_ERROR = 2


def main(arguments: list[str]) -> int:
    """Run the worker that the one argument names; return the exit code."""
    if len(arguments) != 1 or arguments[0] not in set(Queue):
        sys.stderr.write(f"usage: python -m workers {'|'.join(Queue)}\n")
        return USAGE_ERROR
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE_ERROR
    queue = Queue(arguments[0])
    if queue is Queue.DELIVER:
        app, crew = deliver_app(settings)
        return run_worker(app, queue, settings, concurrency=settings.deliver_threads, at_end=crew.close)
    return _run_evaluate_worker(settings)


def _run_evaluate_worker(settings: Settings) -> int:
    # Deliver workers do without the knowledge and the rule engine, so these are loaded only here.
    from services.recommender.knowledge.known import KNOWLEDGE_FAULTS  # noqa: PLC0415
    from services.recommender.rulebook.problems import RulebookError  # noqa: PLC0415
    from services.wiring import open_reloading_advisor  # noqa: PLC0415

    try:
        advisor = open_reloading_advisor(settings, lambda: datetime.now(UTC).date())
    except RulebookError:
        # The log says what is wrong and what to do; a traceback would only hide it.
        return USAGE_ERROR
    except KNOWLEDGE_FAULTS as error:
        sys.stderr.write(f"{error}\n")
        return USAGE_ERROR
    # The parent looks at the files at every sign of life, so children that it forks later begin with the newest.
    return run_worker(
        evaluate_app(settings, advisor),
        Queue.EVALUATE,
        settings,
        concurrency=settings.evaluate_processes,
        detail=advisor.files_state,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
