"""Build data/encoder/vacancies.tsv.gz: titles of vacancies, with the ESCO occupations that they were given."""

import argparse
import csv
import gzip
from collections import defaultdict
from pathlib import Path

from services.encoder.vacancies import VACANCIES_COLUMNS, VACANCIES_FILE
from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.languages.esco import ESCO_COLUMNS, ESCO_FILE
from tools.build_data.writing import table, write_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file the build reads and the folder it writes to."""
    parser.add_argument(
        "--vacancies", type=Path, required=True, metavar="FILE", help="JobBERT's titles of the part for developers"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write each title once with all occupations it was given that ESCO's list in the data has."""
    known = {esco for _, (esco, *_) in DataFiles(args.data).rows(ESCO_FILE, ESCO_COLUMNS)}
    given: defaultdict[str, set[str]] = defaultdict(set)
    with gzip.open(args.vacancies, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            title, esco = " ".join(row["title"].split()), row["esco_uri"].rsplit("/", 1)[-1]
            if title and esco in known:
                given[title].add(esco)
    rows = ((title, " ".join(sorted(those))) for title, those in sorted(given.items()))
    write_table(args.data / VACANCIES_FILE, table(VACANCIES_COLUMNS, rows))
