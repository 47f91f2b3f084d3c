"""Which set of steps reaches the goal best? Exact branch and bound over sets, for one order of importance at a time.

Choosing steps that share prerequisites is a covering problem, so there is no way that is always quick. The search
counts its work and stops at a limit; what it then returns is marked as not proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.recommender.planning.search.bounds import NEVER, Open, at_least, settle, still_open
from services.recommender.planning.search.dominance import dominated
from services.recommender.planning.search.graph import Graph, Work, bits
from services.recommender.planning.search.greedy_start import rough_plan
from services.recommender.planning.search.schedule import Order, Schedule
from services.recommender.planning.search.weights import Weights
from services.recommender.planning.search.windows import Windows, soonest_valid

#: How many places one set may look at to find its best order.
ORDER_WORK = 40_000


class First(StrEnum):
    """What counts most. Then come, as far as not named yet: cost, the finish, and the number of steps."""

    COST = "cost"
    FINISH = "finish"
    BUDGET = "budget"


@dataclass(frozen=True, kw_only=True)
class Query:
    """What to look for: what counts most, the last day to finish, and the most to spend in parts of a unit."""

    first: First
    finish_by: int | None = None
    spend_at_most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A set of steps with its best schedule. `proved` says that nothing better answers the query."""

    chosen: int
    schedule: Schedule
    proved: bool


@dataclass(frozen=True, kw_only=True)
class _Ordered:
    """What is known of a set: its schedule if everything can be valid at the end, and the finish if that is ignored."""

    schedule: Schedule | None
    relaxed: int
    bound: int
    proved: bool


class Solver:
    """Answers queries about one graph; what one query learns about sets of steps serves the next."""

    def __init__(self, graph: Graph, work: Work) -> None:
        """Prepare for `graph`; `work` is spent by all queries together."""
        self.graph, self.work, self.weights = graph, work, Weights(graph.problem)
        self.known: dict[int, _Ordered] = {}
        everything = Order(graph, graph.orderable((1 << graph.size) - 1), work)
        steps = graph.problem.steps
        self.earliest = {step: head + steps[step].days + steps[step].wait for step, head in everything.heads.items()}
        self.earliest_goal = graph.ready(graph.goal, self.earliest)
        unreachable = ((1 << graph.size) - 1) & ~sum(1 << step for step in self.earliest)
        self.never = unreachable | dominated(graph, self.weights)
        graph.without(self.never)
        self.shortest_wait = min((steps[step].wait for step in self.earliest), default=0)

    def best(self, query: Query, most: int) -> Found | None:
        """Return the best plan for `query` found within `most` looks, or None."""
        if self.earliest_goal is None:
            return None
        return _Search(self, query, self.work.spent + most).run()

    def ordered(self, chosen: int) -> _Ordered:
        """Return what is known of the set `chosen`, which must reach the goal and be orderable."""
        if chosen not in self.known:
            order = Order(self.graph, chosen, self.work)
            soonest = order.soonest(ORDER_WORK)
            windows = Windows(self.graph, chosen)
            schedule, proved = windows.fit(soonest), soonest.proved
            if schedule is None:
                sought = soonest_valid(order, windows, ORDER_WORK)
                schedule, proved = sought.schedule, proved and sought.proved
            self.known[chosen] = _Ordered(schedule=schedule, relaxed=soonest.finish, bound=order.bound, proved=proved)
        return self.known[chosen]

    @property
    def sure(self) -> bool:
        """Return whether every set that was looked at was looked at to the end."""
        return all(known.proved for known in self.known.values())

    def complete(self, chosen: int) -> bool:
        """Return whether `chosen` reaches the goal in some order."""
        self.work.spend(chosen.bit_count())
        return self.graph.met(self.graph.goal, chosen) and self.graph.orderable(chosen) == chosen


