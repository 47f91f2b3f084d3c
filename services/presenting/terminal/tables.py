"""How is a table printed so that nothing in it is cut? A plain line per row in a pipe; in a terminal with whole words.

Where the longest words of all columns do not fit beside one another, each row is a block of lines, so that an address
or the name of a key can be copied from a narrow terminal too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

#: How wide a line may be where no terminal shows it: whoever reads a pipe wants a row on a line.
WIDEST = 10_000

#: Spaces between two columns.
BETWEEN = 2


def print_table(table: Table, console: Console | None = None) -> None:
    """Print `table`: every cell in full, on as many lines as it needs; where the output is no terminal, on one."""
    console = console or Console()
    with widened(console):
        longest = [_longest_word(column, console, show_header=table.show_header) for column in table.columns]
        if sum(longest) + BETWEEN * (len(longest) - 1) > console.width:
            for block in _blocks(table, console):
                console.print(block, soft_wrap=True, highlight=False)
            return
        for column, width in zip(table.columns, longest, strict=True):
            column.min_width = width
        console.print(uncut(table), crop=False)


def _longest_word(column: Column, console: Console, *, show_header: bool) -> int:
    """Return how much of the screen the longest word of a column takes, with what it is indented by."""
    cells = [_as_text(cell, console) for cell in (*([column.header] if show_header else []), *column.cells)]
    return max((Measurement.get(console, console.options, cell).minimum + _indent(cell) for cell in cells), default=0)


def _indent(cell: Text) -> int:
    return len(cell.plain) - len(cell.plain.lstrip(" "))


def _blocks(table: Table, console: Console) -> Iterator[Text]:
    """Yield each row as lines: its first cell, and under it the others with what they are called; empty ones not."""
    names = [_as_text(column.header, console) if table.show_header else Text() for column in table.columns]
    for first, *others in zip(*(column.cells for column in table.columns), strict=True):
        block = _as_text(first, console)
        for name, cell in zip(names[1:], (_as_text(other, console) for other in others), strict=True):
            if cell.plain.strip():
                block.append("\n  ").append(name).append(": " if name.plain else "").append(cell)
        yield block


def _as_text(cell: RenderableType, console: Console) -> Text:
    return cell.copy() if isinstance(cell, Text) else console.render_str(str(cell))


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
