"""How is the archiver started? As its own entry point, in place of this process."""

import os
import sys

import click

from services.cli.operating.ledger_access import ready_to_run


@click.command()
def archiver() -> None:
    """Run the archiver, which moves what was decided to the database at CREDWISE_ARCHIVE_URL.

    It brings the tables up to date when it starts. Run one; while none runs, everything stays in Redis.
    """
    ready_to_run()
    os.execv(sys.executable, [sys.executable, "-m", "workers.archiver"])  # noqa: S606 - our own interpreter
