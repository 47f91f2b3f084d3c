"""Which occupations does a title mean in a language? Reads ESCO's labels and the titles of national classifications."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: The tables of national classifications, by the language of their titles.
NATIONAL = {
    "de": ("DE", "AT"),
    "es": ("ES",),
    "fr": ("FR", "BE_fr"),
    "it": ("IT",),
    "nl": ("NL", "BE_nl"),
    "pl": ("PL",),
    "pt": ("PT",),
    "sv": ("SE",),
}

#: All languages with labels.
LANGUAGES = ("en", *sorted(NATIONAL))

_OCCUPATION = "/esco/occupation/"


@dataclass(frozen=True, kw_only=True)
class Label:
    """A title, the ESCO occupation it stands for (the last part of its address), and how: a grade of `GRADES`."""

    title: str
    esco: str
    grade: str


#: How a title stands for an occupation, best first: a national title with an exact match, ESCO's preferred label,
#: another label of ESCO's, a national title that is close, narrower or broader.
GRADES = {"exactMatch": "x", "preferred": "p", "label": "a", "closeMatch": "c", "narrowMatch": "n", "broadMatch": "b"}


def read_labels(folder: Path, language: str) -> Iterator[Label]:
    """Yield ESCO's labels in a language."""
    for row in _rows(folder / f"occupation_labels_{language}.tsv.gz"):
        grade = GRADES["preferred" if row["preferred"] == "yes" else "label"]
        yield Label(title=row["label"], esco=row["esco_uri"].rsplit("/", 1)[-1], grade=grade)


def read_national_titles(folder: Path, language: str) -> Iterator[Label]:
    """Yield the titles of the national classifications in a language; those of ISCO groups are left out."""
    for country in NATIONAL.get(language, ()):
        for row in _rows(folder / f"{country}_titles.tsv.gz"):
            if _OCCUPATION in row["esco_uri"] and (grade := GRADES.get(row["relation"])):
                yield Label(title=row["title"], esco=row["esco_uri"].rsplit("/", 1)[-1], grade=grade)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@dataclass(frozen=True, kw_only=True)
class SkillTerm:
    """What a skill (its id in the index) is called, and how surely: a grade of `GRADES`."""

    words: str
    skill: str
    grade: str


#: National tables of terms for ESCO's skills: the file, and its column, by the language.
_TERMS = {
    "de": ("skill_terms_de_bundesagentur.tsv.gz", "term_de"),
    "sv": ("skill_terms_sv_jobtech.tsv.gz", "term_sv"),
    "nl": ("skill_terms_nl_fr_competent_be.tsv.gz", "term_nl"),
    "fr": ("skill_terms_nl_fr_competent_be.tsv.gz", "term_fr"),
}


def read_skill_labels(folder: Path, language: str) -> Iterator[SkillTerm]:
    """Yield ESCO's labels of skills in a language; a table without a column for it has preferred ones only."""
    for row in _rows(folder / f"skill_labels_{language}.tsv.gz"):
        grade = GRADES["preferred" if row.get("preferred", "yes") == "yes" else "label"]
        yield SkillTerm(words=row["label"], skill=_skill(row), grade=grade)


def read_skill_terms(folder: Path, language: str) -> Iterator[SkillTerm]:
    """Yield national terms that are a skill of ESCO's or close to one, not those that are a part of it."""
    if language not in _TERMS:
        return
    name, column = _TERMS[language]
    for row in _rows(folder / name):
        if row["relation"] in {"exactMatch", "closeMatch"}:
            yield SkillTerm(words=row[column], skill=_skill(row), grade=GRADES[row["relation"]])


def _skill(row: dict[str, str]) -> str:
    return f"esco:{row['esco_uri'].rsplit('/', 1)[-1]}"
