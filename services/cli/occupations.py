"""Which O*NET occupation do these words mean? What a profile's `field.occupation` may say."""

import click
from rich.console import Console
from rich.table import Table

from services.cli.operating.ledger_access import settled
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.occupations.occupations import load_occupations


@click.group()
def occupations() -> None:
    """Find an occupation by words."""


@occupations.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="How many to show.")
def search(words: tuple[str, ...], limit: int) -> None:
    """List the occupations that WORDS may mean, best first: a code, a title, or a title in use."""
    text = " ".join(words)
    try:
        known = load_occupations(settled().data_dir)
    except DataFileError as error:
        raise click.ClickException(str(error)) from error
    hits = known.search(text, limit=limit)
    if not hits:
        raise click.ClickException(f"No occupation's title is like {text!r}. Try fewer or more general words.")
    table = Table("code", "title", "credential culture", "matched by", "confidence", box=None, pad_edge=False)
    for hit in hits:
        culture = hit.occupation.culture.culture.value.replace("_", " ")
        how = f"{hit.matched_title} ({hit.matched_by.value.replace('_', ' ')})"
        table.add_row(hit.occupation.code, hit.occupation.title, culture, how, f"{hit.confidence} %")
    console = Console()
    print_table(table, console)
    console.print(known.attribution, style="dim")
