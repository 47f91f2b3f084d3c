"""What is wrong with a rules folder, its tests and its wording, all of it at once?

Problems make the rulebook unusable or untrustworthy. Remarks are for people to see to: they come with the calendar or
with work that is not finished, and a build must not fail for them.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.recommender.rulebook.files.parts.marked_yaml import YamlFault, read_text
from services.recommender.rulebook.files.rule_folder import RuleFolder, called, read_rule_folder, with_lines
from services.recommender.rulebook.gate.former_names import former_names
from services.recommender.rulebook.gate.golden_learner import GoldenLearner, read_learners
from services.recommender.rulebook.gate.left_undone import (
    cut_off,
    cut_off_wording,
    merge_marks,
    misspelt_chapters,
    not_written,
    unread_files,
    unread_folders,
    yaml_files,
)
from services.recommender.rulebook.gate.sources import misdated_sources, old_sources
from services.recommender.rulebook.gate.test_file import collect_cases
from services.recommender.rulebook.gate.testing import Case
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Everything found in one folder; `rule_folder`, `cases` and `learners` hold what could be read."""

    rule_folder: RuleFolder
    cases: tuple[Case, ...]
    learners: tuple[GoldenLearner, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def inspect(rules_dir: Path, vocabulary: Vocabulary, *, today: date) -> Inspection:
    """Read and check rules, wording and tests under `rules_dir`; what is wrong is returned, not raised.

    `today` is the day in UTC by which sources are old, or cannot have been read yet.
    """
    rules_dir = rules_dir.absolute()
    rule_folder = read_rule_folder(rules_dir, vocabulary)
    cases, faults = collect_cases(rule_folder.rules, rule_folder.vocabulary, rules_dir)
    learners, slips = read_learners(rules_dir)
    texts = _texts(rules_dir)
    undone = [
        *unread_files(rules_dir),
        *unread_folders(rules_dir),
        *merge_marks(texts),
        *misspelt_chapters(rule_folder.rules),
        *with_lines(
            [
                *cut_off(rule_folder.rules),
                *cut_off_wording(rule_folder.wording, f"{rules_dir.name}/"),
                *misdated_sources(rule_folder.rules, today),
            ],
            rules_dir,
        ),
    ]
    return Inspection(
        rule_folder=rule_folder,
        cases=tuple(cases),
        learners=learners,
        problems=tuple(sorted({*rule_folder.problems, *faults, *slips, *undone})),
        remarks=tuple(
            sorted(
                [
                    *with_lines(old_sources(rule_folder.rules, today), rules_dir),
                    *texts_to_write(rule_folder, rules_dir),
                    *former_names(texts, vocabulary),
                ]
            )
        ),
    )


def texts_to_write(rule_folder: RuleFolder, rules_dir: Path) -> list[Problem]:
    """Return the texts that their author has still to write; of these a check makes remarks, a service problems."""
    return with_lines(not_written(rule_folder.rules, rule_folder.wording, f"{rules_dir.name}/"), rules_dir)


def _texts(rules_dir: Path) -> dict[str, str]:
    """Return the text of each file that is one; what cannot be read is somebody else's to report."""
    texts = {}
    for path in yaml_files(rules_dir):
        with suppress(YamlFault, OSError):
            texts[called(path, rules_dir)] = read_text(path)
    return texts
