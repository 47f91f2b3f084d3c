"""Which tests of a rules folder does an author mean by a name?

A chapter, a rule or a learner by its id or its file, a case by its name or by the line where it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from services.recommender.rulebook.files.rule_folder import LEARNERS, TEST_SUFFIX
from services.recommender.rulebook.gate.golden_learner import GoldenLearner
from services.recommender.rulebook.gate.testing import Case
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.vocabulary import suggestion


class NothingSelected(Exception):
    """No test goes by that name; the message names what is near."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The tests that are to be run, and the problems that stand in their way."""

    cases: tuple[Case, ...]
    learners: tuple[GoldenLearner, ...]
    problems: tuple[Problem, ...]

    def named(self, name: str, rules_dir: Path) -> "Selection":
        """Return those that `name` means; raise NothingSelected where that is none.

        One golden learner depends on every rule, so all problems stand in its way; a case depends on its own files.
        """
        wanted = _from_above(name, rules_dir)
        cases = tuple(case for case in self.cases if wanted in _names_of(case))
        learners = tuple(learner for learner in self.learners if wanted in _names_of_file(learner.file))
        files = {file for case in cases for file in (case.file, case.rule.file)}
        own = [each for each in self.problems if each.file in files or wanted in _names_of_file(each.file)]
        if not (cases or learners or own):
            raise NothingSelected(self._unknown(name))
        return Selection(cases=cases, learners=learners, problems=self.problems if learners else tuple(own))

    def _unknown(self, name: str) -> str:
        known = [known for case in self.cases for known in _names_of(case)]
        known += [known for learner in self.learners for known in _names_of_file(learner.file)]
        known += [known for problem in self.problems for known in _names_of_file(problem.file)]
        ways = "a chapter, a rule or a learner (by id or file), or a case (by its name, or FILE:LINE)"
        return f'no test is called "{name}"{suggestion(name, dict.fromkeys(known)) or f"; name {ways}"}'


def _from_above(name: str, rules_dir: Path) -> str:
    """Return a path that leads into the rules folder as messages call it, anything else as it is."""
    path, colon, line = name.partition(":")
    given = Path(path).resolve()
    inside = given.is_relative_to(rules_dir) and given.exists()
    return f"{given.relative_to(rules_dir.parent).as_posix()}{colon}{line}" if inside else name.rstrip("/")


def _names_of(case: Case) -> Iterable[str]:
    place = f"{case.file}:{case.line}"
    return (
        case.name,
        f"{case.rule.id}: {case.name}",
        place,
        _in_folder(place),
        *_names_of_file(case.file),
    )


def _names_of_file(file: str) -> Iterable[str]:
    """Return what a rule's file, its test's or a learner's is called, and its chapter."""
    inside = _in_folder(file)
    stem = inside.removesuffix(TEST_SUFFIX).removesuffix(".yaml")
    chapter, _, name = stem.partition("/")
    if not name:
        return (file, inside)
    both = (f"{stem}.yaml", f"{stem}{TEST_SUFFIX}") if chapter != LEARNERS else (inside,)
    folder = file.removesuffix(inside)
    return (
        f"{chapter}/{name.replace('_', '-')}",
        stem,
        *both,
        *(folder + each for each in both),
        chapter,
        folder + chapter,
    )


def _in_folder(file: str) -> str:
    """Return how a file is called inside the rules folder."""
    return file.partition("/")[2]
