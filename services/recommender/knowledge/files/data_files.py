"""Which bytes was this knowledge read from? Reads committed data files and keeps the hash of what they held."""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from services.recommender.names.geography.countries import country_code


class DataFileError(Exception):
    """A file under data/ is absent or damaged; the message names file and line. Restore it, or run `make data`."""


class DataFiles:
    """The files of one data folder. The hash is over contents, so that another gzip's bytes make no difference."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._digest = hashlib.sha256()

    @property
    def content_hash(self) -> str:
        """The hash over the names and contents of all files read so far, in the order they were read."""
        return f"sha256:{self._digest.hexdigest()}"

    def has(self, name: str) -> bool:
        """Say whether there is a file data/`name`; that it is absent is no part of the hash."""
        return (self._data_dir / name).is_file()

    def text(self, name: str) -> str:
        """Read data/`name` (UTF-8; unpacked where it ends in .gz); raise DataFileError when that cannot be done."""
        raw = self._bytes(name)
        try:
            content = gzip.decompress(raw) if name.endswith(".gz") else raw
            text = content.decode("utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise self._unreadable(name, error) from error
        self._note(name, content)
        return text

    def later(self, name: str, columns: Sequence[str]) -> Callable[[], str]:
        """Return what reads a tab-separated file under its heading when it is called.

        The hash is over the file's bytes as they are packed now. Raises DataFileError where the file is absent; what is
        returned raises it where the file is damaged.
        """
        self._note(name, self._bytes(name))
        return lambda: DataFiles(self._data_dir).body(name, columns)

    def _bytes(self, name: str) -> bytes:
        try:
            return (self._data_dir / name).read_bytes()
        except OSError as error:
            raise self._unreadable(name, error) from error

    def _unreadable(self, name: str, error: Exception) -> DataFileError:
        remedy = "restore it or build it with `make data`"
        return DataFileError(f"{self._data_dir / name}: cannot be read ({error}); {remedy}")

    def _note(self, name: str, content: bytes) -> None:
        self._digest.update(f"{name}\0{len(content)}\0".encode())
        self._digest.update(content)

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield ("file, line n", cells) for each tab-separated row under the heading, which must be `columns`."""
        lines = self.text(name).removesuffix("\n").split("\n")
        yield from self._checked(name, columns, (line.split("\t") for line in lines))

    def body(self, name: str, columns: Sequence[str]) -> str:
        """Return all of a tab-separated file but its heading, in one piece, for a reader that parts it by itself."""
        heading, _, body = self.text(name).partition("\n")
        if heading.split("\t") != list(columns):
            raise DataFileError(f"{self._data_dir / name}, line 1: the heading must be {', '.join(columns)}")
        return body

    def csv_rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield the same for a comma-separated file, whose cells may be quoted but hold no line breaks."""
        yield from self._checked(name, columns, csv.reader(self.text(name).splitlines()))

    def _checked(
        self, name: str, columns: Sequence[str], lines: Iterator[list[str]]
    ) -> Iterator[tuple[str, list[str]]]:
        path = self._data_dir / name
        if next(lines, None) != list(columns):
            raise DataFileError(f"{path}, line 1: the heading must be {', '.join(columns)}")
        for number, cells in enumerate(lines, start=2):
            place = f"{path}, line {number}"
            if len(cells) != len(columns):
                raise DataFileError(f"{place}: has {len(cells)} columns, must have {len(columns)}")
            yield place, cells


def read_day(place: str, text: str) -> date:
    """Read a date written YYYY-MM-DD; raise DataFileError at `place` when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DataFileError(f"{place}: {text!r} must be a date like 2026-11-22") from error


def read_country(place: str, text: str) -> str:
    """Read a country's code (ISO 3166-1); raise DataFileError at `place` where it is none, or is written otherwise."""
    meant = country_code(text)
    if meant != text:
        raise DataFileError(f"{place}: {text!r} must be a country's code (ISO 3166-1), like {meant or 'GB'}")
    return text
