"""Which O*NET occupation is an ESCO occupation? Reads Nesta's crosswalk of November 2020, whose codes are of 2010."""

import csv
from dataclasses import dataclass
from pathlib import Path

CROSSWALK_FILE = "esco_onet_crosswalk_Nov2020.csv"

_COLUMNS = frozenset({"concept_uri", "onet_code", "onet_occupation", "confidence"})


class CrosswalkUnreadable(Exception):
    """No crosswalk in the folder, or another form of it; the message names the file and what it must hold."""


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """An ESCO occupation (the last part of its address), its O*NET-SOC 2010 code and title, and how sure that is.

    `confidence` is the authors' own mark: 0.5, 1 or 2; 2 is the surest.
    """

    esco: str
    code_2010: str
    title: str
    confidence: float


def read_crosswalk(folder: Path) -> tuple[Crossing, ...]:
    """Return the crosswalk's rows as they stand. Raises CrosswalkUnreadable."""
    path = folder / CROSSWALK_FILE
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if _COLUMNS.difference(rows.fieldnames or ()):
                raise CrosswalkUnreadable(f"{path}: needs the columns {', '.join(sorted(_COLUMNS))}")
            return tuple(
                Crossing(
                    esco=row["concept_uri"].rsplit("/", 1)[-1],
                    code_2010=row["onet_code"],
                    title=row["onet_occupation"],
                    confidence=float(row["confidence"]),
                )
                for row in rows
            )
    except (OSError, UnicodeDecodeError) as error:
        raise CrosswalkUnreadable(f"{path}: cannot be read ({error})") from error
