"""A folder of rule files, read, checked as a whole, and ready to run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from services.recommender.rulebook import plain
from services.recommender.rulebook.checking import check_together
from services.recommender.rulebook.conditions import finding_field
from services.recommender.rulebook.engine import Engine
from services.recommender.rulebook.fields import VOCABULARY
from services.recommender.rulebook.marked_yaml import YamlFault, read_marked
from services.recommender.rulebook.plain import FactSheet
from services.recommender.rulebook.problems import Problem, RulebookError
from services.recommender.rulebook.reading import read_rule
from services.recommender.rulebook.rule import Firing, Rule, Stage
from services.recommender.rulebook.stages import at_stage, layers_of_findings
from services.recommender.rulebook.vocabulary import Vocabulary
from services.recommender.rulebook.wording import Wording, read_wording

#: The folder of learners and fields that rule tests talk about; it holds no rules.
TESTDATA = "testdata"

#: A rule's tests stand beside it under this ending.
TEST_SUFFIX = "_test.yaml"


class Ruleset(Protocol):
    """Some rules that can be run on a fact sheet: on the engine, or plainly."""

    def fire(self, sheet: FactSheet) -> tuple[Firing, ...]: ...


class PlainRuleset:
    """The rules run by the plain evaluator: for tests, and for looking at what the engine should say."""

    def __init__(self, name: str, rules: tuple[Rule, ...]) -> None:
        self.name = name
        self._rules = rules

    def fire(self, sheet: FactSheet) -> tuple[Firing, ...]:
        return plain.fire(self._rules, sheet)


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """All rules, compiled once per stage. `content_hash` names exactly these files: "sha256:" and 64 hex digits."""

    rules: Mapping[str, Rule]
    vocabulary: Vocabulary
    wording: Wording
    content_hash: str
    findings: tuple[Ruleset, ...]
    credentials: Ruleset
    paths: Ruleset


def read_rulebook(rules_dir: Path, *, compile_with: Callable[[str, tuple[Rule, ...]], Ruleset] = Engine) -> Rulebook:
    """Read every rule file under `rules_dir`; raise RulebookError with every problem of every file."""
    files = rule_files(rules_dir)
    wording, problems = read_wording(rules_dir)
    vocabulary = VOCABULARY.extended(finding_field(name) for name in sorted(_findings_in(files)))
    rules: list[Rule] = []
    for path in files:
        rule, faults = read_rule(path, _called(path, rules_dir), vocabulary)
        problems += faults
        rules.extend([rule] if rule else [])
    if not files:
        sentence = "holds no rule files; they lie in one folder per chapter, like field_culture/some_rule.yaml"
        problems.append(Problem(file=str(rules_dir), line=0, rule="", member="", sentence=sentence))
    layers, circles = layers_of_findings(rules)
    problems += circles + check_together(rules, wording)
    if problems:
        raise RulebookError(tuple(problems))
    return Rulebook(
        rules={rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)},
        vocabulary=vocabulary,
        wording=wording,
        content_hash=_hash_of(rules_dir, files),
        findings=tuple(compile_with(f"findings {number}", layer) for number, layer in enumerate(layers)),
        credentials=compile_with("credentials", at_stage(rules, Stage.CREDENTIALS)),
        paths=compile_with("paths", at_stage(rules, Stage.PATHS)),
    )


def rule_files(rules_dir: Path) -> list[Path]:
    """Return the rule files in one order everywhere: chapters by name, rules by name, tests and testdata left out."""
    chapters = sorted(path for path in rules_dir.iterdir() if path.is_dir() and path.name != TESTDATA)
    return [
        path for chapter in chapters for path in sorted(chapter.glob("*.yaml")) if not path.name.endswith(TEST_SUFFIX)
    ]


def _called(path: Path, rules_dir: Path) -> str:
    return path.relative_to(rules_dir.parent).as_posix()


def _findings_in(files: list[Path]) -> set[str]:
    """Return what the rules conclude, so that conditions can be checked against it; faults are reported later."""
    findings: set[str] = set()
    for path in files:
        try:
            content = read_marked(path).value
        except YamlFault:
            continue
        effects = content.get("then") if isinstance(content, dict) else None
        for effect in effects if isinstance(effects, list) else ():
            if isinstance(effect, dict) and isinstance(effect.get("conclude"), str):
                findings.add(effect["conclude"])
    return findings


def _hash_of(rules_dir: Path, files: list[Path]) -> str:
    digest = sha256()
    for path in (*files, rules_dir / "cautions.yaml", rules_dir / "questions.yaml"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(rules_dir).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"
