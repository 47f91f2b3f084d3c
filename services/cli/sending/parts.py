"""How is a file cut into batches? Parts of so many lines, each with the number of the line before its first."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from services.cli.sending.profile_table import TableRejected, rows_of

#: Lines in one batch: few enough that one is soon sent again, where sending breaks off.
LINES = 10_000


@dataclass(frozen=True, kw_only=True)
class BatchPart:
    """A batch to be: its number from 1, how many lines come before it, and its own lines."""

    number: int
    offset: int
    lines: tuple[bytes, ...]


def digest_of(path: Path) -> str:
    """Return what stands for the contents of a file."""
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()[:32]


def parts_of(path: Path) -> Iterator[BatchPart]:
    """Yield the parts of a file of profiles: NDJSON, a JSON array, or CSV by its name; raise TableRejected."""
    with _lines(path) as lines:
        offset = 0
        for number in range(1, 1 << 30):
            some = tuple(islice(lines, LINES))
            if not some:
                return
            if any(line.strip() for line in some):
                yield BatchPart(number=number, offset=offset, lines=some)
            offset += len(some)


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[bytes]]:
    kind = path.suffix.casefold()
    if kind in {".csv", ".tsv"}:
        with path.open(encoding="utf-8-sig", newline="") as text:
            yield rows_of(text)
    elif kind == ".json":
        yield _elements(path)
    else:
        with path.open("rb") as raw:
            yield (line if line.endswith(b"\n") else line + b"\n" for line in raw)


def _elements(path: Path) -> Iterator[bytes]:
    try:
        document = json.loads(path.read_bytes())
    except ValueError as error:
        raise TableRejected(f"it is not JSON: {error}") from error
    profiles = document if isinstance(document, list) else [document]
    return (json.dumps(profile, ensure_ascii=False).encode() + b"\n" for profile in profiles)
