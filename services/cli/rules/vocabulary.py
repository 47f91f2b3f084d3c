"""Which facts may a rule speak of?"""

import click
from rich.table import Table

from services.presenting.terminal.tables import print_table
from services.recommender.decision.facts.vocabulary import VOCABULARY


@click.command()
def vocabulary() -> None:
    """List every fact that a rule may speak of."""
    table = Table("fact", "values", "meaning", box=None, pad_edge=False)
    for field in VOCABULARY:
        table.add_row(field.full_name, ", ".join(field.allowed) or field.unit or field.kind.value, field.doc)
    print_table(table)
