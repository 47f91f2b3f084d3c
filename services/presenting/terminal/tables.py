"""How is a table printed so that nothing in it is cut? Folded on a terminal, a plain line per row in a pipe."""

from rich.console import Console
from rich.table import Table

#: How wide a line may be where no terminal shows it: whoever reads a pipe wants a row on a line.
WIDEST = 10_000


def print_table(table: Table, console: Console | None = None) -> None:
    """Print `table`: every cell in full, on as many lines as it needs; where the output is no terminal, on one."""
    console = console or Console()
    widen_a_pipe(console)
    console.print(uncut(table), crop=False)


def uncut(table: Table) -> Table:
    """Return `table` with cells that go on in the next line where one is too narrow for them."""
    for column in table.columns:
        column.overflow = "fold"
        column.no_wrap = False
    return table


def widen_a_pipe(console: Console) -> None:
    """Let lines be as long as they are where no terminal shows them."""
    if not console.is_terminal:
        console.width = WIDEST
