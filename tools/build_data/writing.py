"""How are tables written under data/? Parted by tabs, and packed so that the same rows are the same bytes."""

import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

Rows = Iterable[Sequence[str]]


def table(columns: Sequence[str], rows: Rows) -> str:
    """Return a heading and rows as text, a line each."""
    return "".join("\t".join(cells) + "\n" for cells in (columns, *rows))


def packed(text: str) -> bytes:
    """Return `text` in gzip's form, without a name and a time."""
    file = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as zipped:
        zipped.write(text.encode())
    return file.getvalue()


def write_table(path: Path, text: str, called: str = "rows") -> None:
    """Write a table, packed where its name ends in .gz, and say how many rows it has, as they are `called`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(text) if path.suffix == ".gz" else text.encode())
    print(f"{path}: {text.count(chr(10)) - 1} {called}, {path.stat().st_size / 1e6:.2f} MB", flush=True)
