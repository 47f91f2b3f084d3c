"""Do my webhooks arrive, and is their signature right? A receiver for the terminal, for trying an endpoint by hand."""

import json

import click
from rich.console import Console
from rich.markup import escape

from services.cli.presenting import print_recommendation


@click.command()
@click.option("--port", default=9090, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free port.")
@click.option(
    "--secret",
    envvar="CREDWISE_WEBHOOK_SECRET",
    help="The endpoint's secret (whsec_...), better given as CREDWISE_WEBHOOK_SECRET; without it nothing is verified.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each event as JSON, one per line.")
def receive(port: int, secret: str | None, as_json: bool) -> None:
    """Listen for webhooks on loopback, verify and print them until Ctrl-C.

    The service reaches 127.0.0.1 only where CREDWISE_WEBHOOK_ALLOW names it, for example 127.0.0.1/32.
    """
    try:
        from services.cli.receiver import Received, listening  # noqa: PLC0415 - needs a package that only demo installs
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error}. Install the demo extra: pip install 'credwise[demo]'") from error
    console, notes = Console(), Console(stderr=True)

    def show(received: Received) -> None:
        verdict = "[green]verified[/]" if received.verified else "[yellow]not verified: no secret was given[/]"
        if received.problem is not None:
            verdict = f"[red]refused: {escape(received.problem)}[/]"
        notes.print(f"webhook {escape(received.webhook_id) or 'without an id'}: {verdict}")
        if received.event is None:
            return
        # A thin webhook holds an id and an address only, and its recommendation is read there.
        if as_json or "verdict" not in received.event.get("data", {}):
            click.echo(json.dumps(received.event, ensure_ascii=False, sort_keys=True))
        else:
            print_recommendation(received.event["data"], console)

    try:
        with listening(port, secret) as receiver:
            notes.print(f"Listening on {receiver.address}. Ctrl-C stops.")
            while True:
                show(receiver.arrived.get())
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on 127.0.0.1:{port}: {error.strerror}. Choose another --port."
        ) from error
    except KeyboardInterrupt:
        notes.print("Stopped.")
