"""Which skill do these words name? What a profile's skills may say."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import click
from babel import Locale
from rich.console import Console
from rich.table import Table

from services.cli.loading import knowledge_or_say_why
from services.cli.words.lines_read import as_read, json_line, lines_of
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.skill_languages import EVERYDAY_ONLY
from services.recommender.names.skills.skill_phrases import level_said
from services.recommender.situation.terms import read_term


@click.group()
def skills() -> None:
    """Find a skill by words."""


@skills.command()
@click.argument("words", nargs=-1, required=True)
def match(words: tuple[str, ...]) -> None:
    """Say which skill each of WORDS is taken for; quote what belongs together ("experience with Docker")."""
    known = knowledge_or_say_why().skills
    table = Table("words", "skill", "id", "level said", "matched by", "confidence", box=None, pad_edge=False)
    for each in words:
        found = known.read(each)
        if found is None:
            table.add_row(each, "not recognised: kept as it is", "", "", "", "")
        else:
            level = level_said(each, found.label) or ""
            table.add_row(each, found.label, found.skill, level, found.matched_by, f"{found.confidence} %")
    console = Console()
    print_table(table, console)
    console.print(known.attribution, style="dim")


@skills.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of a table.")
def read(file: BinaryIO, *, as_json: bool) -> None:
    """Say which skill each phrase of FILE names, one phrase a line; - reads standard input."""
    lines = _phrase_lines(lines_of(file), knowledge_or_say_why())
    if as_json:
        for line in lines:
            click.echo(json_line(line))
        return
    table = Table("phrase", "skill", "id", "confidence", "language", box=None, pad_edge=False)
    for line in lines:
        named = str(line["label"] or line["reason"])
        table.add_row(
            str(line["phrase"]), named, str(line["skill"] or ""), f"{line['confidence']} %", str(line["language"])
        )
    print_table(table, Console())


def _phrase_lines(phrases: Iterable[str], known: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield what each phrase was taken for; `reason` says why it was for none."""
    for phrase in phrases:
        words = as_read(phrase)
        term = read_term(words, known)
        spoken = known.skill_words.languages_of(words) if term.matched_by == "language" or not term.matched else ()
        language = next(iter(spoken), "en")
        yield {
            "phrase": phrase,
            "skill": term.skill if term.matched else None,
            "label": term.label if term.matched else None,
            "confidence": term.confidence if term.matched else 0,
            "how": term.matched_by if term.matched else "unknown",
            "language": language,
            "reason": None if term.matched else _reason(language),
        }


def _reason(language: str) -> str:
    name = Locale("en").languages[language]
    if language in EVERYDAY_ONLY:
        return f"not known: we have only everyday words for skills in {name}"
    return f"no skill is called so in {name}"
