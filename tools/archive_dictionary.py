"""Make the dictionary by which the archive compresses documents: `python -m tools.archive_dictionary FILE`.

FILE holds recommendations of made-up learners, one JSON document a line (`python bench/profiles.py 360` makes the
learners, `credwise recommend` decides them). Another dictionary is worth making when documents have grown by a half
since bench/archive.py last ran. It gets the next number; those before it stay, for what was compressed with them.
"""

import sys
from pathlib import Path

from zstandard import train_dictionary

from services.archive.packing import FOLDER

#: The size from which more gains nothing, in bytes.
SIZE = 112_640


def main(source: Path) -> None:
    """Train on every line of `source` and write the next dictionary."""
    number = max((int(path.stem) for path in FOLDER.glob("*.zdict")), default=0) + 1
    documents: list[bytes | bytearray | memoryview[int]] = [*source.read_bytes().splitlines()]
    made = train_dictionary(SIZE, documents, dict_id=number)
    (FOLDER / f"{number}.zdict").write_bytes(made.as_bytes())
    print(f"{number}.zdict: {len(made):,} bytes from {len(documents):,} documents")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
