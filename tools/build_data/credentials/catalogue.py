"""Build data/catalogue/credentials.jsonl and its report from the two open lists and our reviewed tables beside it.

The lists' own README.md and Expired-Offers.md are read, not the parsed CSV files that go round with them: the CSV
files carry header rows as offers and lack the rows of a second table.
"""

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from services.recommender.knowledge.credentials.credential import Assessment, Credential
from services.recommender.knowledge.credentials.files.catalogue_file import write_credential
from services.recommender.knowledge.credentials.files.catalogue_loading import LISTS_FILE, STACK_CREDENTIALS_FILE
from services.recommender.knowledge.credentials.files.catalogue_yaml import read_entries
from services.recommender.knowledge.files.entries import Problems
from services.recommender.knowledge.skills import SkillIndex, load_skills
from services.recommender.scales import SkillLevel
from tools.build_data.sources.open_lists.awesome_certificates import read_awesome_certificates
from tools.build_data.sources.open_lists.credentials import Tables, make_credentials
from tools.build_data.sources.open_lists.free_certifications import read_free_certifications
from tools.build_data.sources.open_lists.issuers import Issuers
from tools.build_data.sources.open_lists.offers import ListReport, Offer
from tools.build_data.sources.open_lists.report import write_report
from tools.build_data.sources.open_lists.review import ListReview
from tools.build_data.sources.open_lists.skill_tags import SkillTags


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--awesome", type=Path, required=True, metavar="DIR", help="checkout of awesome-certificates")
    parser.add_argument("--free", type=Path, required=True, metavar="DIR", help="checkout of Free-Certifications")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the credentials and the report; exits with every problem of the tables at once."""
    skills = load_skills(args.data)
    credentials, report = read_lists(args.awesome, args.free, args.data, skills)
    lines = "".join(
        json.dumps(write_credential(credential), ensure_ascii=False, sort_keys=True) + "\n"
        for credential in credentials
    )
    (args.data / LISTS_FILE).write_text(lines, encoding="utf-8")
    (args.data / "catalogue" / "BUILD_REPORT.md").write_text(write_report(credentials, report), encoding="utf-8")
    tagged = sum(1 for credential in credentials if credential.skills)
    print(
        f"{args.data / LISTS_FILE}: {len(credentials)} credentials out of {report.rows} rows, {len(report.skipped)} "
        f"skipped, {tagged} tagged ({100 * tagged // len(credentials)} %)"
    )


def read_lists(awesome: Path, free: Path, data: Path, skills: SkillIndex) -> tuple[tuple[Credential, ...], ListReport]:
    """Return the credentials of both lists and what was mended and skipped."""
    tables = _tables(data / "catalogue", skills)
    report = ListReport()
    offers: list[Offer] = list(read_awesome_certificates((awesome / "README.md").read_text(encoding="utf-8"), report))
    print(f"awesome-certificates: {len(offers)} offers")
    for name in ("README.md", "Expired-Offers.md"):
        found = list(read_free_certifications((free / name).read_text(encoding="utf-8"), name, report))
        print(f"Free-Certifications, {name}: {len(found)} offers")
        offers += found
    credentials = make_credentials(offers, tables, _ids_by_hand(data), report)
    _exit_with([*report.problems, *tables.review.unused()])
    return credentials, report


def _tables(folder: Path, skills: SkillIndex) -> Tables:
    issuers = Issuers(_rows(folder / "issuers.csv"))
    review = ListReview(_rows(folder / "list_review.csv"))
    tags = SkillTags(_rows(folder / "skill_tags.csv"), skills)
    assessments = tuple(_rows(folder / "assessments.csv"))
    allowed = {"assessment": tuple(Assessment), "level": ("", *SkillLevel)}
    wrong = [
        f'assessments.csv, issuer "{row["issuer"]}": {column} "{row[column]}" must be one of {", ".join(words)}.'
        for row in assessments
        for column, words in allowed.items()
        if row[column] not in words
    ]
    _exit_with([*issuers.problems, *review.problems, *tags.problems, *wrong])
    return Tables(issuers=issuers, review=review, assessments=assessments, tags=tags)


def _rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _ids_by_hand(data: Path) -> frozenset[str]:
    problems = Problems()
    entries, _ = read_entries(data / STACK_CREDENTIALS_FILE, "credentials", problems)
    _exit_with(problems.found)
    return frozenset(entry.text("id") for entry in entries)


def _exit_with(problems: list[str]) -> None:
    if problems:
        sys.exit("The tables of the catalogue cannot be used:\n  " + "\n  ".join(problems))
