"""Which rows does a table hold, by the columns that a credential is described with?"""

from collections.abc import Iterator, Sequence
from itertools import chain

from services.importing.column_mapping import Use
from services.importing.drafts import Reading
from services.importing.formats.csv.headings import Columns, read_columns
from services.importing.formats.csv.table import Row, parted, read_rows
from services.importing.formats.csv.template import SEVERAL
from services.importing.import_report import ImportRejected
from services.importing.source_files import Document
from services.importing.values.plain_values import read_number

#: The most rows taken of one file.
MOST_ROWS = 200_000


def rows_of(document: Document, reading: Reading) -> Iterator[tuple[Row, str | None]]:
    """Yield the rows of a table, and the home of its platform. Raises ImportRejected for no usable heading."""
    name = document.place
    rows = read_rows(name, document.text or "")
    _, heading = next(rows, (0, []))
    first = next(rows, (0, []))
    columns = read_columns(name, heading, first[1], reading)
    for count, (number, cells) in enumerate(chain([first], rows)):
        if count >= MOST_ROWS:
            raise ImportRejected(f"{name}, line {number}: has more than {MOST_ROWS} rows. Split it into several files.")
        reading.notes.effort.count()
        if not any(cell.strip() for cell in cells):
            continue
        place = f"{name}, line {number}"
        if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
            reading.notes.mend(
                place, " | ".join(cells[len(heading) :]), "has more cells than the heading; they are left out"
            )
        yield _row(place, cells, columns, reading), columns.home


def _row(place: str, cells: Sequence[str], columns: Columns, reading: Reading) -> Row:
    """Return the row by its columns: several headings of one add up, or stand in for one another."""
    read: dict[str, str] = dict(columns.always)
    parts: dict[str, str] = {}
    for column, places in columns.places.items():
        said = [(cells[at], use) for at, use in places if at < len(cells) and cells[at].strip()]
        if said:
            read[column] = _in_unit(*said[0])
        if column in SEVERAL and len(said) > 1:
            read[column] = "|".join(text for cell, use in said for text in parted(cell, use.parts))
        elif said and said[0][1].parts is not None:
            parts[column] = said[0][1].parts
    return Row(place=place, cells=read, reading=reading, parts=parts)


def _in_unit(cell: str, use: Use) -> str:
    """Return the cell with the unit that its column is counted in, where a number stands alone in it."""
    return f"{cell.strip()} {use.unit}" if use.unit is not None and read_number(cell) is not None else cell
