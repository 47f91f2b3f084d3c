"""Which technologies does O*NET name? Reads the official "Technology Skills.txt" as it is."""

import csv
from pathlib import Path

#: The file of the official text release.
TECHNOLOGIES_FILE = "Technology Skills.txt"


class TechnologiesUnreadable(Exception):
    """The O*NET file is missing; the message names the folder and where to get the file."""


def read_technologies(folder: Path) -> tuple[str, ...]:
    """Return the distinct names of the technologies, in order. Raises TechnologiesUnreadable."""
    path = folder / TECHNOLOGIES_FILE
    if not path.is_file():
        raise TechnologiesUnreadable(f"{path}: no such file. Download the O*NET 29.3 text files from onetcenter.org.")
    with path.open(encoding="utf-8", newline="") as lines:
        # O*NET quotes nothing, and some names hold quotation marks.
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(sorted({" ".join(row["Example"].split()) for row in rows}))
