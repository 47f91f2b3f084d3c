"""Do my webhooks arrive, and is their signature right? A receiver for the terminal, for trying an endpoint by hand."""

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape

from services.log_text import in_one_line
from services.presenting.terminal.recommendation import print_recommendation
from services.recommender.recommendation.document import (
    Recommendation,
    UnreadableRecommendation,
    read_recommendation,
)

if TYPE_CHECKING:
    from services.cli.running.receiver import Received


@click.command()
@click.option("--port", default=9090, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free port.")
@click.option(
    "--secret",
    envvar="CREDWISE_WEBHOOK_SECRET",
    help="The endpoint's secret (whsec_...), better given as CREDWISE_WEBHOOK_SECRET; without it nothing is verified.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each event as JSON, one per line.")
@click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each webhook's body and headers into this folder, as they came.",
)
@click.option("--fail-with", type=click.IntRange(300, 599), help="Answer everything with this status.")
@click.option("--delay", default=0.0, type=click.FloatRange(0, 600), help="Seconds to wait before each answer.")
def receive(
    *, port: int, secret: str | None, as_json: bool, save: Path | None, fail_with: int | None, delay: float
) -> None:
    """Listen for webhooks on loopback, verify and print them until Ctrl-C.

    With --fail-with and --delay it is a receiver that is broken or slow, to see what becomes of its webhooks.

    The service reaches 127.0.0.1 only where CREDWISE_WEBHOOK_ALLOW names it, for example 127.0.0.1/32.
    """
    if secret:
        _check(secret)
    try:
        from services.cli.running.receiver import Manner, listening  # noqa: PLC0415 - needs a package that only demo installs
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error}. Install the demo extra: pip install 'credwise[demo]'") from error
    notes = Console(stderr=True, soft_wrap=True)
    try:
        with listening(port, secret, Manner(fail_with=fail_with, delay=delay)) as receiver:
            notes.print(f"Listening on {receiver.address}. Ctrl-C stops.")
            while True:
                received = receiver.arrived.get()
                _show(received, notes, as_json=as_json)
                if save is not None:
                    notes.print(f"  saved as {escape(str(_save(save, received)))}")
    except OSError as error:
        raise click.ClickException(f"Cannot listen on 127.0.0.1:{port}, or save: {error.strerror}.") from error
    except KeyboardInterrupt:
        notes.print("Stopped.")


def _show(received: "Received", notes: Console, *, as_json: bool) -> None:
    verdict = "[green]verified[/]" if received.verified else "[yellow]not verified: no secret was given[/]"
    if received.problem is not None:
        verdict = f"[red]refused: {escape(in_one_line(received.problem))}[/]"
    notes.print(f"webhook {escape(in_one_line(received.webhook_id)) or 'without an id'}: {verdict}")
    if received.event is None:
        return
    recommendation = None if as_json else _recommendation(received.event.get("data"))
    if recommendation is None:
        click.echo(_harmless(json.dumps(received.event, ensure_ascii=False, sort_keys=True)))
    else:
        print_recommendation(recommendation, Console())


def _recommendation(data: object) -> Recommendation | None:
    """Return what the webhook recommends; None where it is thin, another event, or of a form of another version."""
    if not isinstance(data, dict) or "verdict" not in data:
        return None
    try:
        return read_recommendation(data)
    except UnreadableRecommendation:
        return None


def _harmless(text: str) -> str:
    """Return JSON text that steers no terminal: what JSON itself leaves as it is, C1 codes above all, is escaped."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _check(secret: str) -> None:
    """End the command where the secret is none: every webhook would be refused, with a puzzle for a reason."""
    try:
        is_secret = secret.startswith("whsec_") and len(b64decode(secret.removeprefix("whsec_"), validate=True)) > 0
    except NotBase64:
        is_secret = False
    if not is_secret:
        raise click.BadParameter("must be whsec_ and base64, as the API showed it once.", param_hint="--secret")


def _save(folder: Path, received: "Received") -> Path:
    """Write a webhook as it came; a second attempt of the same one gets a number."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]", "_", received.webhook_id).lstrip(".")[:150] or "webhook"
    number = 1
    while (body := folder / f"{name}.{number}.json").exists():
        number += 1
    body.write_bytes(received.body)
    headers = "".join(f"{in_one_line(key)}: {in_one_line(value)}\n" for key, value in received.headers.items())
    body.with_suffix(".headers").write_text(headers, encoding="utf-8")
    return body
