"""Read the test file beside each rule.

`given` names facts from rules/testdata/, `facts` adds to them, and each case of `fires` and `stays_silent` changes what
it must. Both lists are required, and the unknown is always among the silent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, Place, YamlFault
from services.recommender.rulebook.files.rule_file import Report
from services.recommender.rulebook.files.rule_folder import (
    TEST_SUFFIX,
    TESTDATA,
    called,
    case_files,
    read_document,
    rule_files,
    testdata_files,
)
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.gate.testdata import Facts, read_facts, read_testdata
from services.recommender.rulebook.gate.testing import Case
from services.recommender.rulebook.problems import Problem, RulebookError
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.vocabulary import UNKNOWN, Vocabulary, suggestion
from services.recommender.yaml_faults import not_text

#: The members of a test file.
MEMBERS = ("given", "facts", "fires", "stays_silent")

#: The members of a case; `points` goes with one that fires, and is what the rule gives there all together.
CASE_MEMBERS = frozenset({"name", "facts", "points"})


@dataclass(frozen=True, kw_only=True)
class CaseFiles:
    """The files that tests are made of, by how messages call them, and the rule files that they may stand beside."""

    tests: Mapping[str, MarkedDocument | YamlFault]
    testdata: Mapping[str, MarkedDocument | YamlFault]
    rules: frozenset[str]

    @classmethod
    def under(cls, rules_dir: Path) -> "CaseFiles":
        """Return those of a rules folder."""
        return cls(
            tests={called(path, rules_dir): read_document(path) for path in case_files(rules_dir)},
            testdata={called(path, rules_dir): read_document(path) for path in testdata_files(rules_dir)},
            rules=frozenset(called(path, rules_dir) for path in rule_files(rules_dir)),
        )


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """What the test files draw on: the vocabulary and the named facts of rules/testdata/, complete or not."""

    vocabulary: Vocabulary
    testdata: Mapping[str, Facts]
    complete: bool


def read_cases(rulebook: Rulebook, rules_dir: Path) -> tuple[Case, ...]:
    """Read the test file of every rule; raise RulebookError with every problem of every file."""
    cases, problems = collect_cases(rulebook.rules.values(), rulebook.vocabulary, rules_dir)
    if problems:
        raise RulebookError(tuple(problems))
    return tuple(cases)


def collect_cases(rules: Iterable[Rule], vocabulary: Vocabulary, rules_dir: Path) -> tuple[list[Case], list[Problem]]:
    """Read every test file, also of rules that could not be read; return the sound cases and all that is wrong."""
    return cases_in(CaseFiles.under(rules_dir.absolute()), rules, vocabulary)


def cases_in(files: CaseFiles, rules: Iterable[Rule], vocabulary: Vocabulary) -> tuple[list[Case], list[Problem]]:
    """Read the cases of `rules` out of `files`, as `collect_cases` does."""
    testdata, problems = read_testdata(files.testdata, vocabulary)
    complete = not any(isinstance(document, YamlFault) for document in files.testdata.values())
    shelf = _Shelf(vocabulary=vocabulary, testdata=testdata, complete=complete)
    by_test = {_test_of(rule.file): rule for rule in rules}
    cases: list[Case] = []
    for file, document in files.tests.items():
        rule = by_test.pop(file, None)
        own, faults = _cases_of(document, file, rule, shelf)
        cases += own
        problems += faults
        if rule is None and file.removesuffix(TEST_SUFFIX) + ".yaml" not in files.rules:
            sentence = "tests no rule; there is none of that name beside it"
            problems.append(Problem(file=file, line=0, rule="", member="", sentence=sentence))
    for file, rule in by_test.items():
        sentence = f"has no test; write {file} with fires and stays_silent"
        problems.append(Problem(file=rule.file, line=0, rule=rule.id, member="", sentence=sentence))
    return cases, problems


def _test_of(rule_file: str) -> str:
    return rule_file.removesuffix(".yaml") + TEST_SUFFIX


def _cases_of(
    document: MarkedDocument | YamlFault, file: str, rule: Rule | None, shelf: _Shelf
) -> tuple[list[Case], list[Problem]]:
    """Read one test file; without a rule its cases cannot be run, but what is wrong with them is found all the same."""
    identity = rule.id if rule else ""
    if isinstance(document, YamlFault):
        return [], [Problem(file=file, line=document.line, rule="", member="", sentence=document.sentence)]
    report = Report(file, document, identity)
    situations = list(_situations(document, shelf, report))
    if rule is None:
        return [], report.problems
    cases = [
        Case(
            rule=rule,
            name=one.name,
            facts=one.facts,
            fires=one.fires,
            file=file,
            line=document.line_of(one.place),
            points=one.points,
        )
        for one in situations
    ]
    if not report.problems:
        _demand_an_unknown(rule, cases, report)
    return cases, report.problems


@dataclass(frozen=True, kw_only=True)
class _Situation:
    """A case as it is written: its place in the file, and what the rule must do."""

    place: Place
    name: str
    facts: Facts
    fires: bool
    points: int | None


def _situations(document: MarkedDocument, shelf: _Shelf, report: Report) -> Iterator[_Situation]:
    """Yield each case that could be read."""
    content = document.value
    if not isinstance(content, dict):
        report.add((), f"a test file is a mapping with the members {', '.join(MEMBERS)}")
        return
    for name in content:
        if name not in MEMBERS:
            report.add((name,), f'a test file has no member "{name}"{suggestion(str(name), MEMBERS)}')
    base = _base(content, shelf, report)
    met: dict[str, Place] = {}
    for member, fires in (("fires", True), ("stays_silent", False)):
        given = content.get(member)
        if not isinstance(given, list) or not given:
            report.add((member,), "must be a list of at least one case, each with a name and the facts it changes")
            continue
        for index, case in enumerate(given):
            place: Place = (member, index)
            if not isinstance(case, dict) or not isinstance(case.get("name"), str) or set(case) - CASE_MEMBERS:
                said = not_text(case.get("name")) if isinstance(case, dict) else ""
                report.add(place, f"a case has a name, and the facts it changes as facts{said}")
                continue
            if "points" in case and (not fires or type(case["points"]) is not int):
                report.add((*place, "points"), "must be the points that the rule gives where it fires, all together")
                continue
            if case["name"] in met:
                where = ".".join(str(part) for part in met[case["name"]])
                report.add(place, f"has the same name as {where}; say what makes it another case")
            met.setdefault(case["name"], place)
            facts = {**base, **read_facts(case.get("facts"), (*place, "facts"), shelf.vocabulary, report)}
            yield _Situation(place=place, name=case["name"], facts=facts, fires=fires, points=case.get("points"))


def _base(content: Mapping[object, object], shelf: _Shelf, report: Report) -> Facts:
    """Return the facts that every case of the file starts from."""
    base: Facts = {}
    names = content.get("given")
    if names is not None and not isinstance(names, list):
        report.add(("given",), f"must be a list of names from {TESTDATA}, like [{next(iter(shelf.testdata), 'name')}]")
        names = None
    for index, name in enumerate(names or ()):
        if isinstance(name, str) and name in shelf.testdata:
            base.update(shelf.testdata[name])
        elif shelf.complete:
            report.add(("given", index), f'{TESTDATA} has no "{name}"{suggestion(str(name), shelf.testdata)}')
    base.update(read_facts(content.get("facts"), ("facts",), shelf.vocabulary, report))
    return base


def _demand_an_unknown(rule: Rule, cases: list[Case], report: Report) -> None:
    """The unknown is always among the silent: what nobody knows must not pass for a yes or a no."""
    wanted = {
        condition.field.full_name: condition.field.blank
        for condition in rule.conditions()
        if condition.field.blank in {None, UNKNOWN} and not plain.holds(condition, condition.field.blank)
    }
    silent = [case for case in cases if not case.fires]
    if wanted and not any(case.facts.get(name, blank) == blank for case in silent for name, blank in wanted.items()):
        report.add(("stays_silent",), f"needs a case in which {' or '.join(sorted(wanted))} is unknown")
