"""Build data/skills/labels_XX.tsv.gz: what ESCO's skills are called in other languages, and national terms for them."""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from services.recommender.knowledge.skill_languages import (
    EVERYDAY_ONLY,
    GRADES,
    LABEL_COLUMNS,
    LANGUAGES,
    OWN,
    label_file,
)
from services.recommender.knowledge.skills import SkillIndex, load_skills
from services.recommender.names.job_titles.letters import fold_letters
from tools.build_data.sources.european.esco_languages import SkillTerm, read_skill_labels, read_skill_terms
from tools.build_data.writing import table, write_table

#: Kept by hand: what everyday skills are called in each language, several words parted by semicolons, beside a name
#: that the English index has. They count before every list's.
WORDS_FILE = "skills/words_abroad.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--labels", type=Path, required=True, metavar="DIR", help="folder with ESCO's labels")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write one file for each language: of those without labels of ESCO's, the everyday words alone."""
    index = load_skills(args.data)
    known = frozenset(index)
    for language in LANGUAGES:
        terms = list(own_words(args.data, language, index))
        if language not in EVERYDAY_ONLY:
            terms += [*read_skill_labels(args.labels, language), *read_skill_terms(args.labels, language)]
        write_table(args.data / label_file(language), table(LABEL_COLUMNS, skill_rows(terms, known)), "terms")


def own_words(data: Path, language: str, index: SkillIndex) -> Iterator[SkillTerm]:
    """Yield the words for everyday skills in a language; exits at a name that the index has not."""
    with (data / WORDS_FILE).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            match = index.match(row["english"])
            if match is None:
                sys.exit(f"{WORDS_FILE}: no skill is called {row['english']!r}")
            for words in row[language].split(";"):
                yield SkillTerm(words=words, skill=match.skill, grade=OWN)


def skill_rows(terms: Iterable[SkillTerm], known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each folded term with its skill and grade; one that is several skills' by its best grade is left out."""
    grades: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for term in terms:
        key, skill = fold_letters(term.words), term.skill
        if key and skill in known:
            grades[key][skill] = min(term.grade, grades[key].get(skill, term.grade), key=GRADES.index)
    for key, skills in sorted(grades.items()):
        best = min(skills.values(), key=GRADES.index)
        named = [skill for skill, grade in skills.items() if grade == best]
        if len(named) == 1:
            yield key, named[0], best
