"""Build data/catalogue/starter.jsonl and its report: what advisers name first, from facts that were read or remembered.

An entry that the catalogue has already, by its title or a name of one written by hand, is completed under its own id:
what was read wins, then what is there, then what the facts only remember. The same sources give the same bytes.
"""

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.files.catalogue_file import read_credential, write_credential
from services.recommender.knowledge.credentials.files.catalogue_loading import (
    LISTS_FILE,
    STACK_CREDENTIALS_FILE,
    STARTER_FILE,
)
from services.recommender.knowledge.credentials.files.catalogue_yaml import read_entries
from services.recommender.knowledge.files.entries import Entry, Problems
from services.recommender.knowledge.skills import SkillIndex, load_skills
from services.recommender.names.skills.skill_words import fold, without_brackets
from tools.build_data.sources.facts.added_facts import (
    CREDENTIALS_FILE,
    FACTS_FILE,
    read_added_credentials,
    read_added_facts,
    stated,
)
from tools.build_data.sources.facts.credential_facts import FactRow, FirstNamed, read_facts, read_first_named
from tools.build_data.sources.facts.fact_entries import FactTables, entry_of, short_names, skip_reason
from tools.build_data.sources.facts.merging_facts import merged
from tools.build_data.sources.facts.starter_report import StarterReport, write_report

