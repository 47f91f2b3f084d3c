"""Which facts may a rule speak of, the findings of other rules among them?"""

from collections.abc import Iterator
from pathlib import Path

import click
from rich.table import Table

from services.cli.rules.folder import rules_dir_option, rules_folder
from services.presenting.terminal.tables import print_table
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import RuleFolder, read_rule_folder
from services.recommender.rulebook.vocabulary import Group, suggestion


@click.command()
@click.argument("word", required=False)
@rules_dir_option
def vocabulary(word: str | None, rules_dir: Path | None) -> None:
    """List every fact that a rule may speak of, and every finding with the rules that conclude it.

    With WORD, only those that have it in their name, values or meaning ("weeks", "degree", "finding").
    """
    rule_folder = read_rule_folder(rules_folder(rules_dir), VOCABULARY)
    rows = [
        row for row in _rows(rule_folder) if word is None or any(word.casefold() in cell.casefold() for cell in row)
    ]
    if not rows:
        near = suggestion(str(word), [field.full_name for field in rule_folder.vocabulary])
        raise click.ClickException(f'no fact or finding has "{word}" in its name, values or meaning{near}')
    table = Table("fact", "values", "meaning", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    print_table(table)
    if rule_folder.problems:
        click.echo("Some rules cannot be read, so findings may be missing: see `credwise rules check`.", err=True)


def _rows(rule_folder: RuleFolder) -> Iterator[tuple[str, str, str]]:
    for field in rule_folder.vocabulary:
        doc = field.doc
        if field.group is Group.FINDING:
            concluding = [f"{r.id}: {r.title}" for r in rule_folder.rules if field.name in r.findings_concluded()]
            doc = f"Concluded by {'; by '.join(concluding)}." if concluding else doc
        yield field.full_name, ", ".join(field.allowed) or field.unit or field.kind.value, doc
