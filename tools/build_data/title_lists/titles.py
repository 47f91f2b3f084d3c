"""Build data/titles/: titles in nine languages, the ESCO occupations they stand for, and the O*NET codes of those."""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from services.recommender.knowledge.occupations.languages.esco import ESCO_COLUMNS, ESCO_FILE
from services.recommender.knowledge.occupations.languages.guessing import GUESS_COLUMNS, GUESS_FILE, PER
from services.recommender.knowledge.occupations.languages.labels import GRADES, LABEL_COLUMNS, label_file
from services.recommender.knowledge.occupations.languages.trigrams import runs_of
from services.recommender.names.job_titles.gender_forms import forms_of
from tools.build_data.sources.european.esco_languages import LANGUAGES, Label, read_labels, read_national_titles
from tools.build_data.sources.european.official_crosswalk import OfficialCrossing, read_official_crosswalk
from tools.build_data.writing import Rows, table, write_table

#: Runs of letters that are rarer than this in all languages together tell too little of any.
FEWEST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--labels", type=Path, required=True, metavar="DIR", help="folder with ESCO's labels")
    parser.add_argument("--national", type=Path, required=True, metavar="DIR", help="folder with national titles")
    parser.add_argument(
        "--crosswalk", type=Path, required=True, metavar="DIR", help="folder with the official crosswalk"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write one file of occupations and one of titles for each language."""
    crossings = read_official_crosswalk(args.crosswalk)
    english = {each.esco: each.title for each in read_labels(args.labels, "en") if each.grade == "p"}
    numbers = {esco: number for number, esco in enumerate(sorted(english))}
    texts = {ESCO_FILE: table(ESCO_COLUMNS, _occupation_rows(english, crossings))}
    runs: dict[str, Counter[str]] = {}
    for language in LANGUAGES:
        listed = list(read_labels(args.labels, language))
        runs[language] = Counter(run for label in listed for run in _runs(label.title))
        known = [*listed, *read_national_titles(args.national, language)]
        texts[label_file(language)] = table(LABEL_COLUMNS, title_rows(known, numbers))
    texts[GUESS_FILE] = table(GUESS_COLUMNS, run_rows(runs))
    for name, text in texts.items():
        write_table(args.data / name, text)


def _occupation_rows(english: Mapping[str, str], crossings: Iterable[OfficialCrossing]) -> Rows:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for each in crossings:
        codes[each.esco].append(f"{each.code}{each.match}")
    return ((esco, english[esco], " ".join(sorted(codes[esco]))) for esco in sorted(english))


def run_rows(runs: Mapping[str, Counter[str]]) -> Rows:
    """Yield each run of letters with how often it is seen in each language, in so many of its runs (PER)."""
    totals = {language: counts.total() for language, counts in runs.items()}
    seen = sum(runs.values(), Counter[str]())
    for run in sorted(run for run, count in seen.items() if count >= FEWEST):
        counts = (runs[language][run] * PER // totals[language] for language in LANGUAGES)
        yield run, *map(str, counts)


def _runs(title: str) -> Iterator[str]:
    """Yield the runs of three letters of a title, each as often as a word has it."""
    for word in forms_of(title).whole.split():
        yield from runs_of(word)


def title_rows(labels: Iterable[Label], numbers: Mapping[str, int]) -> Rows:
    """Yield each folded form with the title that it is shown as and its occupations, each once with its grade."""
    grades: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    shown: dict[str, str] = {}
    for label in labels:
        if (number := numbers.get(label.esco)) is None:
            continue
        for form in _forms(label.title):
            grades[form][number].add(label.grade)
            shown[form] = min(shown.get(form, label.title), label.title)
    for form, occupations in sorted(grades.items()):
        graded = ((number, _together(found)) for number, found in occupations.items())
        uses = sorted(graded, key=lambda use: (GRADES.index(use[1]), use[0]))
        yield form, shown[form], " ".join(f"{number}{grade}" for number, grade in uses)


def _together(grades: AbstractSet[str]) -> str:
    """Return the best grade, or the one of a national title with an exact match that is a label of ESCO's as well."""
    if "x" in grades and not grades.isdisjoint("pa"):
        return "s" if "p" in grades else "t"
    return min(grades, key=GRADES.index)


def _forms(title: str) -> Iterator[str]:
    """Yield the forms that a listed title is found under: whole, and each gender's."""
    forms = forms_of(" ".join(title.split()))
    yield from filter(None, (forms.whole, *forms.genders))
