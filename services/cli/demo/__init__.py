"""What does the whole service look like when it runs? All of it on this computer, with learners and a receiver."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from services.cli.operating.ledger_access import settled


class DemoFailed(click.ClickException):
    """Not every webhook arrived verified; the message says which and why."""


@click.command()
@click.option("--once", is_flag=True, help="End when every webhook arrived verified, instead of staying up.")
@click.option(
    "--patience",
    default=60,
    show_default=True,
    type=click.IntRange(1, 3600),
    help="Seconds after which the demo gives up and says why.",
)
def demo(once: bool, patience: int) -> None:
    """Run API, workers, dispatcher and a receiver here, and post the sample learners.

    An embedded Redis is started unless CREDWISE_REDIS_URL names one. Ctrl-C stops everything that was started.
    """
    try:
        from services.cli.demo.run import Failed, run  # noqa: PLC0415 - needs packages that only the demo installs
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error}. Install the demo extra: pip install 'credwise[demo]'") from error
    console = Console()
    logs = Path(tempfile.mkdtemp(prefix="credwise-demo-"))
    try:
        with interrupted_by_every_stop_signal():
            run(settled(), os.environ, logs, console, once=once, patience=patience)
    except Failed as error:
        raise DemoFailed(f"{error}\nEach process's log is in {logs}") from error
    except KeyboardInterrupt:
        console.print("\nStopped everything the demo started.")


@contextmanager
def interrupted_by_every_stop_signal() -> Iterator[None]:
    """Let TERM and a closed terminal end the block as Ctrl-C does, so that all three clean up."""
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: object) -> None:  # noqa: ARG001 - the signature of a signal handler
    # A second signal would interrupt the clean-up that the first one began.
    for other in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt
