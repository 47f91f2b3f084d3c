"""Which skills does every field ask for, so that closing one of them alone makes nobody fit for an occupation?

Communication is asked for in postings of mechanics and of analysts, and is what neither is hired for; in journalism it
is. `data/occupations/side_skills.csv` is written by hand: general knowledge of what postings say.
"""

from collections.abc import Callable
from functools import cache

from services.recommender.knowledge.files.data_files import DataFiles

SIDE_SKILL_FILE = "occupations/side_skills.csv"

#: A skill by its id, its label for the reader of the file, and the beginnings of the SOC codes of work that is about
#: it, parted by ";".
SIDE_SKILL_COLUMNS = ("skill", "label", "own_of")


def read_side_skills(files: DataFiles) -> Callable[[str], frozenset[str]]:
    """Return a function that returns the ids of the skills that stand beside the work of an occupation, by its code."""
    own_of = {
        skill: tuple(filter(None, prefixes.split(";")))
        for _, (skill, _, prefixes) in files.csv_rows(SIDE_SKILL_FILE, SIDE_SKILL_COLUMNS)
    }
    shared = cache(frozenset[str])

    def beside(code: str) -> frozenset[str]:
        return shared(tuple(skill for skill, prefixes in own_of.items() if not code.startswith(prefixes)))

    return beside
