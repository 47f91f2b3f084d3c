"""How fast is the engine on the real rulebook, beside the plain evaluator in the same run?

Both judge the same 50 candidates of the same learner with the credentials stage of rules/, and must give the same
firings. Prints the median of several rounds and the ratio; the absolute times belong to this machine.
Run: python bench/engine.py
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.decision.recommend import reach_decision
from services.recommender.knowledge.known import load_knowledge
from services.recommender.rulebook.plain import FactSheet, fire
from services.recommender.rulebook.rule import Stage
from services.recommender.rulebook.rulebook import read_rulebook
from services.recommender.rulebook.stages import at_stage

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, REPEATS = 7, 30


def milliseconds(judge: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(REPEATS):
        judge()
    return (time.perf_counter() - began) / REPEATS * 1000


def main() -> None:
    knowledge, rulebook = load_knowledge(ROOT / "data"), read_rulebook(ROOT / "rules")
    rules = at_stage(tuple(rulebook.rules.values()), Stage.CREDENTIALS)
    profile = read_profile(read_json((ROOT / "data/samples/backend-developer-to-cloud.json").read_bytes()))
    decision = reach_decision(profile, knowledge=knowledge, rulebook=rulebook, on=date(2026, 11, 22))
    sheet = FactSheet(
        shared=decision.shared, subjects={judged.credential.id: judged.facts for judged in decision.judged}
    )
    firings = rulebook.credentials.fire(sheet)
    assert firings == fire(rules, sheet), "the engine and the plain evaluator disagree"
    print(f"{len(rules)} rules, {len(sheet.subjects)} candidates, {len(firings)} firings, the same from both")
    engine, plain = [], []
    for _ in range(ROUNDS):
        engine.append(milliseconds(lambda: rulebook.credentials.fire(sheet)))
        plain.append(milliseconds(lambda: fire(rules, sheet)))
    print(f"durable_rules   {statistics.median(engine):8.2f} ms per learner")
    print(f"plain evaluator {statistics.median(plain):8.2f} ms per learner")
    print(f"engine : plain  {statistics.median(e / p for e, p in zip(engine, plain, strict=True)):8.2f}")


if __name__ == "__main__":
    main()
