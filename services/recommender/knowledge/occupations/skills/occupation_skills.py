"""Which skills does ESCO see in an occupation? Reads the table that tools/build_data derives through the crosswalk."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.recommender.knowledge.files.data_files import DataFiles

SKILLS_FILE = "occupations/skills_by_occupation.tsv.gz"

#: An occupation and the ids of ESCO skills (without their "esco:"), parted by spaces, the most widely shared first.
SKILLS_COLUMNS = ("code", "essential", "optional")


@dataclass(frozen=True, kw_only=True)
class SkillsSeen:
    """The ids of the skills that ESCO calls essential to the occupation, and of those it calls optional."""

    essential: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


def read_occupation_skills(files: DataFiles) -> Mapping[str, SkillsSeen]:
    """Return what ESCO sees in each occupation, by code; raise DataFileError when the file is absent or damaged."""
    return {
        code: SkillsSeen(essential=_ids(essential), optional=_ids(optional))
        for _, (code, essential, optional) in files.rows(SKILLS_FILE, SKILLS_COLUMNS)
    }


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(f"esco:{uuid}" for uuid in cell.split())
