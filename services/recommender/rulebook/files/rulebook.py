"""A folder of rule files, read, checked as a whole, and ready to run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from services.recommender.learner import DeclaredCulture
from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.lookup import Lookup
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.rule_folder import RuleFolder, read_rule_folder
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.rule import Firing, Rule, Stage
from services.recommender.rulebook.stages import at_stage
from services.recommender.rulebook.vocabulary import Vocabulary


class Ruleset(Protocol):
    """Some rules that can be run on a fact sheet: on the engine, or plainly.

    `rules_on` returns what fired by subject, each sorted; `lookup` has the same rules for what is only tried.
    """

    @property
    def lookup(self) -> Lookup: ...

    def fire(self, sheet: FactSheet) -> tuple[Firing, ...]: ...

    def rules_on(self, sheet: FactSheet) -> Mapping[str, tuple[str, ...]]: ...


class PlainRuleset:
    """The rules run by the plain evaluator: for tests, and for looking at what the engine should say."""

    def __init__(self, name: str, rules: tuple[Rule, ...]) -> None:
        self.name = name
        self.lookup = Lookup(rules)
        self._rules = rules

    def fire(self, sheet: FactSheet) -> tuple[Firing, ...]:
        return plain.fire(self._rules, sheet)

    def rules_on(self, sheet: FactSheet) -> Mapping[str, tuple[str, ...]]:
        rules: dict[str, tuple[str, ...]] = dict.fromkeys(("", *sheet.subjects), ())
        for rule, subject in self.fire(sheet):
            rules[subject] += (rule,)
        return rules


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The hashes of the rulebook and of the client's overlay that a rulebook was put together from."""

    base: str
    overlay: str


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """All rules, compiled once per stage. `content_hash` names exactly these files: "sha256:" and 64 hex digits.

    With a client's overlay it has an `origin`, and the `cultures` that were declared, by occupation code or the
    beginning of one.
    """

    rules: Mapping[str, Rule]
    vocabulary: Vocabulary
    wording: Wording
    content_hash: str
    findings: tuple[Ruleset, ...]
    credentials: Ruleset
    paths: Ruleset
    origin: Origin | None = None
    cultures: Mapping[str, DeclaredCulture] = field(default_factory=dict)


def read_rulebook(
    rules_dir: Path, vocabulary: Vocabulary, *, compile_with: Callable[[str, tuple[Rule, ...]], Ruleset] = Engine
) -> Rulebook:
    """Read every rule file under `rules_dir`; raise RulebookError with every problem of every file.

    `vocabulary` holds the facts that rules may speak of, which whoever computes them declares.
    """
    rule_folder = read_rule_folder(rules_dir, vocabulary)
    if rule_folder.problems:
        raise RulebookError(rule_folder.problems)
    return compile_folder(rule_folder, rules_dir, compile_with=compile_with)


def compile_folder(
    rule_folder: RuleFolder, rules_dir: Path, *, compile_with: Callable[[str, tuple[Rule, ...]], Ruleset] = Engine
) -> Rulebook:
    """Return the rulebook of a folder without problems, made from the files under `rules_dir`."""
    findings, credentials, paths = compile_stages(rule_folder.rules, rule_folder.layers, compile_with)
    return Rulebook(
        rules={rule.id: rule for rule in rule_folder.rules},
        vocabulary=rule_folder.vocabulary,
        wording=rule_folder.wording,
        content_hash=hash_of(rules_dir, rule_folder.files),
        findings=findings,
        credentials=credentials,
        paths=paths,
    )


def compile_stages(
    rules: Sequence[Rule], layers: Iterable[tuple[Rule, ...]], compile_with: Callable[[str, tuple[Rule, ...]], Ruleset]
) -> tuple[tuple[Ruleset, ...], Ruleset, Ruleset]:
    """Compile the layers of findings, the rules on credentials and the rules on paths."""
    return (
        tuple(compile_with(f"findings {number}", layer) for number, layer in enumerate(layers)),
        compile_with("credentials", at_stage(rules, Stage.CREDENTIALS)),
        compile_with("paths", at_stage(rules, Stage.PATHS)),
    )


def hash_of(rules_dir: Path, files: Iterable[Path]) -> str:
    """Return the name of exactly these rule files and their wording: "sha256:" and 64 hex digits."""
    digest = sha256()
    for path in (*files, rules_dir / "cautions.yaml", rules_dir / "questions.yaml"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(rules_dir).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"
