"""Does a field of study prepare for an occupation? Answers from data/education/; says when it cannot know."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from services.recommender.answer import Answer
from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.names.folding import fold
from services.recommender.names.job_titles.letters import fold_letters

FIELD_FILE = "education/fields_of_study.csv"

#: A field in common words, other words for it parted by ";", and the beginnings of the SOC codes it prepares for.
FIELD_COLUMNS = ("field", "aliases", "soc_prefixes")

#: What fields of that file are called in other languages.
LANGUAGES_FILE = "education/fields_in_languages.tsv"
LANGUAGE_COLUMNS = ("field", "language", "names")

#: Degree names that hold the name of a field they need not be in: a Bachelor of Arts in economics is not in arts.
_DEGREE_WORDS = frozenset(
    fold(f"{degree} of {subject}")
    for degree in ("Associate", "Bachelor", "Master", "Doctor", "Candidate")
    for subject in ("Arts", "Science", "Sciences", "Applied Science", "Applied Arts", "Philosophy")
)


class FieldsOfStudy:
    """Fields of study by their folded names, each with the occupations it prepares for. Immutable once built."""

    def __init__(
        self, prefixes_by_name: Mapping[str, tuple[str, ...]], content_hash: str, names: tuple[str, ...] = ()
    ) -> None:
        """Take the SOC prefixes by folded name, the hash of the file they were read from, and each field's own name."""
        self._names = names
        self._prefixes = dict(prefixes_by_name)
        self._most_words = max((len(name.split()) for name in [*self._prefixes, *_DEGREE_WORDS]), default=0)
        self.content_hash = content_hash

    def relates(self, field_of_study: str, occupation_code: str) -> Answer:
        """Return whether the field prepares for the occupation; UNKNOWN when it names no field that is known.

        The whole text is looked up first, then the longest known phrases in it: "BSc in computer science" is computer
        science. Where it names several fields, one that prepares is enough.
        """
        names = self._named(field_of_study)
        if not names:
            return Answer.UNKNOWN
        prepares = any(occupation_code.startswith(prefix) for name in names for prefix in self._prefixes[name])
        return Answer.YES if prepares else Answer.NO

    def knows(self, text: str) -> bool:
        """Say whether a field of study is named in `text`."""
        return bool(self._named(text))

    def _named(self, text: str) -> list[str]:
        keys = fold(text), fold_letters(text)
        whole = [key for key in keys if key in self._prefixes]
        return whole or next(filter(None, (list(self._named_in(key.split())) for key in keys)), [])

    def preparing_for(self, occupation_code: str) -> tuple[str, ...]:
        """Return the fields that prepare for the occupation, those first that are nearest to it, then by name."""
        near = ((self._nearness(name, occupation_code), name) for name in self._names)
        return tuple(name for nearness, name in sorted(near, key=lambda one: (-one[0], one[1])) if nearness)

    def _nearness(self, name: str, occupation_code: str) -> int:
        fitting = (len(prefix) for prefix in self._prefixes[fold(name)] if occupation_code.startswith(prefix))
        return max(fitting, default=0)

    def _named_in(self, words: list[str]) -> Iterator[str]:
        start = 0
        while start < len(words):
            length = self._longest_at(words, start)
            phrase = " ".join(words[start : start + length])
            if phrase in self._prefixes:
                yield phrase
            start += max(length, 1)

    def _longest_at(self, words: list[str], start: int) -> int:
        """Return how many words the longest phrase has that begins at `start` and is a field or degree, or 0."""
        for length in range(min(self._most_words, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            if phrase in self._prefixes or phrase in _DEGREE_WORDS:
                return length
        return 0


def load_fields_of_study(data_dir: Path) -> FieldsOfStudy:
    """Load the fields in `data_dir`/education; raise DataFileError at the line that is wrong."""
    files = DataFiles(data_dir)
    prefixes: dict[str, tuple[str, ...]] = {}
    names: list[str] = []
    for place, (field, aliases, soc_prefixes) in files.csv_rows(FIELD_FILE, FIELD_COLUMNS):
        names.append(field)
        for name in [field, *filter(None, aliases.split(";"))]:
            key = fold(name)
            if not key or key in prefixes:
                raise DataFileError(f"{place}: {name.strip()!r} is empty or stands in the file already")
            if not soc_prefixes.split():
                raise DataFileError(f"{place}: {field!r} names no SOC prefix; one looks like 15-12")
            prefixes[key] = tuple(soc_prefixes.split())
    return FieldsOfStudy(_in_languages(files, prefixes) | prefixes, files.content_hash, tuple(names))


def _in_languages(files: DataFiles, known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what the fields are called in other languages, with and without accents; the English names are `known`."""
    prefixes: dict[str, tuple[str, ...]] = {}
    for place, (field, _, names) in files.rows(LANGUAGES_FILE, LANGUAGE_COLUMNS):
        if (meant := known.get(fold(field))) is None:
            raise DataFileError(f"{place}: {field!r} is no field of {FIELD_FILE}")
        for name in names.split(";"):
            for key in {fold(name), fold_letters(name)}:
                if not key or prefixes.setdefault(key, meant) != meant or known.get(key, meant) != meant:
                    raise DataFileError(f"{place}: {name.strip()!r} is empty or is the name of another field")
    return prefixes
