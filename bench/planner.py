"""How long does the stack planner take, beside trying everything and, where it is installed, beside OR-Tools CP-SAT?

Small problems: planner and brute force (tests/builders/random_problems.py) on the same random problems of up to 12
steps, with the same cheapest and fastest plans from both. Large problems: 2,000 steps in six shapes; the planner finds
the whole trade-off, CP-SAT only the cheapest set of steps and no dates. Times are of the processor and belong to
this machine.
Run: python bench/planner.py   (with OR-Tools: pip install ortools in an environment of its own)
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "builders")]

from made_up.large_problems import ALL, drawn  # noqa: E402 - found through the path above

from services.recommender.planning.problem import Done, Problem, Step, Threshold  # noqa: E402
from services.recommender.planning.search.graph import Graph  # noqa: E402
from services.recommender.planning.search.trade_off import Plans, plan  # noqa: E402
from services.recommender.planning.search.weights import Weights  # noqa: E402

SMALL_ROUNDS = 40


def seconds(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = run()
    return time.process_time() - began, result


def small(random: Random) -> Problem:
    steps = []
    for place in range(12):
        below = random.sample(range(place), min(place, random.randint(0, 3)))
        parts = tuple((1, Done(step=step)) for step in below)
        needs = Threshold(least=random.randint(1, len(below)), parts=parts) if below else None
        days, wait = 7 * random.randint(1, 6), 7 * random.choice([0, 0, 2])
        steps.append(Step(name=str(place), needs=needs, days=days, wait=wait, amounts=(random.randint(0, 300),)))
    goal = Threshold(least=2, parts=tuple((1, Done(step=step)) for step in (9, 10, 11)))
    return Problem(steps=tuple(steps), goal=goal, currencies=("USD",))


def cheapest(problem: Problem, plans: Plans) -> int:
    return Weights(problem).of(plans.front[0].chosen).budget


def beside_brute_force() -> None:
    from made_up.random_problems import cost_of, every_plan  # noqa: PLC0415 - needs Hypothesis, which OR-Tools' place may lack

    ours, theirs = 0.0, 0.0
    for seed in range(SMALL_ROUNDS):
        problem = small(Random(seed))  # noqa: S311 - a repeatable draw, no secret
        spent, plans = seconds(lambda problem=problem: plan(problem))
        ours += spent
        spent, finishes = seconds(lambda problem=problem: every_plan(problem))
        theirs += spent
        assert cheapest(problem, plans) == min(cost_of(problem, done)[1] for done in finishes)
        assert plans.front[-1].schedule.finish == min(finishes.values())
    print(f"12 steps: planner {ours / SMALL_ROUNDS * 1000:8.1f} ms, brute force {theirs / SMALL_ROUNDS * 1000:8.1f} ms")


def cp_sat(problem: Problem) -> int | None:
    from ortools.sat.python import cp_model  # noqa: PLC0415 - only where it is installed

    graph, model = Graph.of(problem), cp_model.CpModel()
    on = [model.new_bool_var("") for _ in graph.least]
    for node, parts in enumerate(graph.parts):
        if node < graph.size and graph.needs[node] >= 0:
            model.add_implication(on[node], on[graph.needs[node]])
        elif parts:
            model.add(sum(weight * on[part] for weight, part in parts) >= graph.least[node]).only_enforce_if(on[node])
    model.add(on[graph.goal] == 1)
    model.minimize(sum(step.amounts[0] * on[place] for place, step in enumerate(problem.steps)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 20
    return int(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else None


def main() -> None:
    try:
        beside_brute_force()
    except ModuleNotFoundError:
        print("Hypothesis is not installed, so brute force is left out.")
    for name in ALL:
        problem = drawn(name, seed=1)
        spent, plans = seconds(lambda problem=problem: plan(problem))
        proved = sum(found.proved for found in plans.front)
        line = f"{name:22} planner {spent:5.2f} s, {plans.work:7} looks, {proved} of {len(plans.front)} plans proved"
        try:
            spent, cost = seconds(lambda problem=problem: cp_sat(problem))
        except ModuleNotFoundError:
            print(line)
            continue
        print(f"{line}, cheapest {cheapest(problem, plans)}; CP-SAT {spent:5.2f} s, cheapest {cost or 'not proved'}")


if __name__ == "__main__":
    main()
