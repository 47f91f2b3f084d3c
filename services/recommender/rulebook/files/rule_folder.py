"""What do the rule files say, as far as they can be read, and what is wrong with them?"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from services.recommender.rulebook.files.checking import check_each, check_whole
from services.recommender.rulebook.files.checks.together import check_advice, check_runnable
from services.recommender.rulebook.files.code_words import Wording, read_wording
from services.recommender.rulebook.files.parts.conditions import finding_field
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, YamlFault, read_marked, read_text
from services.recommender.rulebook.files.rule_file import read_rule
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.stages import layers_of_findings
from services.recommender.rulebook.vocabulary import Vocabulary

#: The folder of learners and fields that rule tests talk about; it holds no rules.
TESTDATA = "testdata"

#: The folder of golden learners, whole profiles with what must come of them; it holds no rules either.
LEARNERS = "learners"

#: How a line that concludes a finding looks in a file that cannot be read.
_CONCLUDE = re.compile(r"\bconclude: *[\"']?([a-z][a-z0-9_]*)")

#: What no chapter can be called.
NO_CHAPTERS = frozenset({TESTDATA, LEARNERS})

#: A rule's tests stand beside it under this ending.
TEST_SUFFIX = "_test.yaml"


@dataclass(frozen=True, kw_only=True)
class RuleFolder:
    """The rules that could be read, the layers of those that conclude findings, and every problem of every file.

    `vocabulary` includes the findings that the rules conclude. With problems, the rule_folder is good for showing only.
    """

    rules: tuple[Rule, ...]
    layers: tuple[tuple[Rule, ...], ...]
    vocabulary: Vocabulary
    wording: Wording
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def read_rule_folder(rules_dir: Path, vocabulary: Vocabulary) -> RuleFolder:
    """Read every rule file under `rules_dir` and check the rules together; problems are returned, not raised.

    `vocabulary` holds the facts that rules may speak of; the findings that they conclude are added to it.
    """
    files = rule_files(rules_dir)
    wording, problems = read_wording(rules_dir, vocabulary)
    documents = {path: read_document(path) for path in files}
    findings = findings_in(documents.values()) | _findings_of_unread(documents)
    vocabulary = vocabulary.extended(finding_field(name) for name in sorted(findings))
    rules: list[Rule] = []
    for path, document in documents.items():
        rule, faults = read_rule(path, called(path, rules_dir), vocabulary, document)
        problems += faults
        rules.extend([rule] if rule else [])
    if not files:
        sentence = "holds no rule files; they lie in one folder per chapter, like field_culture/some_rule.yaml"
        problems.append(Problem(file=str(rules_dir), line=0, rule="", member="", sentence=sentence))
    layers, circles = layers_of_findings(rules)
    between = [*circles, *check_each(rules, wording)]
    if len(rules) == len(files):
        between += check_whole(rules, wording, rules_dir.name)
        between += [*check_runnable(rules, vocabulary), *check_advice(rules, wording, vocabulary)]
    problems += with_lines(between, rules_dir)
    return RuleFolder(
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        layers=layers,
        vocabulary=vocabulary,
        wording=wording,
        files=tuple(files),
        problems=tuple(sorted(problems)),
    )


def rule_files(rules_dir: Path) -> list[Path]:
    """Return the rule files in one order everywhere: chapters by name, rules by name, tests and testdata left out."""
    return [path for path in _chapter_files(rules_dir) if not path.name.endswith(TEST_SUFFIX)]


def case_files(rules_dir: Path) -> list[Path]:
    """Return the test files, in the order of the rule files."""
    return [path for path in _chapter_files(rules_dir) if path.name.endswith(TEST_SUFFIX)]


def testdata_files(rules_dir: Path) -> list[Path]:
    """Return the files of testdata/, in the order of their names."""
    return _files_of(rules_dir / TESTDATA)


def learner_files(rules_dir: Path) -> list[Path]:
    """Return the files of learners/, in the order of their names."""
    return _files_of(rules_dir / LEARNERS)


def called(path: Path, rules_dir: Path) -> str:
    """Return how messages call `path`: from the folder that holds the rules folder."""
    return path.relative_to(rules_dir.parent).as_posix()


def with_lines(problems: Iterable[Problem], rules_dir: Path) -> list[Problem]:
    """Return the problems that were found between rules, each with the line of its member in its file."""
    documents: dict[str, MarkedDocument | YamlFault] = {}
    placed = []
    for problem in problems:
        if problem.file not in documents:
            documents[problem.file] = read_document(rules_dir.parent / problem.file)
        document = documents[problem.file]
        line = document.line_of_member(problem.member) if isinstance(document, MarkedDocument) else problem.line
        placed.append(replace(problem, line=line))
    return placed


def _chapter_files(rules_dir: Path) -> list[Path]:
    folders = rules_dir.iterdir() if rules_dir.is_dir() else ()
    chapters = sorted(
        path for path in folders if path.is_dir() and path.name not in NO_CHAPTERS and not is_hidden(path)
    )
    return [path for chapter in chapters for path in _files_of(chapter)]


def _files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if not is_hidden(path))


def is_hidden(path: Path) -> bool:
    """Say whether `path` is one of those that editors and tools keep for themselves, like .#rule.yaml and .git."""
    return path.name.startswith(".")


def read_document(path: Path) -> MarkedDocument | YamlFault:
    """Return what the YAML file holds, or what is wrong with it as YAML."""
    try:
        return read_marked(path)
    except YamlFault as fault:
        return fault
    except FileNotFoundError:
        gone = "leads to a file that is not there; mend the link, or remove it"
        removed = "the file is gone; somebody removed it while it was being read"
        return YamlFault(0, gone if path.is_symlink() else removed)


def _findings_of_unread(documents: Mapping[Path, MarkedDocument | YamlFault]) -> set[str]:
    """Return what files that are no YAML seem to conclude, so that nobody is told that it does not exist."""
    found: set[str] = set()
    for path, document in documents.items():
        if isinstance(document, YamlFault):
            with suppress(YamlFault, OSError):
                found.update(_CONCLUDE.findall(read_text(path)))
    return found


def findings_in(documents: Iterable[MarkedDocument | YamlFault]) -> set[str]:
    """Return what the rules conclude, so that conditions can be checked against it; faults are reported later."""
    findings: set[str] = set()
    for document in documents:
        content = document.value if isinstance(document, MarkedDocument) else None
        effects = content.get("then") if isinstance(content, dict) else None
        for effect in effects if isinstance(effects, list) else ():
            if isinstance(effect, dict) and isinstance(effect.get("conclude"), str):
                findings.add(effect["conclude"])
    return findings
