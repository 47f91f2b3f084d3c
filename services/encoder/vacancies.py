"""Which ESCO occupation did somebody else write beside the title of a vacancy? Titles as employers spell them."""

from collections.abc import Sequence
from pathlib import Path

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.languages.esco import ADDRESS

VACANCIES_FILE = "encoder/vacancies.tsv.gz"

#: Its columns: a vacancy's title, and the last parts of the addresses of ESCO occupations it was given, parted by
#: spaces. Rows are sorted.
VACANCIES_COLUMNS = ("title", "esco")


def read_vacancies(data_dir: Path) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Return titles of vacancies with the addresses of their occupations; raise DataFileError where there are none."""
    rows = DataFiles(data_dir).rows(VACANCIES_FILE, VACANCIES_COLUMNS)
    return [(title, tuple(f"{ADDRESS}{each}" for each in esco.split())) for _, (title, esco) in rows]
