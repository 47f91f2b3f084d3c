"""What do the files of an overlay say, and what is wrong with them?

An overlay is a few files by name, from a folder or sent in: `overlay.yaml` says what is changed, rule files lie in
folders of chapters as they do in the rulebook, and `cautions.yaml` and `questions.yaml` hold the words that the added
rules need. Tests may lie beside the rules; they are no part of the overlay.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from services.recommender.rulebook.files.checking import check_each
from services.recommender.rulebook.files.checks.together import check_runnable
from services.recommender.rulebook.files.code_words import Wording, read_texts
from services.recommender.rulebook.files.parts.conditions import finding_field
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, YamlFault, read_marked_text, read_text
from services.recommender.rulebook.files.rule_file import Report, read_rule
from services.recommender.rulebook.files.rule_folder import TEST_SUFFIX, TESTDATA, findings_in
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.files.satisfiability import check_findings
from services.recommender.rulebook.gate.left_undone import yaml_files
from services.recommender.rulebook.overlays.declaration import Declaration, country_declared, read_declaration
from services.recommender.rulebook.overlays.overlay import Overlay, in_force
from services.recommender.rulebook.problems import Problem, RulebookError
from services.recommender.rulebook.rule import Ask, Caution, Rule
from services.recommender.rulebook.stages import layers_of_findings
from services.recommender.rulebook.vocabulary import Group, Vocabulary, suggestion

DECLARATION, CAUTIONS, QUESTIONS = "overlay.yaml", "cautions.yaml", "questions.yaml"

#: A rule's file: a folder for the chapter, and the rule's name.
RULE_FILE = re.compile(r"[a-z][a-z0-9_]*/[a-z0-9_]+\.yaml")

#: The most rules one overlay adds; who needs more needs a rulebook of their own. Rules are checked against one another
#: while a client waits for the answer, in about a second for so many.
MOST_RULES = 100

#: The most alternatives of `any` in one of its rules, and in all of them together: the time to check them grows with
#: the square, and the engine has limits too.
MOST_ALTERNATIVES, MOST_BRANCHES = 40, 400

#: The text of each file by its name in the overlay, like "recognition/our-partners.yaml".
Files = Mapping[str, str]


def overlay_country(files: Files | None) -> str | None:
    """Return the country that an overlay has for learners who name none, without reading its rules."""
    return _country_in(files[DECLARATION]) if files and DECLARATION in files else None


@lru_cache
def _country_in(text: str) -> str | None:
    try:
        return country_declared(read_marked_text(text))
    except YamlFault:
        return None


def overlay_files(folder: Path) -> dict[str, str]:
    """Read the YAML files of an overlay's folder, those included that lie in the wrong place.

    Raises RulebookError for those that are no text.
    """
    files: dict[str, str] = {}
    problems = []
    for path in yaml_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = read_text(path)
        except (YamlFault, FileNotFoundError) as error:
            problems.append(Problem(file=f"{folder.name}/{name}", line=0, rule="", member="", sentence=str(error)))
    if problems:
        raise RulebookError(tuple(problems), "overlay")
    return files


def hash_of_overlay(files: Files) -> str:
    """Return the name of exactly these files, tests left out: "sha256:" and 64 hex digits."""
    digest = sha256()
    for name in sorted(name for name in files if not _is_test(name)):
        content = files[name].encode()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"


@dataclass(frozen=True, kw_only=True)
class OverlayDraft:
    """What of an overlay could be read, and every problem of its files; `overlay` is None where there is one."""

    overlay: Overlay | None
    added: tuple[Rule, ...]
    vocabulary: Vocabulary
    wording: Wording
    problems: tuple[Problem, ...]


def read_overlay(files: Files, base: Rulebook, *, folder: str = "") -> Overlay:
    """Read an overlay of `base`; raise RulebookError with every problem of every file.

    Messages name files as they are named in `files`, behind `folder` where one is given.
    """
    draft = draft_overlay(files, base, folder=folder)
    if draft.overlay is None:
        raise RulebookError(draft.problems, "overlay")
    return draft.overlay


def draft_overlay(files: Files, base: Rulebook, *, folder: str = "") -> OverlayDraft:
    """Read an overlay of `base` as far as it can be read; problems are returned, not raised."""
    return _OverlayReader(files, base, f"{folder}/" if folder else "").read()


def _is_test(name: str) -> bool:
    return name.endswith(TEST_SUFFIX) or name.startswith(f"{TESTDATA}/")


class _OverlayReader:
    """Reads one overlay; the problems of all its files come together here."""

    def __init__(self, files: Files, base: Rulebook, prefix: str) -> None:
        self._files, self._base, self._prefix = files, base, prefix
        self._problems: list[Problem] = []
        self._documents = {
            name: document
            for name in sorted(files)
            if not _is_test(name) and self._is_known(name) and (document := self._read(name))
        }
        rule_files = [document for name, document in self._documents.items() if RULE_FILE.fullmatch(name)]
        new = findings_in(rule_files) - {field.name for field in base.vocabulary if field.group is Group.FINDING}
        self._vocabulary = base.vocabulary.extended(finding_field(name) for name in sorted(new))

    def read(self) -> OverlayDraft:
        declaration = self._declaration()
        added = tuple(self._rules())
        wording = Wording(
            cautions={**self._base.wording.cautions, **self._texts(CAUTIONS, self._base.wording.cautions)},
            questions={**self._base.wording.questions, **self._texts(QUESTIONS, self._base.wording.questions)},
        )
        silenced: list[str] = []
        if not self._problems:
            silenced = self._check_together(in_force(self._base, declaration, added), added, wording)
        overlay = Overlay(
            added=added,
            declaration=declaration,
            vocabulary=self._vocabulary,
            wording=wording,
            content_hash=hash_of_overlay(self._files),
            silenced=tuple(silenced),
        )
        return OverlayDraft(
            overlay=None if self._problems else overlay,
            added=added,
            vocabulary=self._vocabulary,
            wording=wording,
            problems=tuple(self._problems),
        )

    def _declaration(self) -> Declaration:
        document = self._documents.get(DECLARATION)
        if document is None:
            if not any(name == DECLARATION or RULE_FILE.fullmatch(name) for name in self._files):
                self._add(DECLARATION, f"changes nothing: write {DECLARATION}, or rules in a folder per chapter")
            return Declaration(repointed={}, cultures={})
        report = Report(self._prefix + DECLARATION, document)
        declaration = read_declaration(document, self._base, report)
        self._problems += report.problems
        return declaration

    def _rules(self) -> Iterator[Rule]:
        names = [name for name in self._documents if RULE_FILE.fullmatch(name)]
        if len(names) > MOST_RULES:
            self._add("", f"adds {len(names)} rules; an overlay adds at most {MOST_RULES}")
            return
        branches = 0
        for name in names:
            document = self._documents[name]
            rule, faults = read_rule(Path(name), self._prefix + name, self._vocabulary, document)
            self._problems += faults
            if rule is None:
                continue
            branches += len(rule.branches)
            if len(rule.branches) > MOST_ALTERNATIVES:
                sentence = (
                    f"has {len(rule.branches)} alternatives; a rule of an overlay has at most {MOST_ALTERNATIVES}"
                )
                self._add(name, sentence, line=document.line_of(("when",)), rule=rule.id, member="when.any")
            if rule.id in self._base.rules:
                sentence = f"the rulebook has a rule {rule.id}; choose another name, and switch that one off if need be"
                self._add(name, sentence, line=document.line_of(("id",)), rule=rule.id, member="id")
            else:
                yield rule
        if branches > MOST_BRANCHES:
            self._add("", f"its rules have {branches} ways to fire in all; an overlay has at most {MOST_BRANCHES}")

    def _texts(self, name: str, known: Mapping[str, str]) -> dict[str, str]:
        document = self._documents.get(name)
        if document is None:
            return {}
        texts, faults = read_texts(document, self._prefix + name, self._vocabulary)
        self._problems += faults
        for code in sorted(texts.keys() & known.keys()):
            sentence = "the rulebook has this code and its sentence already; choose another code"
            self._add(name, sentence, line=document.line_of((code,)), member=code)
        return texts

    def _check_together(self, rules: tuple[Rule, ...], added: tuple[Rule, ...], wording: Wording) -> list[str]:
        """Report what the added rules do wrong among `rules`; return which of the others can fire no more."""
        _, circles = layers_of_findings(rules)
        unreachable = check_findings(rules)
        files = {rule.id: rule.file.removeprefix(self._prefix) for rule in added}
        for problem in (*circles, *check_each(rules, wording), *unreachable, *check_runnable(rules, self._vocabulary)):
            if problem.rule in files:
                line = self._documents[files[problem.rule]].line_of_member(problem.member)
                self._problems.append(replace(problem, line=line))
        self._report_unused_words(added)
        return sorted({problem.rule for problem in unreachable} - files.keys())

    def _report_unused_words(self, added: Iterable[Rule]) -> None:
        used = {effect.code for rule in added for effect in rule.effects if isinstance(effect, Caution | Ask)}
        for name in (CAUTIONS, QUESTIONS):
            document = self._documents.get(name)
            if document is not None and isinstance(document.value, dict):
                for code in sorted(str(code) for code in document.value.keys() - used):
                    sentence = "no rule of this overlay uses this code; remove it"
                    self._add(name, sentence, line=document.line_of((code,)), member=code)

    def _is_known(self, name: str) -> bool:
        if name in {DECLARATION, CAUTIONS, QUESTIONS} or RULE_FILE.fullmatch(name):
            return True
        near = "" if "/" in name else suggestion(name, (DECLARATION, CAUTIONS, QUESTIONS))
        self._add(name, f'is no file of an overlay{near}; a rule lies in its chapter, like "recognition/our_rule.yaml"')
        return False

    def _read(self, name: str) -> MarkedDocument | None:
        try:
            return read_marked_text(self._files[name])
        except YamlFault as fault:
            self._add(name, fault.sentence, line=fault.line)
            return None

    def _add(self, name: str, sentence: str, line: int = 0, member: str = "", *, rule: str = "") -> None:
        file = self._prefix + name
        self._problems.append(Problem(file=file, line=line, rule=rule, member=member, sentence=sentence))
