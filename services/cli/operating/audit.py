"""Is the log of decisions as it was signed? Verified here against the database, or exported for whoever verifies it."""

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from services.archive.errors import ArchiveError
from services.archive.port import DecisionLog
from services.cli.operating.ledger_access import ArchiveAway, open_archive, settled
from services.merkle_log.exporting import exported
from services.merkle_log.heads import PublicKey, TreeHead
from services.merkle_log.verifying import Fault, faults

#: Heads read at once.
MANY = 1000

#: Faults of one client that are listed.
MOST_LISTED = 50

#: What the verifying commands end with where something is not as it was signed.
NOT_AS_SIGNED = 1

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Verify the log of decisions, export it, begin it."""


@audit.command()
@click.option("--client", help="Only this client's log; all where it is left out.")
@click.option("--keys", "keys_file", type=_FILE, help="Keys that you kept: an answer of /v1/audit/keys.")
@click.option("--heads", "heads_file", type=_FILE, help="Heads that you kept: an answer of /v1/audit/heads.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def verify(client: str | None, keys_file: Path | None, heads_file: Path | None, as_json: bool) -> None:
    """Find every archived decision that was changed, removed or put elsewhere since it was signed.

    Who can write to the database can make all of it anew; so give the keys, and for one client the heads, that you
    kept outside of it. Exit code 0: all is as it was signed; 1: it is not; 2: the database does not answer.
    """
    if heads_file is not None and client is None:
        raise click.UsageError("Heads are one client's: name it with --client.")
    shown: list[dict[str, Any]] = []
    with _log() as log:
        keys = log.public_keys() if keys_file is None else _keys(keys_file)
        for name in (client,) if client else log.clients():
            size, heads = log.size(name), tuple(_heads(log, name))
            kept = () if heads_file is None else tuple(_kept_heads(heads_file, name))
            found = tuple(faults(log.entries(name, size), (*heads, *kept), keys))
            if size and (not heads or heads[-1].size < size):
                found += (Fault(position=None, sentence=f"No head is signed of all {size} entries."),)
            shown.append({"client": name, "entries": size, "not_logged": log.unlogged(name), "faults": found})
    if as_json:
        listed = [one | {"faults": [vars(fault) for fault in one["faults"]]} for one in shown]
        click.echo(json.dumps({"logs": listed}))
    else:
        for one in shown:
            _print(one)
    if any(one["faults"] for one in shown):
        raise click.exceptions.Exit(NOT_AS_SIGNED)


@audit.command()
@click.option("--client", required=True, help="Whose log.")
def export(client: str) -> None:
    """Print a client's log for `tools/verifiers/verify.py` or `verify.mjs`; it holds the decisions themselves."""
    with _log() as log:
        for line in exported(client, log.entries(client, log.size(client)), _heads(log, client)):
            click.echo(line)


@audit.command()
@click.option("--client", help="Only this client's decisions; those of all where it is left out.")
def begin(client: str | None) -> None:
    """Add the decisions that were archived before there was a log, oldest first.

    May be interrupted and called again at any time, while everything runs.
    """
    with _log() as log:
        for name in (client,) if client else log.clients():
            added = 0
            for count in log.begin(name):
                added += count
                click.echo(f"{name}: {added:,} added", err=True)
            click.echo(f"{name}: the log has {log.size(name):,} entries, {added:,} of them new.")


@contextmanager
def _log() -> Iterator[DecisionLog]:
    with open_archive(settled()) as archive:
        if archive.log is None:
            raise click.ClickException("There is no archive, and so no log: set CREDWISE_ARCHIVE_URL.")
        try:
            yield archive.log
        except ArchiveError as error:
            raise ArchiveAway(f"{error}. CREDWISE_ARCHIVE_URL names the database.") from error


def _heads(log: DecisionLog, client: str) -> Iterator[TreeHead]:
    """Return all signed heads of a log, that of the shortest first."""
    read: list[TreeHead] = []
    while some := log.heads(client, MANY, read[-1].size if read else None):
        read += some
    return reversed(read)


def _keys(path: Path) -> tuple[PublicKey, ...]:
    return tuple(PublicKey(public=b64decode(key["public"])) for key in _read(path, "keys"))


def _kept_heads(path: Path, client: str) -> Iterator[TreeHead]:
    for head in _read(path, "heads"):
        at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(head["checkpoint"].split("\n")[3]))
        root, signature = b64decode(head["root"]), b64decode(head["signature"])
        yield TreeHead(client=client, size=head["size"], root=root, at=at, key=head["key"], signature=signature)


def _read(path: Path, member: str) -> list[Any]:
    try:
        listed: list[Any] = json.loads(path.read_bytes())[member]
    except (ValueError, LookupError, TypeError) as error:
        raise click.ClickException(f"{path} is no answer of /v1/audit/{member}.") from error
    return listed


def _print(one: dict[str, Any]) -> None:
    found = one["faults"]
    for fault in found[:MOST_LISTED]:
        click.echo(f"{one['client']}: {fault.sentence}")
    if len(found) > MOST_LISTED:
        click.echo(f"{one['client']}: and {len(found) - MOST_LISTED:,} more (--json lists all).")
    if one["not_logged"]:
        click.echo(f"{one['client']}: {one['not_logged']:,} decisions are not in the log: credwise audit begin")
    if not found:
        click.echo(f"{one['client']}: all {one['entries']:,} entries are as they were signed.")
