"""Which skills does ESCO name, and who needs them? Reads the official CSV downloads as they are."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: The skills in the official zip.
SKILLS_MEMBER = "skills_en.csv"

#: Which skill an occupation needs, in the zip of the relations.
RELATIONS_MEMBER = "occupationSkillRelations.csv"

#: Which skill is a kind of which other, in the same zip.
TREE_MEMBER = "broaderRelationsSkillPillar.csv"

#: What the tree calls a skill; its groups of skills are called otherwise.
_SKILL = "KnowledgeSkillCompetence"

#: Its occupations, in the same zip as the skills.
OCCUPATIONS_MEMBER = "occupations_en.csv"

#: Some of ESCO's cells are longer than the csv module's default limit of 131,072 characters.
LONGEST_CELL = 16 * 1024 * 1024


class EscoUnreadable(Exception):
    """No ESCO download in the folder, or not one we know; the message names the folder and what it should hold."""


@dataclass(frozen=True, kw_only=True)
class EscoSkill:
    """One released ESCO skill: the last part of its URI, its preferred label, its alternative labels.

    `of_knowledge` says whether it is something that is known, such as a language, and nothing that is done.
    """

    uuid: str
    label: str
    alternatives: tuple[str, ...]
    of_knowledge: bool = False


@dataclass(frozen=True, kw_only=True)
class SkillNeeded:
    """An ESCO occupation needs an ESCO skill (both by the last part of their address): essentially or optionally."""

    occupation: str
    skill: str
    essential: bool


@dataclass(frozen=True, kw_only=True)
class Narrower:
    """An ESCO skill is a kind of a `wider` one (both by the last part of their address)."""

    skill: str
    wider: str


def read_esco_skills(folder: Path) -> tuple[EscoSkill, ...]:
    """Return the skills of the ESCO zip in `folder`, by id. Raises EscoUnreadable."""
    with _opened(folder, SKILLS_MEMBER) as text:
        return tuple(sorted(_rows(text), key=lambda skill: skill.uuid))


def read_skills_needed(folder: Path) -> tuple[SkillNeeded, ...]:
    """Return the relations of the ESCO zip in `folder`, as they stand. Raises EscoUnreadable."""
    with _opened(folder, RELATIONS_MEMBER) as text:
        return tuple(
            SkillNeeded(
                occupation=row["occupationUri"].rsplit("/", 1)[-1],
                skill=row["skillUri"].rsplit("/", 1)[-1],
                essential=row["relationType"] == "essential",
            )
            for row in csv.DictReader(text)
        )


def read_narrower(folder: Path) -> tuple[Narrower, ...]:
    """Return which skills of the ESCO zip in `folder` are kinds of which others. Raises EscoUnreadable."""
    with _opened(folder, TREE_MEMBER) as text:
        return tuple(
            Narrower(skill=row["conceptUri"].rsplit("/", 1)[-1], wider=row["broaderUri"].rsplit("/", 1)[-1])
            for row in csv.DictReader(text)
            if row["conceptType"] == row["broaderType"] == _SKILL
        )


def read_groups(folder: Path) -> Mapping[str, str]:
    """Return the group of ISCO-08 of each occupation of the ESCO zip in `folder`. Raises EscoUnreadable."""
    with _opened(folder, OCCUPATIONS_MEMBER) as text:
        return {row["conceptUri"].rsplit("/", 1)[-1]: row["iscoGroup"] for row in csv.DictReader(text)}


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[io.TextIOWrapper]:
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            if name in opened.namelist():
                with opened.open(name) as member:
                    yield io.TextIOWrapper(member, encoding="utf-8", newline="")
                return
    raise EscoUnreadable(
        f"{folder}: no zip with {name} in it. Download the classification as CSV, in English, from "
        "esco.ec.europa.eu and put its zips there."
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
                    of_knowledge=row["skillType"] == "knowledge",
                )
    finally:
        csv.field_size_limit(limit_before)
