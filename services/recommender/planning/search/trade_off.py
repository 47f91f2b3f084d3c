"""Which plans are worth showing? The cheapest, the fastest, what lies between, and the one that fits best."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from services.recommender.planning.problem import Problem
from services.recommender.planning.search.graph import Graph, Work
from services.recommender.planning.search.solving import First, Found, Query, Solver

#: The most plans of the trade-off that are shown, the cheapest and the fastest among them.
MOST_SHOWN = 5

#: How many places one problem may look at in all; then plans are marked as not proved.
ALL_WORK = 250_000

#: The part of the remaining work that one query may use, so that the later ones get their turn.
SHARE = 3


class PlanStanding(StrEnum):
    """How the best plan stands to deadline and budget."""

    FITS = "fits"
    LATE = "late"
    OVER_BUDGET = "over_budget"
    LATE_AND_OVER_BUDGET = "late_and_over_budget"
    IMPOSSIBLE = "impossible"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, kw_only=True)
class Plans:
    """What was found. `front` goes from the cheapest to the fastest; no plan in it beats another in both.

    `chosen` are the plans that come nearest to deadline and budget: one that fits, or the least late and the
    least dear.
    """

    standing: PlanStanding
    chosen: tuple[Found, ...] = ()
    front: tuple[Found, ...] = ()
    work: int = 0


def plan(problem: Problem, *, work: int = ALL_WORK) -> Plans:
    """Return the plans worth showing for `problem`. The same problem gives the same plans, whatever the machine."""
    return _Planner(problem, work).run()


def nearest(problem: Problem, *, work: int = ALL_WORK) -> Plans:
    """Return how the best plans for `problem` stand, as `plan` does, without the others that are worth showing."""
    return _Planner(problem, work).run(shown=False)


class _Planner:
    def __init__(self, problem: Problem, limit: int) -> None:
        self.problem, self.work = problem, Work(limit=limit)
        self.graph = Graph.of(problem)
        self.solver = Solver(self.graph, self.work)

    def run(self, *, shown: bool = True) -> Plans:
        if self.solver.earliest_goal is None:
            return Plans(standing=PlanStanding.IMPOSSIBLE, work=self.work.spent)
        cheapest = self._best(Query(first=First.COST))
        if cheapest is None:
            proved_none = self.solver.sure and not self.work.over
            standing = PlanStanding.IMPOSSIBLE if proved_none else PlanStanding.NOT_FOUND
            return Plans(standing=standing, work=self.work.spent)
        if not shown and self._fits(cheapest):
            return Plans(standing=PlanStanding.FITS, chosen=(cheapest,), work=self.work.spent)
        fastest = self._best(Query(first=First.FINISH)) or cheapest
        standing, chosen = self._nearest(cheapest, fastest)
        front = self._front(cheapest, fastest, chosen) if shown else ()
        return Plans(standing=standing, chosen=chosen, front=front, work=self.work.spent)

    def _best(self, query: Query) -> Found | None:
        return self.solver.best(query, max(1, (self.work.limit - self.work.spent) // SHARE))

    def _nearest(self, cheapest: Found, fastest: Found) -> tuple[PlanStanding, tuple[Found, ...]]:
        deadline, budget = self.problem.deadline, self.problem.to_spend
        if self._fits(cheapest):
            return PlanStanding.FITS, (cheapest,)
        fitting = self._best(Query(first=First.COST, finish_by=deadline, spend_at_most=budget))
        if fitting is not None:
            return PlanStanding.FITS, (fitting,)
        dear = self._best(Query(first=First.BUDGET, finish_by=deadline)) if budget is not None else None
        late = self._best(Query(first=First.FINISH, spend_at_most=budget)) if deadline is not None else None
        if dear is None and late is None:
            return PlanStanding.LATE_AND_OVER_BUDGET, self._distinct((fastest, cheapest))
        if deadline is None or (dear is not None and late is None):
            return PlanStanding.OVER_BUDGET, self._distinct((dear,))
        if budget is None or dear is None:
            return PlanStanding.LATE, self._distinct((late,))
        return PlanStanding.LATE, self._distinct((late, dear))

    def _fits(self, found: Found) -> bool:
        return self._in_time(found) and self._within(found)

    def _in_time(self, found: Found) -> bool:
        return self.problem.deadline is None or found.schedule.finish <= self.problem.deadline

    def _within(self, found: Found) -> bool:
        to_spend = self.problem.to_spend
        return to_spend is None or self.solver.weights.of(found.chosen).budget <= to_spend

    def _front(self, cheapest: Found, fastest: Found, chosen: tuple[Found, ...]) -> tuple[Found, ...]:
        """Fill the widest gap in time between two plans with the cheapest that is at least half-way to the faster."""
        front = self._undominated((cheapest, fastest, *chosen))
        closed: set[tuple[int, int]] = set()
        while len(front) < MOST_SHOWN and not self.work.over:
            gaps = [
                (before.schedule.finish - after.schedule.finish, before.schedule.finish, after.schedule.finish)
                for before, after in pairwise(front)
                if (before.schedule.finish, after.schedule.finish) not in closed
            ]
            if not gaps or max(gaps)[0] <= 1:
                break
            _, slow, fast = max(gaps)
            between = self._best(Query(first=First.COST, finish_by=(slow + fast) // 2))
            wider = self._undominated((*front, between)) if between else front
            if len(wider) == len(front):
                between = self._best(Query(first=First.COST, finish_by=slow - 1))
                wider = self._undominated((*front, between)) if between else front
                closed |= {(slow, fast)} if len(wider) == len(front) else set()
            front = wider
        return front

    def _undominated(self, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """Return the plans that no other one beats, the cheapest first; of equals the first named."""
        ranked = sorted(self._distinct(found), key=lambda one: (self._cost(one), self._time(one)))
        front: list[Found] = []
        for one in ranked:
            if not front or self._time(one) < self._time(front[-1]):
                front.append(one)
        return tuple(front)

    def _cost(self, found: Found) -> int:
        return self.solver.weights.of(found.chosen).cost

    def _time(self, found: Found) -> tuple[int, int]:
        return self.solver.weights.of(found.chosen).unknown_days, found.schedule.finish

    @staticmethod
    def _distinct(found: tuple[Found | None, ...]) -> tuple[Found, ...]:
        return tuple({one.chosen: one for one in reversed(found) if one is not None}.values())[::-1]
