"""How is a table printed so that nothing in it is cut? Folded on a terminal, a plain line per row in a pipe."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

#: How wide a line may be where no terminal shows it: whoever reads a pipe wants a row on a line.
WIDEST = 10_000


def print_table(table: Table, console: Console | None = None) -> None:
    """Print `table`: every cell in full, on as many lines as it needs; where the output is no terminal, on one."""
    console = console or Console()
    with widened(console):
        console.print(uncut(table), crop=False)


def uncut(table: Table) -> Table:
    """Return `table` with cells that go on in the next line where one is too narrow for them."""
    for column in table.columns:
        column.overflow = "fold"
        column.no_wrap = False
    return table


@dataclass(frozen=True)
class _Bullets:
    """Lines with a bullet each; they end where their words end, so a pipe gets no spaces behind them."""

    lines: Sequence[str]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.lines:
            folded = Text(line).wrap(console, options.max_width - len("- "), overflow="fold")
            for number, part in enumerate(folded):
                part.rstrip()
                yield Text("  " if number else "- ") + part


def bullets(lines: Sequence[str]) -> RenderableType:
    """Return lines that wrap under themselves, not under their bullet."""
    return _Bullets(lines)


def bulleted(heading: str, lines: Sequence[str]) -> list[RenderableType]:
    """Return lines with a bullet each under their heading; nothing without lines."""
    return [Text(f"\n{heading}", style="bold"), bullets(lines)] if lines else []


@contextmanager
def widened(console: Console) -> Iterator[None]:
    """Let lines be as long as they are where no terminal shows them; rulers after it are as wide as before."""
    if console.is_terminal:
        yield
        return
    before, console.width = console.width, WIDEST
    yield
    console.width = before
