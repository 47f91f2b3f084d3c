"""Which credentials are known, and what do these files add? Imports catalogues; needs no server."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from services.cli.catalogues.catalogue_facts import print_coverage, print_stale, read_codes, read_shared
from services.cli.catalogues.catalogue_show import show
from services.importing.catalogue_import import Import, Imported
from services.importing.column_mapping import ColumnMapping, read_mapping
from services.importing.drafts import Provenance
from services.importing.formats.csv.template import COLUMNS, NAMES, template
from services.importing.import_report import ImportNote, ImportRejected
from services.importing.known_formats import names_of
from services.importing.source_files import SourceFile
from services.importing.values.plain_values import read_address
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.credentials.additions import Additions, write_additions
from services.recommender.knowledge.credentials.catalogue import Catalogue, CatalogueRejected
from services.recommender.knowledge.credentials.completeness import completeness

#: Notes of a sort shown without --all.
FEW_NOTES = 10

#: What is said of the licence of a source when nobody says it.
LICENCE_UNSAID = "as the publisher of the catalogue says; not stated on import"


@click.group()
def catalogue() -> None:
    """Import credentials, look them up, print the CSV template, see what is known and what is to be checked."""


catalogue.add_command(print_coverage)
catalogue.add_command(print_stale)
catalogue.add_command(show)


@catalogue.command(
    "import",
    help=f"""Read FILES and report what was taken, repaired and skipped.

    They may be {names_of()}, in any mixture. What was read goes to --out, in the form that the folder
    data/catalogue/additions holds.
    """,
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and report only; write nothing.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write here (JSON Lines).")
@click.option("--prefix", metavar="WORD", help="Put WORD: before every new id, so that it cannot clash with others.")
@click.option("--title", default="imported catalogue", show_default=True, help="What the source is called.")
@click.option("--address", help="Where the catalogue is published; stands in for credentials without a page.")
@click.option("--licence", default=LICENCE_UNSAID, show_default=True, help="The licence of the source.")
@click.option(
    "--columns",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file that says what the columns of the sheets mean; docs/catalogues.md shows one.",
)
@click.option("--courses", is_flag=True, help="Take courses as well that award nothing.")
@click.option("--all", "everything", is_flag=True, help="Show every note of the report.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_files(  # noqa: PLR0913, PLR0917 - one parameter per option
    files: tuple[Path, ...],
    dry_run: bool,
    out: Path | None,
    prefix: str | None,
    title: str,
    address: str | None,
    licence: str,
    mapping: Path | None,
    courses: bool,
    everything: bool,
    as_json: bool,
) -> None:
    _check_options(out, address, prefix, dry_run=dry_run)
    skills, shared = read_shared()
    provenance = Provenance(title=title, licence=licence, read_on=datetime.now(UTC).date(), address=address)
    importing = Import(
        skills=skills,
        provenance=provenance,
        known=shared.credentials,
        prefix=prefix,
        codes=read_codes(),
        columns=None if mapping is None else _mapping(mapping),
        courses=courses,
    )
    imported = _read(importing, files)
    fits = _fits(imported, shared)
    if as_json:
        click.echo(json.dumps(_report(imported, fits), ensure_ascii=False, indent=2))
    else:
        _print(imported, fits, everything=everything)
    taken = bool(imported.credentials or imported.stacks)
    if not taken:
        click.echo("Nothing was taken; what was skipped above says why.", err=True)
    if fits is not None or not taken:
        sys.exit(1)
    if out is not None and not dry_run:
        with out.open("w", encoding="utf-8") as written:
            written.writelines(write_additions(imported.credentials, imported.stacks))


def _check_options(out: Path | None, address: str | None, prefix: str | None, *, dry_run: bool) -> None:
    if not dry_run and out is None:
        raise click.UsageError("Say where to write with --out FILE.jsonl, or --dry-run to see the report only.")
    if address is not None and read_address(address) is None:
        raise click.UsageError("--address must begin with https:// or http://.")
    if prefix is not None and not prefix.replace("-", "").isalnum():
        raise click.UsageError("--prefix must be one word of letters, digits and hyphens.")


@catalogue.command("template")
@click.option("--explain", is_flag=True, help="Print what each column means instead.")
def print_template(explain: bool) -> None:
    """Print the CSV template: the heading and one example row."""
    if not explain:
        click.echo(template(), nl=False)
        return
    table = Table("column", "holds", "also known as", box=None, pad_edge=False)
    for column in COLUMNS:
        table.add_row(column.name, Text(column.says), ", ".join(column.also))
    print_table(table)


def _mapping(path: Path) -> ColumnMapping:
    try:
        return read_mapping(path.read_text(encoding="utf-8"), str(path), NAMES)
    except ImportRejected as error:
        raise click.ClickException(str(error)) from error
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{path} cannot be read: {error}") from error


def _read(importing: Import, files: Sequence[Path]) -> Imported:
    """Read the files one by one, so that only one is in memory, with a bar on standard error."""
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(files))

        def done(file: SourceFile) -> None:
            progress.update(task, advance=1, description=file.name)

        try:
            return importing.read((SourceFile(name=str(path), raw=path.read_bytes()) for path in files), done)
        except ImportRejected as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{error.filename} cannot be read: {error.strerror}") from error


def _fits(imported: Imported, shared: Catalogue) -> str | None:
    """Return why the result cannot lie over the shared catalogue, or None where it can."""
    additions = Additions(
        credentials=imported.credentials, stacks=imported.stacks, name="What was imported", content_hash=""
    )
    try:
        shared.adding(additions)
    except CatalogueRejected as error:
        return str(error)
    return None


def _report(imported: Imported, fits: str | None) -> dict[str, Any]:
    report = imported.report
    return {
        "credentials": len(imported.credentials),
        "stacks": len(imported.stacks),
        "cannot_be_added": fits,
        "taken": [vars(note) for note in report.taken],
        "mended": [vars(note) for note in report.mended],
        "skipped": [vars(note) for note in report.skipped],
        "columns": [vars(note) for note in report.columns],
        "unused": dict(report.unused),
    }


def _print(imported: Imported, fits: str | None, *, everything: bool) -> None:
    console, report = Console(), imported.report
    _notes(console, "Columns", report.columns, everything=True)
    for heading, notes in (("Taken", report.taken), ("Repaired", report.mended), ("Skipped", report.skipped)):
        _notes(console, heading, notes, everything=everything)
    if report.unused:
        _unused(console, report.unused, everything=everything)
    shares = [completeness(credential).percent for credential in imported.credentials]
    average = sum(shares) // len(shares) if shares else 0
    console.print(f"\n{len(imported.credentials)} credentials and {len(imported.stacks)} stacks.", highlight=False)
    console.print(f"They say {average} % of the EU's mandatory elements on average.", highlight=False)
    if fits is not None:
        console.print(Text(f"\n{fits}", style="bold red"))


def _unused(console: Console, unused: Mapping[str, int], *, everything: bool) -> None:
    """Print which members of the documents were not used, and how often each stood there."""
    console.print(Text(f"\nNot used ({len(unused)})", style="bold"))
    shown = list(unused.items())[: None if everything else FEW_NOTES]
    for name, count in shown:
        console.print(Text(f"  {name}: {count} time{'s' if count > 1 else ''}"), soft_wrap=True)
    if len(shown) < len(unused):
        console.print(Text(f"  ... and {len(unused) - len(shown)} more (--all shows them)", style="dim"))


def _notes(console: Console, heading: str, notes: Sequence[ImportNote], *, everything: bool) -> None:
    if heading == "Columns" and not notes:
        return
    console.print(Text(f"\n{heading} ({len(notes)})", style="bold"))
    shown = notes if everything else notes[:FEW_NOTES]
    for note in shown:
        console.print(Text(f"  {note.place}: {note.what} - {note.why}"), soft_wrap=True)
    if len(shown) < len(notes):
        console.print(Text(f"  ... and {len(notes) - len(shown)} more (--all shows them)", style="dim"))