class _Search:
    def __init__(self, solver: Solver, query: Query, limit: int) -> None:
        self.solver, self.query, self.limit = solver, query, limit
        self.graph, self.weights = solver.graph, solver.weights
        self.best: tuple[tuple[int, ...], int, Schedule] | None = None
        self.proved = True
        for chosen in solver.known:
            self._consider(chosen)

    def run(self) -> Found | None:
        self._rough()
        stack = [(0, self.solver.never)]
        while stack:
            if self.solver.work.spent >= self.limit:
                self.proved = False
                break
            chosen, barred = stack.pop()
            settled = settle(self.graph, chosen, barred)
            if settled is None:
                continue
            branch = self._branch(settled, barred)
            if branch is not None:
                stack.append((settled, barred | 1 << branch))
                stack.append((settled | 1 << branch, barred))
        if self.best is None:
            return None
        _, chosen, schedule = self.best
        return Found(chosen=chosen, schedule=schedule, proved=self.proved)

    def _branch(self, chosen: int, barred: int) -> int | None:
        """Return the step to decide on next; None where nothing below can be better than what is known."""
        what = still_open(self.graph, chosen, barred)
        self.solver.work.spend(what.edges + 1)
        bound, leads = self._bound(chosen, barred, what)
        if bound is None or (self.best is not None and bound >= self.best[0]):
            return None
        undecided = ~(chosen | barred)
        if what.roots:
            options = {step for step in self.graph.named(what.roots[0]) if undecided >> step & 1}
        elif (whole := self.graph.orderable(chosen)) != chosen:
            stuck = (self.graph.needs[step] for step in bits(chosen & ~whole))
            options = {step for need in stuck for step in self.graph.named(need) if undecided >> step & 1}
        else:
            self._consider(chosen)
            options = self._helpful(chosen, undecided)
        return min(options, key=lambda step: (leads.get(step, 0), step), default=None)

    def _consider(self, chosen: int) -> None:
        known = self.solver.ordered(chosen)
        self.proved &= known.proved
        if known.schedule is None:
            return
        totals = self.weights.of(chosen)
        late = self.query.finish_by is not None and known.schedule.finish > self.query.finish_by
        dear = self.query.spend_at_most is not None and totals.budget > self.query.spend_at_most
        value = self._value(totals.cost, totals.budget, totals.unknown_days, known.schedule.finish, chosen.bit_count())
        if not late and not dear and (self.best is None or value < self.best[0]):
            self.best = (value, chosen, known.schedule)

    def _helpful(self, chosen: int, undecided: int) -> set[int]:
        """Return steps that might bring the finish of a complete set forward, or keep it valid to the end."""
        graph, known = self.graph, self.solver.ordered(chosen)
        finish = known.schedule.finish if known.schedule else NEVER
        if finish <= self._finish_at_least(chosen, 0):
            return set()
        helpful = {
            named
            for step in bits(chosen)
            if graph.needs[step] >= 0
            for named in graph.named(graph.needs[step])
            if undecided >> named & 1
        }
        if any(day > 0 for day in graph.gates(graph.goal)):
            helpful |= {named for named in graph.named(graph.goal) if undecided >> named & 1}
        if finish > known.relaxed:
            renewals = self.weights.renewals
            helpful |= {r for step in bits(chosen) for r in renewals.get(step, ()) if undecided >> r & 1}
        return helpful

    def _finish_at_least(self, chosen: int, more: int) -> int:
        """Return a day before which no plan with `chosen` and `more` further days of learning finishes."""
        earliest = max((self.solver.earliest[step] for step in bits(chosen)), default=0)
        learned = self.weights.of(chosen).days + more
        return max(learned + self.solver.shortest_wait, self.solver.earliest_goal or 0, earliest)

    def _bound(self, chosen: int, barred: int, what: Open) -> tuple[tuple[int, ...] | None, dict[int, int]]:
        """Return what no plan below has less of, in the order of the query, and how much each open node leads to.

        None where no plan below can keep within the query's limits.
        """
        weights, query, totals = self.weights, self.query, self.weights.of(chosen)

        def more(of: Sequence[int]) -> tuple[int, dict[int, int]]:
            return at_least(self.graph, what, chosen, barred, of)

        mixed, leads = more(weights.cost_then_time)
        if mixed >= NEVER:
            return None, leads
        cost, time = divmod(totals.cost * weights.time_base + totals.time + mixed, weights.time_base)
        unknown, days = divmod(time, weights.day_base)
        budget = totals.budget
        if query.spend_at_most is not None or query.first is First.BUDGET:
            budget += more(weights.budget)[0]
        finish = self._finish_at_least(chosen, more(weights.days)[0] if query.finish_by is not None else 0)
        count = chosen.bit_count()
        if query.finish_by is not None and finish > query.finish_by:
            return None, leads
        if query.spend_at_most is not None and budget > query.spend_at_most:
            return None, leads
        if query.first is not First.FINISH:
            bounds = self._value(cost, budget, 0, finish, count)
            if query.first is First.COST:
                bounds = max(bounds, (cost, unknown, days + self.solver.shortest_wait, count))
            return bounds, leads
        mixed, leads = more(weights.time_then_cost)
        time, dear = divmod(totals.time * weights.cost_base + totals.cost + mixed, weights.cost_base)
        unknown, days = divmod(time, weights.day_base)
        soon = (unknown, days + self.solver.shortest_wait, dear, count)
        return max(soon, (unknown, finish, cost, count)), leads

    def _value(self, cost: int, budget: int, unknown: int, finish: int, count: int) -> tuple[int, ...]:
        match self.query.first:
            case First.COST:
                return (cost, unknown, finish, count)
            case First.FINISH:
                return (unknown, finish, cost, count)
            case First.BUDGET:
                return (budget, cost, unknown, finish, count)

    def _rough(self) -> None:
        """Begin with the sets that are light at first sight, in each kind of weight."""
        for weights in (self.weights.cost_then_time, self.weights.time_then_cost, self.weights.budget):
            rough = rough_plan(self.graph, self.solver.never, weights)
            self.solver.work.spend(len(self.graph.least))
            if rough is not None:
                self._consider(rough)
