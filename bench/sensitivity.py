"""How far does the advice hang on points that are our judgement? Every rule's points, moved by up to a fifth.

Learners are drawn by bench/profiles.py. All together: in each round every weight of the rulebook is moved by a factor
of its own between 0.8 and 1.2, and each learner is decided again. Alone: one rule's weights are moved a fifth up and a
fifth down, for the learners of whom that rule said anything. A turn is another path advised, or another credential in
the first place. Points stay whole and keep their sign. The same seed prints the same figures.
Run: PYTHONPATH=. python bench/sensitivity.py [--learners 300] [--rounds 10] [--seed 293]   (about two minutes)
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bench.profiles import SEED, learner, open_world
from services.intake.profile_schema import read_profile
from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.learner import Profile
from services.recommender.recommend import reach_decision
from services.recommender.rulebook.files.rulebook import Rulebook, read_rulebook
from services.recommender.rulebook.rule import Effect, GradedPoints, Rule, Weigh

ROOT = Path(__file__).resolve().parents[1]

#: The day that is decided as on, so that no deadline moves with the calendar.
ON = date(2026, 11, 29)

#: How far points are moved, in hundredths.
JITTER = 20

#: How many of the rules that turn most are printed.
MOST_TELLING = 12

#: What a weight is multiplied with, drawn anew for each.
Factor = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a learner is told first: the path, how sure it is, and the credential in the first place."""

    path: str
    standing: str
    first: str | None

    @classmethod
    def of(cls, decision: Decision) -> "Outcome":
        shown = decision.ranking.shown
        first = shown[0][0].credential.id if shown else None
        return cls(path=decision.verdict.path.value, standing=decision.verdict.standing.value, first=first)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A learner, what the rulebook as it is says, and the rules that weighed in on it."""

    profile: Profile
    outcome: Outcome
    rules: frozenset[str]


class Deciding:
    """Decides learners by the same knowledge on the same day, by the rules as they are or with their points moved."""

    def __init__(self, knowledge: Knowledge, rulebook: Rulebook) -> None:
        self._knowledge, self._rulebook = knowledge, rulebook

    def ask(self, profile: Profile) -> Asked:
        decision = self._decide(profile, self._rulebook)
        return Asked(profile=profile, outcome=Outcome.of(decision), rules=frozenset(_weighed(decision)))

    def again(self, asked: Asked, moved: dict[str, Rule]) -> Outcome:
        """Decide once more where the rules in `moved` stand in for those of their ids; what fires stays the same."""
        rulebook = replace(self._rulebook, rules={**self._rulebook.rules, **moved})
        return Outcome.of(self._decide(asked.profile, rulebook))

    def weighing(self) -> list[Rule]:
        return [rule for rule in self._rulebook.rules.values() if any(isinstance(e, Weigh) for e in rule.effects)]

    def _decide(self, profile: Profile, rulebook: Rulebook) -> Decision:
        return reach_decision(profile, knowledge=self._knowledge, rulebook=rulebook, on=ON)


def moved(rule: Rule, factor: Factor) -> Rule:
    """Return the rule with each of its weights multiplied with a factor."""
    return replace(rule, effects=tuple(_moved(effect, factor) for effect in rule.effects))


def _moved(effect: Effect, factor: Factor) -> Effect:
    if not isinstance(effect, Weigh):
        return effect
    if isinstance(effect.points, GradedPoints):
        by = factor()
        steps = tuple(replace(step, points=_scaled(step.points, by)) for step in effect.points.steps)
        return replace(effect, points=replace(effect.points, steps=steps))
    return replace(effect, points=_scaled(effect.points, factor()))


def _scaled(points: int, by: float) -> int:
    """Return whole points of the same sign; points of 0 stay nothing."""
    sign = (points > 0) - (points < 0)
    return sign * max(1, round(abs(points) * by))


def _weighed(decision: Decision) -> Iterator[str]:
    for said in (*decision.paths.said.values(), *(judged.said for judged in decision.judged)):
        yield from (contribution.rule for contribution in said.contributions)


def all_together(deciding: Deciding, asked: Sequence[Asked], rounds: int, dice: random.Random) -> None:
    """Print how often verdict and first credential turn when every weight is moved, by how sure the verdict was."""
    decided: Counter[str] = Counter()
    paths: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for _ in range(rounds):
        rules = {
            rule.id: moved(rule, lambda: dice.uniform(1 - JITTER / 100, 1 + JITTER / 100))
            for rule in deciding.weighing()
        }
        for one in asked:
            outcome = deciding.again(one, rules)
            for row in (one.outcome.standing, "all"):
                decided[row] += 1
                paths[row] += outcome.path != one.outcome.path
                firsts[row] += outcome.first != one.outcome.first
    print("| verdict | decided | another path | another first credential |")
    print("|---|---:|---:|---:|")
    for row in ("clear", "close", "undecided", "all"):
        if decided[row]:
            print(
                f"| {row} | {decided[row]} | {_share(paths[row], decided[row])} | {_share(firsts[row], decided[row])} |"
            )


def one_alone(deciding: Deciding, asked: Sequence[Asked]) -> None:
    """Print the rules that turn most learners when they alone are moved."""
    rows = []
    for rule in deciding.weighing():
        concerned = [one for one in asked if rule.id in one.rules]
        paths = firsts = 0
        for percent in (100 - JITTER, 100 + JITTER):
            alone = {rule.id: moved(rule, lambda percent=percent: percent / 100)}
            for one in concerned:
                outcome = deciding.again(one, alone)
                paths += outcome.path != one.outcome.path
                firsts += outcome.first != one.outcome.first
        rows.append((paths, firsts, rule.id, 2 * len(concerned)))
    still = sum(not paths and not firsts for paths, firsts, *_ in rows)
    print("| rule alone, a fifth down and a fifth up | decided | another path | another first credential |")
    print("|---|---:|---:|---:|")
    for paths, firsts, name, decided in sorted(rows, key=lambda row: (-row[0], -row[1], row[2]))[:MOST_TELLING]:
        print(f"| `{name}` | {decided} | {paths} | {firsts} |")
    print(f"\n{still} of {len(rows)} rules that weigh anything turn nothing alone.")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def main() -> None:
    """Draw the learners, decide them, and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=300, help="how many learners to draw")
    parser.add_argument("--rounds", type=int, default=10, help="how often all points are moved")
    parser.add_argument("--seed", type=int, default=SEED, help="what chooses learners and factors")
    args = parser.parse_args()
    knowledge = load_knowledge(ROOT / "data")
    deciding = Deciding(knowledge, read_rulebook(ROOT / "rules", VOCABULARY))
    world, dice = open_world(knowledge), random.Random(args.seed)  # noqa: S311 - a repeatable draw, no secret
    asked = [deciding.ask(read_profile(learner(number, world, dice))) for number in range(args.learners)]
    print(f"{args.learners} learners, {args.rounds} rounds, seed {args.seed}, points moved by up to {JITTER} %\n")
    all_together(deciding, asked, args.rounds, dice)
    print()
    one_alone(deciding, asked)


if __name__ == "__main__":
    main()
