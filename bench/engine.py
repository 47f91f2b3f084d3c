"""How fast is the engine on the real rulebook, beside what one would pick instead?

Every engine gets rules generated from the same files in rules/, and must give the same firings for every sample learner
before anything is timed. Timed is what a caller waits for: facts as Python dictionaries in, firings as Python tuples
out, for the 50 candidates and the paths of one learner. Prints the median of several rounds in which the engines take
turns, and how many times the engine's own time each took, as the median of the rounds' ratios. CPU seconds of this
process are counted, not the clock on the wall, so that neighbours on the machine weigh less.

Run: python bench/engine.py [--json] (pip install ".[bench]" for the other engines; what is not there is left out)
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Protocol

from engines import Firings

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.known import load_knowledge
from services.recommender.recommend import reach_decision
from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.files.rulebook import Rulebook, read_rulebook
from services.recommender.rulebook.rule import Rule, Stage
from services.recommender.rulebook.stages import at_stage
from services.recommender.rulebook.vocabulary import words_in

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 11, 22)
#: The learner that is timed; the engines must agree on all samples.
TIMED = "backend-developer-to-cloud"
ROUNDS, REPEATS = 9, 10

#: Where the other engines are: the module of ours that drives each, and the class in it.
OTHERS = (
    ("engines.in_clips", "InClips"),
    ("engines.in_zen", "InZenTable"),
    ("engines.in_zen", "InZenLoop"),
    ("engines.in_zen", "InZenExpression"),
    ("engines.in_rule_engine", "InRuleEngine"),
)


class Contestant(Protocol):
    name: str

    def fire(self, sheet: FactSheet) -> Firings: ...


class OurEngine:
    name = "durable_rules, as Credwise runs it"

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._engine = Engine("bench", rules)

    def fire(self, sheet: FactSheet) -> Firings:
        return self._engine.fire(sheet)


class Plainly:
    name = "plain evaluator (Python)"

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules

    def fire(self, sheet: FactSheet) -> Firings:
        return plain.fire(self._rules, sheet)


class WithStandIns:
    """Another engine, whose firings are looked through for those that another rule stands in for, as in ours."""

    def __init__(self, kind: Callable[[Sequence[Rule]], Contestant], rules: Sequence[Rule]) -> None:
        self._engine = kind(rules)
        self._stand_ins = stand_ins(rules)
        self.name = self._engine.name

    def fire(self, sheet: FactSheet) -> Firings:
        firings = self._engine.fire(sheet)
        replaced = {(other, subject) for rule, subject in firings for other in self._stand_ins.get(rule, ())}
        return tuple(one for one in firings if replaced.isdisjoint({one, (one[0], "")}))


def main() -> None:
    rulebook = read_rulebook(ROOT / "rules", VOCABULARY)
    kinds = [OurEngine, *others(), Plainly]
    samples, told = dict(read_samples(rulebook)), dict[Stage, dict[str, float]]()
    for stage in (Stage.CREDENTIALS, Stage.PATHS):
        rules = at_stage(tuple(rulebook.rules.values()), stage)
        contestants = [kind(rules) for kind in kinds]
        comparable = {learner: sheets for learner, sheets in samples.items() if not _says_several(sheets[stage])}
        for learner, sheets in comparable.items():
            expected = contestants[0].fire(sheets[stage])
            for contestant in contestants[1:]:
                assert contestant.fire(sheets[stage]) == expected, f"{contestant.name} disagrees on {learner}"
        sheet = samples[TIMED][stage]
        if "--json" in sys.argv:
            told[stage] = {name: ratio for name, _, ratio in times(contestants, sheet)}
            continue
        print(
            f"\n{stage}: {len(rules)} rules, {len(sheet.subjects)} of them judged, "
            f"{len(contestants[0].fire(sheet))} firings; the same from all on {len(comparable)} learners"
        )
        report(contestants, sheet)
    if told:
        print(json.dumps(told))


def _says_several(sheet: FactSheet) -> bool:
    """Say whether a fact is several words at once, which no other engine has as a value."""
    return any(len(words_in(value)) > 1 for value in sheet.shared.values())


def others() -> Iterator[Callable[[Sequence[Rule]], Contestant]]:
    for module, kind in OTHERS:
        try:
            yield partial(WithStandIns, getattr(import_module(module), kind))
        except ModuleNotFoundError as missing:
            print(f"left out, since {missing.name} is not installed: {kind}", file=sys.stderr)


def read_samples(rulebook: Rulebook) -> Iterator[tuple[str, dict[Stage, FactSheet]]]:
    """Yield the name of each sample learner, and the facts that the rules of both stages look at."""
    knowledge = load_knowledge(ROOT / "data")
    for path in sorted((ROOT / "data/samples").glob("*.json")):
        decision = reach_decision(
            read_profile(read_json(path.read_bytes())), knowledge=knowledge, rulebook=rulebook, on=ON
        )
        candidates = {judged.credential.id: judged.facts() for judged in decision.judged}
        paths = {kind.value: facts.by_name() for kind, facts in decision.paths.facts.items()}
        yield (
            path.stem,
            {
                Stage.CREDENTIALS: FactSheet(shared=decision.shared.by_name(), subjects=candidates),
                Stage.PATHS: FactSheet(shared=decision.shared.by_name(), subjects=paths),
            },
        )


def times(contestants: Sequence[Contestant], sheet: FactSheet) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each, its milliseconds, and how many times ours that is."""
    took: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    for _ in range(ROUNDS):
        for contestant in contestants:
            took[contestant.name].append(milliseconds(lambda one=contestant: one.fire(sheet)))
    own = took[contestants[0].name]
    for name, theirs in took.items():
        yield (
            name,
            statistics.median(theirs),
            statistics.median(their / our for their, our in zip(theirs, own, strict=True)),
        )


def report(contestants: Sequence[Contestant], sheet: FactSheet) -> None:
    print(f"{'':42}{'ms a learner':>14}{'its : ours':>12}{'ours : its':>12}")
    for name, took, ratio in times(contestants, sheet):
        print(f"{name:42}{took:14.2f}{ratio:12.1f}{1 / ratio:12.2f}")


def milliseconds(judge: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(REPEATS):
        judge()
    return (time.process_time() - began) / REPEATS * 1000


if __name__ == "__main__":
    main()
