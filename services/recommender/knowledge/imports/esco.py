"""Which skills does ESCO name? Reads the official "classification - en - csv" download as it is."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: The skills in the official zip.
SKILLS_MEMBER = "skills_en.csv"

#: Some of ESCO's cells are longer than the csv module's default limit of 131,072 characters.
LONGEST_CELL = 16 * 1024 * 1024


class EscoUnreadable(Exception):
    """No ESCO download in the folder, or not one we know; the message names the folder and what it should hold."""


@dataclass(frozen=True, kw_only=True)
class EscoSkill:
    """One released ESCO skill: the last part of its URI, its preferred label, its alternative labels."""

    uuid: str
    label: str
    alternatives: tuple[str, ...]


def read_esco_skills(folder: Path) -> tuple[EscoSkill, ...]:
    """Return the skills of the ESCO zip in `folder`, by id. Raises EscoUnreadable."""
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            if SKILLS_MEMBER in opened.namelist():
                with opened.open(SKILLS_MEMBER) as member:
                    rows = _rows(io.TextIOWrapper(member, encoding="utf-8", newline=""))
                    return tuple(sorted(rows, key=lambda skill: skill.uuid))
    raise EscoUnreadable(
        f"{folder}: no zip with {SKILLS_MEMBER} in it. Download the English classification as CSV from "
        "esco.ec.europa.eu and put the zip there."
    )


def _rows(text: io.TextIOBase) -> Iterator[EscoSkill]:
    limit_before = csv.field_size_limit(LONGEST_CELL)
    try:
        for row in csv.DictReader(text):
            if row["status"] == "released":
                yield EscoSkill(
                    uuid=row["conceptUri"].rsplit("/", 1)[-1],
                    label=" ".join(row["preferredLabel"].split()),
                    alternatives=tuple(
                        part for line in row["altLabels"].splitlines() if (part := " ".join(line.split()))
                    ),
                )
    finally:
        csv.field_size_limit(limit_before)