REPORT_FILE = Path("catalogue", "STARTER_REPORT.md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--facts", type=Path, required=True, metavar="DIR", help="the tables of credential facts")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the starter catalogue and its report; exits with every problem at once."""
    credentials, report = read_starter(args.facts, args.data)
    lines = "".join(json.dumps(write_credential(one), ensure_ascii=False, sort_keys=True) + "\n" for one in credentials)
    (args.data / STARTER_FILE).write_text(lines, encoding="utf-8")
    (args.data / REPORT_FILE).write_text(write_report(credentials, report), encoding="utf-8")
    print(f"{args.data / STARTER_FILE}: {len(credentials)} credentials, {len(report.completed)} of them known before")


def read_starter(facts: Path, data: Path, added: Path | None = None) -> tuple[tuple[Credential, ...], StarterReport]:
    """Return the credentials by id, and what was completed, added, skipped and not understood.

    `added` is where our own two tables lie: beside the catalogue, where nothing else is said.
    """
    index, problems, report = load_skills(data), Problems(), StarterReport()
    known = _Known.of(data, index, problems)
    tables = _tables(data / "catalogue", index, problems)
    rows = []
    for row in read_facts(facts):
        if reason := skip_reason(row, tables):
            report.skipped.append((row.where, reason))
        else:
            rows.append(row)
    named_for, rest = _occupations_naming(rows, facts)
    credentials: dict[str, Credential] = {}
    for row in rows:
        made = entry_of(row, tables, index, named_for[row["title"]])
        base = known.same_as(row, tables.reviewed(row, "id"))
        if base is not None:
            report.completed.append(base.id)
        entry = Entry(made if base is None else merged(base, made), where=row.where, problems=problems)
        credential = read_credential(entry, index)
        if credential.id in credentials or (base is None and credential.id in known.all.credentials):
            problems.add(row.where, f'the id "{credential.id}" is taken; give it another in fact_review.csv')
        credentials[credential.id] = credential
    _add(credentials, known, added or data / "catalogue", index, problems, report)
    _name_for_occupations(rest, credentials, known, report)
    if problems.found:
        sys.exit("The credential facts cannot be used:\n  " + "\n  ".join(problems.found))
    unambiguous = tuple(_without_shared_names(credentials.values(), known.all, report))
    return tuple(sorted(unambiguous, key=lambda one: one.id)), report


class _Known:
    """What the catalogue holds before: all of it, and what was written by hand, where short names are trusted too."""

    def __init__(self, by_hand: Iterable[Credential], lists: Iterable[Credential]) -> None:
        by_hand = tuple(by_hand)
        self.by_hand = Catalogue(by_hand, (), content_hash="")
        self.all = Catalogue((*by_hand, *lists), (), content_hash="")

    @classmethod
    def of(cls, data: Path, index: SkillIndex, problems: Problems) -> "_Known":
        entries, defaults = read_entries(data / STACK_CREDENTIALS_FILE, "credentials", problems)
        lines = (data / LISTS_FILE).read_text(encoding="utf-8").splitlines()
        listed = (Entry(json.loads(line), where=str(LISTS_FILE), problems=problems) for line in lines)
        by_hand = (read_credential(entry, index, defaults) for entry in entries)
        return cls(by_hand, (read_credential(entry, index) for entry in listed))

    def same_as(self, row: FactRow, reviewed: str) -> Credential | None:
        """Return the credential that the row is about: as reviewed, of the same title, or by hand under its name."""
        if reviewed in self.all.credentials:
            return self.all.credentials[reviewed]
        title = row["title"]
        spoken = (title, without_brackets(title), f"{row['issuer']} {title}", *short_names(row))
        found = next((one for name in spoken if (one := self.by_hand.find(name)) is not None), self.all.find(title))
        return self.all.credentials[found] if found is not None else None


def _tables(folder: Path, index: SkillIndex, problems: Problems) -> FactTables:
    recognition: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for line in _rows(folder / "fact_recognition.csv"):
        recognition[line["words"]].append(line)
    skills = {
        line["words"]: tuple(filter(None, line["skills"].split("|"))) for line in _rows(folder / "fact_skills.csv")
    }
    for words, labels in skills.items():
        for label in labels:
            match = index.match(label)
            if match is None or fold(match.label) != fold(label):
                problems.add(f'fact_skills.csv, words "{words}"', f'no skill has the label "{label}"')
    return FactTables(
        skills=skills,
        recognition={words: tuple(lines) for words, lines in recognition.items()},
        review={line["title"]: line for line in _rows(folder / "fact_review.csv")},
    )


def _add(
    credentials: dict[str, Credential],
    known: _Known,
    folder: Path,
    index: SkillIndex,
    problems: Problems,
    report: StarterReport,
) -> None:
    """Add the credentials and the facts of our own tables to `credentials`; where one counts they alone say then."""
    for entry in read_added_credentials(folder):
        where = f"{CREDENTIALS_FILE}, {entry['id']}"
        credential = read_credential(Entry(entry, where=where, problems=problems), index)
        if credential.id in credentials or credential.id in known.all.credentials:
            problems.add(where, f"the catalogue has it: say what it lacks in {FACTS_FILE}")
        credentials[credential.id] = credential
        report.added.append(credential.id)
    for identity, facts in read_added_facts(folder).items():
        base = credentials.get(identity) or known.all.credentials.get(identity)
        wrong = [(one.where, problem) for one in facts for problem in one.problems()]
        for where, problem in wrong:
            problems.add(where, problem)
        if base is None:
            report.about_nothing.append(identity)
        elif not wrong:
            said = stated(facts, base, index)
            entry = merged(base, said) | {name: said[name] for name in ("valid_in",) if name in said}
            where = f"{FACTS_FILE}, {identity}"
            credentials[identity] = read_credential(Entry(entry, where=where, problems=problems), index)


def _occupations_naming(
    rows: Iterable[FactRow], facts: Path
) -> tuple[Mapping[str, Sequence[str]], Sequence[tuple[str, FirstNamed]]]:
    """Return, by title, for which occupations an adviser names it among the first three; and the names of no row."""
    called: dict[str, list[FactRow]] = defaultdict(list)
    for row in rows:
        for name in dict.fromkeys(
            fold(one) for one in (row["title"], without_brackets(row["title"]), row["short_name"])
        ):
            called[name].append(row)
    found: dict[str, list[str]] = defaultdict(list)
    rest = []
    for name, first in ((name, each) for each in read_first_named(facts) for name in each.names):
        fitting = [row for row in called[fold(name)] if {first.country, "*"} & set(row.several("country"))]
        for row in fitting[:1]:
            found[row["title"]].append(first.occupation)
        if not fitting:
            rest.append((name, first))
    return found, rest


def _name_for_occupations(
    named: Iterable[tuple[str, FirstNamed]],
    credentials: dict[str, Credential],
    known: _Known,
    report: StarterReport,
) -> None:
    """Tell credentials that advisers name first, but that have no row, for which occupations they are."""
    by_name = Catalogue({**known.by_hand.credentials, **credentials}.values(), (), content_hash="")
    for name, first in named:
        identity = by_name.find(name)
        if identity is None or not by_name.credentials[identity].counts_in(first.country):
            report.not_there[name] += 1
            continue
        one = credentials.get(identity, by_name.credentials[identity])
        occupations = tuple(dict.fromkeys((*one.occupations, first.occupation)))
        credentials[identity] = replace(one, occupations=occupations)


def _without_shared_names(
    credentials: Iterable[Credential], before: Catalogue, report: StarterReport
) -> Iterator[Credential]:
    """Yield the credentials without other names that more than one credential would have: such a name says nothing."""
    credentials = tuple(credentials)
    times = Counter(name for one in credentials for name in {fold(name) for name in one.also_called})
    for one in credentials:
        kept = []
        for name in one.also_called:
            if times[fold(name)] > 1 or before.called(name) - {one.id}:
                report.shared_names.append((one.id, name))
            else:
                kept.append(name)
        yield replace(one, also_called=tuple(kept))


def _rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
