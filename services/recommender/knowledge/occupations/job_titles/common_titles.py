"""Which occupation does a title of several mostly mean? Reads the short list that is kept by hand."""

from collections.abc import Container, Mapping

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.names.folding import fold

COMMON_FILE = "occupations/common_titles.csv"

#: A title, the code of the occupation that it mostly means, and why it is that one.
COMMON_COLUMNS = ("title", "code", "why")


def read_common_titles(files: DataFiles, known: Container[str]) -> Mapping[str, str]:
    """Return the code of each folded title; raise DataFileError for a code that is not `known`, or a title twice."""
    common: dict[str, str] = {}
    for place, (title, code, why) in files.csv_rows(COMMON_FILE, COMMON_COLUMNS):
        if code not in known:
            raise DataFileError(f"{place}: {code} is no O*NET-SOC code of today")
        if not why:
            raise DataFileError(f"{place}: say why {title!r} is {code}")
        if common.setdefault(fold(title), code) != code:
            raise DataFileError(f"{place}: {title!r} is listed above with another code")
    return common
