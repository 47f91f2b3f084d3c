"""Of which industry is a professional body, by its name? Answers from data/employers/bodies.csv.

A body's word counts in its own industry. One whose name says none of those that are listed may be of any.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from services.recommender.answer import Answer
from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.names.organisations import organisation

BODIES_FILE = "employers/bodies.csv"
_COLUMNS = ("field", "words", "soc_prefixes", "source", "basis")


#: Names whose industries are kept; the issuers of a catalogue are asked about in every decision.
_KEPT = 8192


class IssuingBodies:
    """Words of names, as patterns, with the beginnings of the SOC codes of their industry. Immutable once built."""

    def __init__(self, industries: Mapping[re.Pattern[str], tuple[str, ...]], content_hash: str) -> None:
        """Take the SOC prefixes by the pattern of a word, and the hash of the file they were read from."""
        self._industries = industries
        self.content_hash = content_hash
        self._prefixes_of = lru_cache(_KEPT)(self._named_by)

    def is_of(self, name: str, occupation_code: str) -> Answer:
        """Return whether the body called `name` is of the occupation's industry; one that it names is enough."""
        prefixes = self._prefixes_of(name)
        if not prefixes:
            return Answer.UNKNOWN
        return Answer.YES if occupation_code.startswith(prefixes) else Answer.NO

    def _named_by(self, name: str) -> tuple[str, ...]:
        words = organisation(name).split()
        return tuple(
            prefix
            for pattern, prefixes in self._industries.items()
            if any(pattern.fullmatch(word) for word in words)
            for prefix in prefixes
        )


def load_issuing_bodies(data_dir: Path) -> IssuingBodies:
    """Load the industries in `data_dir`/employers; raise DataFileError at the line that is wrong."""
    files = DataFiles(data_dir)
    industries: dict[re.Pattern[str], tuple[str, ...]] = {}
    for place, (field, words, soc_prefixes, _, _) in files.csv_rows(BODIES_FILE, _COLUMNS):
        if not words.split() or not soc_prefixes.split():
            raise DataFileError(f"{place}: {field!r} needs words of names, and SOC prefixes such as 15-12")
        pattern = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split())
        industries[re.compile(pattern)] = tuple(soc_prefixes.split())
    return IssuingBodies(industries, files.content_hash)
