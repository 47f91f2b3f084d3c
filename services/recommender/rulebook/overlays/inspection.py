"""What is wrong with an overlay, its rules' tests included, and what does it change?

This is the gate before an overlay becomes active, and what `credwise rules check --overlay` says of its folder.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from services.recommender.rulebook.files.checks.together import check_advice
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, YamlFault, read_marked_text
from services.recommender.rulebook.files.rule_folder import TEST_SUFFIX, TESTDATA
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.gate.left_undone import (
    cut_off,
    cut_off_wording,
    merge_marks,
    misspelt_chapters,
    not_written,
    without,
)
from services.recommender.rulebook.gate.test_file import CaseFiles, cases_in
from services.recommender.rulebook.gate.testing import Case, failures
from services.recommender.rulebook.overlays.overlay import Overlay
from services.recommender.rulebook.overlays.reading import RULE_FILE, Files, read_overlay
from services.recommender.rulebook.problems import Problem, RulebookError

#: How the problem begins that a rule has no test: of an overlay's rules that is a remark, for tests are its author's.
UNTESTED = "has no test"

#: The most cases of one overlay: they are run while a client waits for the answer, a thousand in about half a second.
MOST_CASES = 2000

#: Where named facts lie that the tests of an overlay draw on.
_TESTDATA_FILE = re.compile(rf"{TESTDATA}/[a-z0-9_]+\.yaml")


@dataclass(frozen=True, kw_only=True)
class OverlayInspection:
    """Everything found in an overlay's files; `overlay` is None where it cannot be used."""

    overlay: Overlay | None
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]

    def summary(self) -> str:
        """Return in a few words what it changes."""
        if self.overlay is None:
            return "cannot be used"
        declared = self.overlay.declaration
        counts = {
            "added": len(self.overlay.added),
            "switched off": len(declared.switched_off),
            "with other points": len(declared.repointed),
        }
        return f"Rules: {', '.join(f'{n} {what}' for what, n in counts.items())}; {len(declared.cultures)} cultures"


def inspect_overlay(files: Files, base: Rulebook, *, folder: str = "") -> OverlayInspection:
    """Read an overlay of `base`, and run the tests that lie beside its rules.

    Messages name files as they are named in `files`, behind `folder` where one is given.
    """
    prefix = f"{folder}/" if folder else ""
    called = {prefix + name: text for name, text in files.items()}
    undone = [*_unread_tests(files, prefix), *merge_marks(called)]
    try:
        overlay = read_overlay(files, base, folder=folder)
    except RulebookError as error:
        found = tuple(sorted({*error.problems, *undone}))
        return OverlayInspection(overlay=None, cases=(), problems=found, remarks=())
    cases, faults = cases_in(_case_files(files, prefix), overlay.added, overlay.vocabulary)
    problems = [*undone, *_undone(overlay, base, prefix), *_not_to_be_said(overlay, base), *_failed(cases)]
    problems += [fault for fault in faults if not fault.sentence.startswith(UNTESTED)]
    remarks = [fault for fault in faults if fault.sentence.startswith(UNTESTED)]
    return OverlayInspection(
        overlay=overlay,
        cases=tuple(cases),
        problems=tuple(sorted(_with_lines(problems, called))),
        remarks=tuple(sorted([*remarks, *_silenced(overlay, prefix)])),
    )


def _unread_tests(files: Files, prefix: str) -> Iterator[Problem]:
    for name in files:
        is_test = name.endswith(TEST_SUFFIX)
        if (is_test and not RULE_FILE.fullmatch(name)) or (
            not is_test and name.startswith(f"{TESTDATA}/") and not _TESTDATA_FILE.fullmatch(name)
        ):
            sentence = f'is read by nobody here; a test lies beside its rule, like "recognition/our_rule{TEST_SUFFIX}"'
            yield Problem(file=prefix + name, line=0, rule="", member="", sentence=sentence)


def _undone(overlay: Overlay, base: Rulebook, prefix: str) -> Iterator[Problem]:
    own = without(overlay.wording, base.wording)
    yield from misspelt_chapters(overlay.added, {rule.chapter for rule in base.rules.values()})
    yield from cut_off(overlay.added)
    yield from cut_off_wording(own, prefix)
    yield from not_written(overlay.added, own, prefix)


def _not_to_be_said(overlay: Overlay, base: Rulebook) -> Iterator[Problem]:
    """Yield what its rules claim without warrant or count twice.

    An overlay that was put before there was a check of it can still decide: this is asked of those that are put.
    """
    own = frozenset(rule.id for rule in overlay.added)
    yield from check_advice(overlay.rules(base), overlay.wording, overlay.vocabulary, own)


def _failed(cases: list[Case]) -> list[Problem]:
    if len(cases) > MOST_CASES:
        sentence = f"its tests have {len(cases)} cases; an overlay has at most {MOST_CASES}"
        return [Problem(file="", line=0, rule="", member="", sentence=sentence)]
    return failures(cases)


def _case_files(files: Files, prefix: str) -> CaseFiles:
    tests = sorted(name for name in files if name.endswith(TEST_SUFFIX) and RULE_FILE.fullmatch(name))
    testdata = sorted(name for name in files if _TESTDATA_FILE.fullmatch(name) and name not in tests)
    return CaseFiles(
        tests={prefix + name: _document(files[name]) for name in tests},
        testdata={prefix + name: _document(files[name]) for name in testdata},
        rules=frozenset(prefix + name for name in files if RULE_FILE.fullmatch(name) and name not in tests),
    )


def _document(text: str) -> MarkedDocument | YamlFault:
    try:
        return read_marked_text(text)
    except YamlFault as fault:
        return fault


def _with_lines(problems: list[Problem], texts: Files) -> Iterator[Problem]:
    """Yield the problems, those of a member with its line in the file."""
    document_of = cache(lambda file: _document(texts[file]))
    for problem in problems:
        document = document_of(problem.file) if problem.member and not problem.line else None
        line = document.line_of_member(problem.member) if isinstance(document, MarkedDocument) else problem.line
        yield replace(problem, line=line)


def _silenced(overlay: Overlay, prefix: str) -> Iterator[Problem]:
    for rule in overlay.silenced:
        sentence = "can fire no more, because what it waits for is switched off; switch it off too, or think again"
        yield Problem(file=f"{prefix}overlay.yaml", line=0, rule=rule, member="switch_off", sentence=sentence)
