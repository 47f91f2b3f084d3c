"""How is the dispatcher started? As its own entry point, in place of this process."""

import os
import sys

import click

from services.cli.operating.ledger_access import ready_to_run


@click.command()
def dispatcher() -> None:
    """Run the dispatcher, which wakes every job that is due: lost messages, expired leases, retries.

    Run one, or two where one may fail: they do not get in each other's way.
    """
    ready_to_run()
    os.execv(sys.executable, [sys.executable, "-m", "workers.dispatcher"])  # noqa: S606 - our own interpreter
