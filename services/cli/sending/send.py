"""How is a file of profiles sent, and what comes of it? In batches, with a bar; interrupted, it is taken up again."""

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import urllib3
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from services.cli.sending.batch_client import BatchClient, SendingFailed, SendingRefused
from services.cli.sending.parts import BatchPart, digest_of, parts_of
from services.cli.sending.profile_table import HEADINGS, PARTED_BY, TableRejected

#: The variable that holds the key: on a command line others could read it.
KEY = "CREDWISE_API_KEY"

#: Refused lines that are told on the terminal.
MOST_TOLD = 10

Sent = list[tuple[dict[str, Any], BatchPart]]


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return an address of an API without the slash at its end."""
    try:
        parts = urllib3.util.parse_url(value)
    except urllib3.exceptions.LocationParseError:
        parts = urllib3.util.Url()
    if parts.scheme not in {"http", "https"} or not parts.host or parts.query or parts.fragment:
        raise click.BadParameter(f"{value} is no address of an API; write it like https://credwise.example.org")
    return value.rstrip("/")


@click.command(
    epilog=f"The columns of a CSV file: {', '.join(HEADINGS)}. Several texts in a cell are parted by '{PARTED_BY}'."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "address",
    default="http://127.0.0.1:8080",
    show_default=True,
    callback=_address,
    help="Where the API is.",
)
@click.option(
    "--results",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of each line there: as a table where it ends in .csv, else as NDJSON.",
)
@click.option(
    "--name", help="What this sending is called; by default a digest of the file. Another name sends it anew."
)
@click.option("--no-wait", is_flag=True, help="Do not wait until everything is decided.")
def send(file: Path, address: str, results: Path | None, name: str | None, no_wait: bool) -> None:
    """Send the profiles of FILE (NDJSON, a JSON array, or CSV) to a running API, and write what came of them.

    The key is read from CREDWISE_API_KEY. Nothing is taken twice: interrupted at any moment, the same command goes on
    where it was. The exit code is 1 where a line is refused.
    """
    key = os.environ.get(KEY, "")
    if not key:
        raise click.ClickException(f"Set {KEY} to a key with profiles:write and recommendations:read.")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with urllib3.PoolManager() as pool, Progress(*columns, console=Console(stderr=True)) as progress:
        client = BatchClient(address=address, key=key, pool=pool)
        try:
            sent = _send(client, file, f"send-{name or digest_of(file)}", progress)
            batches = [batch for batch, _ in sent] if no_wait else _wait(client, sent, progress)
            if results is not None:
                _write(client, sent, results)
        except SendingRefused as error:
            raise click.ClickException(str(error)) from error
        except SendingFailed as error:
            raise click.ClickException(f"{error}\nRun the same command again: nothing is taken twice.") from error
        except TableRejected as error:
            raise click.ClickException(f"{file} cannot be sent: {error}") from error
        except KeyboardInterrupt:
            raise click.ClickException("Interrupted. The same command goes on where it was.") from None
    _tell(batches, sent)


def _send(client: BatchClient, file: Path, key: str, progress: Progress) -> Sent:
    task = progress.add_task("sent", total=None)
    sent: Sent = []
    for part in parts_of(file):
        sent.append((client.send(part, f"{key}-{part.number}", _bar(progress, task)), part))
    if not sent:
        raise click.ClickException(f"{file} holds no line.")
    lines = sent[-1][1].offset + len(sent[-1][1].lines)
    progress.update(task, completed=lines, total=lines)
    return sent


def _bar(progress: Progress, task: TaskID) -> Any:
    return lambda lines: progress.update(task, completed=lines)


def _wait(client: BatchClient, sent: Sent, progress: Progress) -> list[dict[str, Any]]:
    task = progress.add_task("decided", total=sum(batch["accepted"] for batch, _ in sent))
    done: list[dict[str, Any]] = []
    for batch, _ in sent:
        now = batch
        while now["state"] == "working":
            progress.update(task, completed=sum(map(_decided, [*done, now])))
            now = client.batch(batch["id"])
        done.append(now)
    progress.update(task, completed=sum(map(_decided, done)))
    return done


def _decided(batch: dict[str, Any]) -> int:
    return int(batch["accepted"]) - int(batch["waiting"])


def _write(client: BatchClient, sent: Sent, path: Path) -> None:
    """Write the results beside the path first: a reader of the file never sees half of it."""
    beside = path.with_name(f"{path.name}.part")
    if path.suffix.casefold() == ".csv":
        with beside.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(_rows(client, sent))
    else:
        with beside.open("w", encoding="utf-8") as stream:
            for batch, part in sent:
                for document in client.results(batch["id"], part.offset):
                    stream.write(json.dumps(document, ensure_ascii=False) + "\n")
    beside.replace(path)


def _rows(client: BatchClient, sent: Sent) -> Iterator[list[str]]:
    for place, (batch, part) in enumerate(sent):
        rows = client.table(batch["id"], part.offset)
        headings = next(rows)
        if place == 0:
            yield headings
        yield from rows


def _tell(batches: list[dict[str, Any]], sent: Sent) -> None:
    sums = {name: sum(batch[name] for batch in batches) for name in ("accepted", "refused", "completed", "dead")}
    click.echo(
        f"{sums['accepted']} accepted, {sums['completed']} decided, {sums['dead']} dead letters, "
        f"{sums['refused']} refused; {', '.join(batch['id'] for batch in batches)}"
    )
    if not sums["refused"]:
        return
    told = [(error["line"] + part.offset, error["problem"]) for batch, part in sent for error in batch["errors"]]
    for line, problem in told[:MOST_TOLD]:
        places = [f"{one['pointer'] or 'the line'} {one['detail']}" for one in problem.get("problems", ())]
        click.echo(f"  line {line}: {'; '.join(places) or problem['detail']}", err=True)
    if sums["refused"] > MOST_TOLD:
        click.echo(f"  and {sums['refused'] - MOST_TOLD} more: --results names them all.", err=True)
    raise SystemExit(1)
