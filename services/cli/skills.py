"""Which skill do these words name? What a profile's skills may say."""

import click
from rich.console import Console
from rich.table import Table

from services.cli.operating.ledger_access import settled
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.skills import SkillsUnreadable, load_skills
from services.recommender.names.skill_phrases import level_said


@click.group()
def skills() -> None:
    """Find a skill by words."""


@skills.command()
@click.argument("words", nargs=-1, required=True)
def match(words: tuple[str, ...]) -> None:
    """Say which skill each of WORDS is taken for; quote what belongs together ("experience with Docker")."""
    try:
        known = load_skills(settled().data_dir)
    except SkillsUnreadable as error:
        raise click.ClickException(str(error)) from error
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
