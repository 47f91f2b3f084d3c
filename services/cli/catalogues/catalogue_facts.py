"""How much does the catalogue say, what of it did anybody read, and what is to be checked first? Needs no server."""

import json
from datetime import UTC, datetime, timedelta

import click
from rich.table import Table
from rich.text import Text

from services.cli.loading import loaders
from services.cli.operating.ledger_access import settled
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.coverage import Stale, coverage, stale
from services.recommender.knowledge.credentials.credential import CredentialStatus
from services.recommender.knowledge.known import KNOWLEDGE_FAULTS
from services.recommender.knowledge.occupations.former_codes import OccupationCodes
from services.recommender.knowledge.occupations.occupations import load_occupation_codes
from services.recommender.knowledge.skills import SkillIndex

#: How many entries a person is shown at once, unless all are asked for.
FEW = 40

#: Prices and rules of issuers change about once a year; what was read longer ago is to be read again.
FRESH_DAYS = 365


@click.command("coverage")
@click.option("--for-occupations", is_flag=True, help="Count only entries that say for which occupations they are.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def print_coverage(for_occupations: bool, as_json: bool) -> None:
    """Print how many entries say how long, how dear, how assessed and by whom recognised: read, or remembered."""
    _, shared = read_shared()
    open_now = [one for one in shared.credentials.values() if one.status is CredentialStatus.ACTIVE]
    advised = [one for one in open_now if one.occupations]
    counted = advised if for_occupations else open_now
    lines, of_advised = coverage(counted), coverage(advised)
    if as_json:
        named = {line.name: {"known": line.known, "read": line.read, "remembered": line.remembered} for line in lines}
        click.echo(json.dumps({"entries": len(counted), "questions": named}, indent=2))
        return
    table = Table("question", "known", "read", "remembered", "share", "for an occupation", box=None, pad_edge=False)
    for line, narrower in zip(lines, of_advised, strict=True):
        counts = (str(number) for number in (line.known, line.read, line.remembered))
        table.add_row(line.name, *counts, f"{line.percent} %", f"{narrower.percent} %")
    print_table(table)
    click.echo(
        f"Out of {len(counted)} entries that can be earned today, {len(advised)} of them for a named occupation. "
        "Remembered is what nobody read: check it with the issuer."
    )


@click.command("stale")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="List what was read before this day; a year ago.")
@click.option("--all", "show_all", is_flag=True, help=f"List all of it, not just the first {FEW}.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, all of it.")
def print_stale(before: datetime | None, show_all: bool, as_json: bool) -> None:
    """List what is to be checked with the issuer, oldest first: facts noted from memory, and pages read long ago."""
    _, shared = read_shared()
    since = before.date() if before is not None else datetime.now(UTC).date() - timedelta(days=FRESH_DAYS)
    entries = stale(shared.credentials.values(), since)
    if as_json:
        click.echo(json.dumps([_document(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    table = Table("since", "credential", "noted from memory", "check at", box=None, pad_edge=False)
    for entry in entries if show_all else entries[:FEW]:
        facts = ", ".join(fact.replace("_", " ") for fact in entry.remembered) or "nothing; read long ago"
        table.add_row(entry.since.isoformat(), Text(entry.title), facts, Text(entry.address))
    print_table(table)
    more = 0 if show_all else len(entries) - FEW
    rest = f" {more} more are listed with --all." if more > 0 else ""
    click.echo(f"{len(entries)} of {len(shared.credentials)} entries are to be checked.{rest}")


def read_shared() -> tuple[SkillIndex, Catalogue]:
    """Return the skills and the shared catalogue of the data folder; what cannot be read is said and ends it."""
    try:
        return loaders().catalogue(settled().data_dir)
    except KNOWLEDGE_FAULTS as error:
        raise click.ClickException(str(error)) from error


def read_codes() -> OccupationCodes:
    """Return the codes of occupations; what cannot be read is said and ends it."""
    try:
        return load_occupation_codes(settled().data_dir)
    except KNOWLEDGE_FAULTS as error:
        raise click.ClickException(str(error)) from error


def _document(entry: Stale) -> dict[str, object]:
    return {
        "credential": entry.credential,
        "title": entry.title,
        "since": entry.since.isoformat(),
        "remembered": list(entry.remembered),
        "address": entry.address,
    }
