"""How is a worker started? As the workers' own entry point, in place of this process."""

import os
import sys

import click

from services.cli.operating.ledger_access import ready_to_run


@click.command()
@click.argument("queue", type=click.Choice(["evaluate", "deliver"]))
def worker(queue: str) -> None:
    """Run one worker: `evaluate` turns profiles into recommendations, `deliver` sends them as webhooks.

    This process becomes the Celery worker, so that signals reach it: TERM lets running jobs finish, QUIT does not.
    """
    ready_to_run()
    os.execv(sys.executable, [sys.executable, "-m", "workers", queue])  # noqa: S606 - our own interpreter
