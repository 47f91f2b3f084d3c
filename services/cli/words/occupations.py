"""Which O*NET occupation do these words mean? What a profile's `field.occupation` may say."""

import json
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.table import Table

from services.cli.operating.ledger_access import settled
from services.cli.words.lines_read import lines_of
from services.cli.words.side_by_side import processes_for, read_side_by_side
from services.cli.words.title_lines import Order, title_lines
from services.encoder.sentence_encoder import EncoderUnfit, SentenceEncoder, is_installed
from services.encoder.title_order import TitleOrder
from services.encoder.vacancies import read_vacancies
from services.encoder.word_order import WordOrder
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.occupations.languages.guessing import LANGUAGES
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations


@click.group()
def occupations() -> None:
    """Find an occupation by words."""


#: Options of both commands that say in which language a title is, and where the work is.
_language = click.option(
    "--language", type=click.Choice(LANGUAGES), help="The titles' language; told from them if absent."
)
_country = click.option("--country", metavar="XX", help="Where the work is, as an ISO 3166-1 code such as DE.")


@occupations.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="How many to show.")
@_language
@_country
def search(words: tuple[str, ...], limit: int, language: str | None, country: str | None) -> None:
    """List the occupations that WORDS may mean, best first: a code, a title, or a title in use."""
    text = " ".join(words)
    known = _load()
    hits = known.search(text, limit, language=language, country=country)
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


@occupations.command()
@click.argument("file", type=click.File("rb"))
@_language
@_country
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: Path.home() / ".cache" / "credwise",
    help="Where the encoder's vectors of all known titles are kept; made there in some minutes if absent.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of a table.")
def read(file: BinaryIO, language: str | None, country: str | None, cache: Path, *, as_json: bool) -> None:
    """Say what each title of FILE means, one title a line; - reads standard input."""
    known = _load()
    order = _order(known, cache)
    reading = partial(title_lines, known=known, language=language, country=country, order=order)
    # The encoder compares many at once and has threads of its own.
    processes = processes_for(file) if order.at_once == 1 else 1
    lines = read_side_by_side(lines_of(file), reading, processes)
    if as_json:
        for line in lines:
            click.echo(line)
        return
    table = Table("title", "code", "taken for", "confidence", "language", box=None, pad_edge=False)
    for read_title in map(json.loads, lines):
        first = next(iter(read_title["candidates"]), None)
        offered = f"asked back; first: {first['title']}" if first else "asked back"
        taken = known.get(read_title["code"] or "")
        table.add_row(
            read_title["title"],
            read_title["code"] or "-",
            taken.title if taken else offered,
            f"{read_title['confidence']} %" + (", doubtful" if read_title.get("doubtful") else ""),
            read_title["language"],
        )
    print_table(table, Console())


def _order(known: Occupations, cache: Path) -> Order:
    """Return what orders candidates: by meaning as well where the extra `.[encoder]` is installed, else by words."""
    folder = settled().data_dir
    try:
        vacancies = read_vacancies(folder)
        if not is_installed():
            return WordOrder(known, vacancies)
        return TitleOrder(SentenceEncoder(folder), known, vacancies, cache, _tell_of_vectors)
    except (EncoderUnfit, DataFileError) as error:
        raise click.ClickException(str(error)) from error


def _tell_of_vectors(count: int) -> None:
    click.echo(f"Reading {count:,} known titles by the encoder; this takes some minutes, once.", err=True)


def _load() -> Occupations:
    try:
        return load_occupations(settled().data_dir)
    except DataFileError as error:
        raise click.ClickException(str(error)) from error
