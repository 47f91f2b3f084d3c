"""How is the API started? As gunicorn with the project's configuration, in place of this process."""

import os
import sys

import click

from services.cli.operating.ledger_access import ready_to_run


@click.command()
def serve() -> None:
    """Run the API on CREDWISE_API_HOST and CREDWISE_API_PORT, and health checks on CREDWISE_API_HEALTH_PORT.

    This process becomes gunicorn, so that signals and exit codes are gunicorn's own: TERM lets requests finish.
    """
    ready_to_run()
    arguments = [
        "-m",
        "services.api.server",
        "--config",
        "python:services.api.server.gunicorn_conf",
        "services.api.server.wsgi:app",
    ]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter, no shell wanted
