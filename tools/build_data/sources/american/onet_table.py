"""What does one tab-delimited table of an O*NET text release hold, and which cells of it cannot be believed?"""

import re
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

#: How the release writes "not available" (a null).
NOT_AVAILABLE = "n/a"

#: An O*NET-SOC 2019 code; the two digits after the point are 00 for the SOC occupation itself.
_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")

#: The month a survey was completed, as the release writes it.
_MONTH = re.compile(r"(0[1-9]|1[0-2])/\d{4}")


class CellRejectedError(Exception):
    """A cell cannot be used; `read_table` turns it into a problem with file, line and column."""

    def __init__(self, column: str, detail: str) -> None:
        super().__init__(detail)
        self.column = column


@dataclass(frozen=True)
class Row:
    """One row; every reader below raises CellRejectedError, whose text says what would be right."""

    cells: dict[str, str]

    def text(self, column: str) -> str:
        text = self.cells[column].strip()
        if text in {"", NOT_AVAILABLE}:
            raise CellRejectedError(column, "is empty or n/a; a text is needed")
        return text

    def optional_text(self, column: str) -> str | None:
        return None if self._is_null(column) else self.text(column)

    def code(self, column: str, known: Container[str] | None = None) -> str:
        """Return an O*NET-SOC code that is one of `known`, where the known ones are given."""
        text = self.cells[column].strip()
        if not _CODE.fullmatch(text):
            raise CellRejectedError(column, f"{text!r} is no O*NET-SOC code; one looks like 15-1252.00")
        if known is not None and text not in known:
            raise CellRejectedError(column, f"{text} is not in Occupation Data.txt; are all files of one release?")
        return text

    def number(self, column: str, low: int, high: int) -> Decimal:
        text = self.cells[column].strip()
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not low <= value <= high:
            raise CellRejectedError(column, f"{text!r} must be a number from {low} to {high}")
        return value

    def optional_number(self, column: str, low: int, high: int) -> Decimal | None:
        return None if self._is_null(column) else self.number(column, low, high)

    def whole(self, column: str, low: int, high: int) -> int:
        text = self.cells[column].strip()
        if not (text.isascii() and text.isdecimal()) or not low <= int(text) <= high:
            raise CellRejectedError(column, f"{text!r} must be a whole number from {low} to {high}")
        return int(text)

    def optional_whole(self, column: str, low: int, high: int) -> int | None:
        return None if self._is_null(column) else self.whole(column, low, high)

    def flag(self, column: str) -> bool:
        text = self.cells[column].strip()
        if text not in {"Y", "N"}:
            raise CellRejectedError(column, f"{text!r} must be Y or N")
        return text == "Y"

    def month(self, column: str) -> str:
        text = self.cells[column].strip()
        if not _MONTH.fullmatch(text):
            raise CellRejectedError(column, f"{text!r} must be a month like 08/2023")
        return text

    def once(self, column: str, key: Hashable, seen: set[Hashable]) -> None:
        """Note `key` in `seen`; raise where it was there, because one of the two rows must be wrong."""
        if key in seen:
            raise CellRejectedError(column, f"{self.cells[column].strip()} has this row a second time")
        seen.add(key)

    def _is_null(self, column: str) -> bool:
        return self.cells[column].strip() == NOT_AVAILABLE


def read_table(path: Path, columns: Sequence[str], parse: Callable[[Row], T], problems: list[str]) -> list[T]:
    """Read every row of `path` with `parse`; what cannot be read is added to `problems` as "file, line, column: why".

    Columns are found by name, so a later release may add some. Quotation marks are ordinary characters, as the
    release means them; line ends may be LF or CRLF, and a byte order mark is passed over.
    """
    read: list[T] = []
    for number, row in _rows(path, columns, problems):
        try:
            read.append(parse(row))
        except CellRejectedError as error:
            problems.append(f'{path.name}, line {number}, column "{error.column}": {error}')
    return read


def _rows(path: Path, columns: Sequence[str], problems: list[str]) -> Iterator[tuple[int, Row]]:
    try:
        lines = path.read_bytes().decode("utf-8-sig").removesuffix("\n").split("\n")
    except OSError:
        problems.append(f"{path.name}: there is no such file in {path.parent}; it is part of the text release")
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(f"{path.name}, line {line}: is not UTF-8 text; download the release again")
        return
    heading, *rest = (line.removesuffix("\r").split("\t") for line in lines)
    missing = [column for column in columns if column not in heading]
    problems.extend(f'{path.name}, line 1, column "{column}": is missing' for column in missing)
    if missing:
        return
    for number, cells in enumerate(rest, start=2):
        if len(cells) != len(heading):
            problems.append(f"{path.name}, line {number}: has {len(cells)} columns, the heading has {len(heading)}")
        else:
            yield number, Row(dict(zip(heading, cells, strict=True)))
