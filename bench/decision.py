"""What does a recommendation cost in CPU, beside one decision, and a decision beside the engine that fires its rules?

Each learner of bench/profiles.py, or of a file of profiles, is recommended to, decided once, and the rules are fired
once on the facts of that decision; the three take turns within a round. CPU milliseconds of this process are counted,
and printed as means over the learners, as the median of the rounds. The ratios are what another machine can compare.
With --beside, another version recommends to the same learners in the same rounds, in a process of its own.
Run: python bench/decision.py [--profiles FILE] [--learners 300] [--beside CHECKOUT] [--json]
"""

import argparse
import json
import math
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

import profiles as made_up
from beside import Beside

from services.intake.profile_schema import read_profile
from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.learner import Profile
from services.recommender.recommend import reach_decision, recommend
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.rulebook import Rulebook, read_rulebook
from services.recommender.situation.errors import UnresolvedOccupation
from services.wiring import leave_what_stays

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 11, 29)
ROUNDS = 3

T = TypeVar("T")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--profiles", type=Path, help="a file of profiles, one a line, instead of those made up")
    asked.add_argument("--learners", type=int, default=300)
    asked.add_argument("--beside", type=Path, help="a checkout of the version to compare with, such as f4e382b")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    knowledge, rulebook = load_knowledge(ROOT / "data"), read_rulebook(ROOT / "rules", VOCABULARY)
    leave_what_stays()
    lines = given.profiles.read_text(encoding="utf-8").splitlines() if given.profiles else None
    documents = map(json.loads, lines) if lines else made_up_documents(knowledge)
    chosen = list(islice(documents, given.learners))
    learners = [read_profile(one) for one in chosen]
    if given.beside is None:
        told = measured(learners, knowledge, rulebook)
    else:
        with NamedTemporaryFile("w", encoding="utf-8", suffix=".ndjson") as file:
            file.writelines(json.dumps(one) + "\n" for one in chosen)
            file.flush()
            with Beside(given.beside, Path(file.name), ON.isoformat()) as beside:
                told = measured(learners, knowledge, rulebook, beside.milliseconds)
    print(json.dumps(told) if given.json else "\n".join(f"{name:24}{value:10.2f}" for name, value in told.items()))


def made_up_documents(knowledge: Knowledge) -> Iterator[dict[str, object]]:
    world, dice = made_up.open_world(knowledge), random.Random(made_up.SEED)  # noqa: S311 - learners are no secrets
    number = 0
    while True:
        yield made_up.learner(number, world, dice)
        number += 1


def measured(
    learners: Iterable[Profile],
    knowledge: Knowledge,
    rulebook: Rulebook,
    another: Callable[[], float] = lambda: math.nan,
) -> dict[str, float]:
    """Return CPU milliseconds a learner of each, and how many times the next one's each takes.

    `another` returns what another version takes.
    """

    def decided(profile: Profile) -> Decision | None:
        try:
            return reach_decision(profile, knowledge=knowledge, rulebook=rulebook, on=ON)
        except UnresolvedOccupation:
            return None

    # What a process keeps for good is warm before anything is counted, as it is in a worker.
    known = [(profile, decision) for profile in learners if (decision := decided(profile)) is not None]
    profiles, decisions = [profile for profile, _ in known], [decision for _, decision in known]
    rounds = [
        (
            milliseconds(lambda one: recommend(one, knowledge=knowledge, rulebook=rulebook, on=ON), profiles),
            milliseconds(lambda one: reach_decision(one, knowledge=knowledge, rulebook=rulebook, on=ON), profiles),
            milliseconds(lambda sheets: fire(sheets, rulebook), [sheets_of(one) for one in decisions]),
            another(),
        )
        for _ in range(ROUNDS)
    ]
    whole, one, engine, other = (statistics.median(each) for each in zip(*rounds, strict=True))
    return {
        "learners": len(profiles),
        "recommend_ms": whole,
        "decision_ms": one,
        "engine_ms": engine,
        "recommend_to_decision": statistics.median(each[0] / each[1] for each in rounds),
        "decision_to_engine": statistics.median(each[1] / each[2] for each in rounds),
    } | (
        {}
        if math.isnan(other)
        else {"beside_ms": other, "to_beside": statistics.median(each[0] / each[3] for each in rounds)}
    )


def sheets_of(decision: Decision) -> tuple[FactSheet, FactSheet]:
    """Return what the rules about candidates and about paths looked at."""
    candidates = {judged.credential.id: judged.facts() for judged in decision.judged}
    paths = {kind.value: facts.by_name() for kind, facts in decision.paths.facts.items()}
    return (
        FactSheet(shared=decision.shared.by_name(), subjects=candidates),
        FactSheet(shared=decision.shared.by_name(), subjects=paths),
    )


def fire(sheets: tuple[FactSheet, FactSheet], rulebook: Rulebook) -> None:
    candidates, paths = sheets
    for layer in rulebook.findings:
        layer.fire(FactSheet(shared=candidates.shared))
    rulebook.credentials.fire(candidates)
    rulebook.paths.fire(paths)


def milliseconds(work: Callable[[T], object], subjects: Sequence[T]) -> float:
    began = time.process_time()
    for one in subjects:
        work(one)
    return (time.process_time() - began) / len(subjects) * 1000


if __name__ == "__main__":
    main()
