"""Which O*NET occupations is an ESCO occupation? Reads the official crosswalk of September 2022."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

CROSSWALK_FILE = "crosswalk_esco_onet.csv.gz"

#: What its columns are called; a heading of some lines stands above them.
_CODE, _ADDRESS, _MATCH = "O*NET Id", "ESCO or ISCO URI", "Type of Match"

#: The kinds of match, each with the letter it is kept as. The O*NET occupation is the broader one in a broadMatch.
MATCHES = {"exactMatch": "e", "broadMatch": "b", "closeMatch": "c", "narrowMatch": "n"}


@dataclass(frozen=True, kw_only=True)
class OfficialCrossing:
    """An ESCO occupation (the last part of its address), an O*NET-SOC 2019 code, and how they match (see MATCHES)."""

    esco: str
    code: str
    match: str


def read_official_crosswalk(folder: Path) -> tuple[OfficialCrossing, ...]:
    """Return the crosswalk's rows between occupations; those to groups of ISCO are left out."""
    with gzip.open(folder / CROSSWALK_FILE, "rt", encoding="utf-8-sig", newline="") as file:
        lines = file.readlines()
    heading = next(number for number, line in enumerate(lines) if line.startswith(_CODE))
    return tuple(
        OfficialCrossing(esco=row[_ADDRESS].rsplit("/", 1)[-1], code=row[_CODE], match=MATCHES[row[_MATCH]])
        for row in csv.DictReader(lines[heading:])
        if row[_MATCH] in MATCHES
    )
