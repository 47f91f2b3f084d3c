"""What is wrong with an overlay, its rules' tests included, and what does it change?

This is the gate before an overlay becomes active, and what `credwise rules check --overlay` says of its folder.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.recommender.rulebook.files.checks.together import check_advice
from services.recommender.rulebook.files.parts.marked_yaml import (
    MarkedDocument,
    YamlFault,
    read_marked_text,
    too_long,
)
from services.recommender.rulebook.files.rule_folder import TEST_SUFFIX, TESTDATA
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.gate.former_names import former_names
from services.recommender.rulebook.gate.left_undone import (
    cut_off,
    cut_off_wording,
    merge_marks,
    misspelt_chapters,
    not_written,
    without,
)
from services.recommender.rulebook.gate.sources import misdated_sources, sources_without_basis
from services.recommender.rulebook.gate.test_file import CaseFiles, cases_in
from services.recommender.rulebook.gate.testing import Case, failures
from services.recommender.rulebook.overlays.overlay import Overlay
from services.recommender.rulebook.overlays.reading import RULE_FILE, Files, OverlayDraft, draft_overlay
from services.recommender.rulebook.problems import Problem

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
        changed = f"Rules: {', '.join(f'{n} {what}' for what, n in counts.items())}; {len(declared.cultures)} cultures"
        return f"{changed}; country {declared.country}" if declared.country else changed


def inspect_overlay(files: Files, base: Rulebook, *, today: date, folder: str = "") -> OverlayInspection:
    """Read an overlay of `base`, and run the tests that lie beside its rules.

    No rule may rest on what was read after `today` (in UTC). Messages name files as they are named in `files`, behind
    `folder` where one is given.
    """
    prefix = f"{folder}/" if folder else ""
    called = {prefix + name: text for name, text in files.items()}
    draft = draft_overlay(files, base, folder=folder)
    # Of rules that could not be read tests are read too, so that everything is said at once.
    cases, faults = cases_in(_case_files(files, prefix), draft.added, draft.vocabulary)
    problems = [
        *draft.problems,
        *_unread_tests(files, prefix),
        *_long_files(called),
        *merge_marks(called),
        *_undone(draft, base, prefix),
        *misdated_sources(draft.added, today),
        *(_not_to_be_said(draft.overlay, base) if draft.overlay else ()),
        *faults,
        *_failed(_to_run(cases, draft, prefix)),
    ]
    overlay = draft.overlay
    return OverlayInspection(
        overlay=overlay,
        cases=tuple(cases),
        problems=tuple(sorted({*_with_lines(problems, called)})),
        remarks=tuple(
            sorted(
                [
                    *(_silenced(overlay, prefix) if overlay else ()),
                    *_with_lines(sources_without_basis(draft.added), called),
                    *former_names(called, base.vocabulary),
                ]
            )
        ),
    )


def _unread_tests(files: Files, prefix: str) -> Iterator[Problem]:
    for name in files:
        is_test = name.endswith(TEST_SUFFIX)
        if (is_test and not RULE_FILE.fullmatch(name)) or (
            not is_test and name.startswith(f"{TESTDATA}/") and not _TESTDATA_FILE.fullmatch(name)
        ):
            sentence = f'is read by nobody here; a test lies beside its rule, like "recognition/our_rule{TEST_SUFFIX}"'
            yield Problem(file=prefix + name, line=0, rule="", member="", sentence=sentence)


def _long_files(texts: Files) -> Iterator[Problem]:
    """Yield the files that are longer than those of a folder may be; one that was put before is still read."""
    for file, text in texts.items():
        if fault := too_long(len(text.encode())):
            yield Problem(file=file, line=0, rule="", member="", sentence=fault.sentence)


def _undone(draft: OverlayDraft, base: Rulebook, prefix: str) -> Iterator[Problem]:
    own = without(draft.wording, base.wording)
    yield from misspelt_chapters(draft.added, {rule.chapter for rule in base.rules.values()})
    yield from cut_off(draft.added)
    yield from cut_off_wording(own, prefix)
    yield from not_written(draft.added, own, prefix)


def _to_run(cases: list[Case], draft: OverlayDraft, prefix: str) -> list[Case]:
    """Return the cases of sound rules: one that is too large must not keep anybody waiting.

    A problem of the overlay as a whole is one of `prefix`.
    """
    faulty = {problem.file for problem in draft.problems}
    return [case for case in cases if faulty.isdisjoint({case.rule.file, prefix})]


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


def _with_lines(problems: Iterable[Problem], texts: Files) -> Iterator[Problem]:
    """Yield the problems, those of a member with its line in the file; a file is read once, however many it has."""
    problems = list(problems)
    unplaced = {problem.file for problem in problems if problem.member and not problem.line}
    documents = {file: _document(texts[file]) for file in unplaced}
    for problem in problems:
        document = documents.get(problem.file) if problem.member and not problem.line else None
        line = document.line_of_member(problem.member) if isinstance(document, MarkedDocument) else problem.line
        yield replace(problem, line=line)


def _silenced(overlay: Overlay, prefix: str) -> Iterator[Problem]:
    for rule in overlay.silenced:
        sentence = "can fire no more, because what it waits for is switched off; switch it off too, or think again"
        yield Problem(file=f"{prefix}overlay.yaml", line=0, rule=rule, member="switch_off", sentence=sentence)
