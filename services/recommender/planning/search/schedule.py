"""In which order is a set of steps done soonest? Exact: a good order, a bound no order can beat, and what is between.

The bounds are those of one machine with heads and tails (the exam waits), the preemptive schedule among them.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from services.recommender.planning.search.graph import Graph, Work, bits

#: Sets larger than this are ordered by the greedy rule alone where no bound proves it best: orders are too many.
LARGEST_ORDERED = 60


@dataclass(frozen=True, kw_only=True)
class ScheduledStep:
    """When a step is begun, learned and in hand; days from the day of the decision."""

    step: int
    start: int
    learned: int
    in_hand: int


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Steps in order. `finish` is the day the goal is reached; `proved` that no order of these steps is sooner."""

    steps: tuple[ScheduledStep, ...]
    finish: int
    proved: bool


@dataclass
class Order:
    """A set of steps to be ordered, and what bounds every order of it."""

    graph: Graph
    chosen: int
    work: Work
    heads: dict[int, int] = field(default_factory=dict)
    tails: dict[int, int] = field(default_factory=dict)
    bound: int = 0

    def __post_init__(self) -> None:
        """Work out heads, tails and the bound."""
        sequence = self._run(one_at_a_time=False)
        self.heads = {timed.step: timed.start for timed in sequence}
        for timed in reversed(sequence):
            self.tails[timed.step] = self._tail(timed.step)
        goal = self.graph.ready(self.graph.goal, {timed.step: timed.in_hand for timed in sequence})
        self.bound = max(self._preemptive(), goal or 0, *(timed.in_hand for timed in sequence), 0)

    def soonest(self, most: int) -> Schedule:
        """Return the best order found within `most` looks; the steps must be orderable."""
        greedy = self._run(one_at_a_time=True)
        best = Schedule(steps=tuple(greedy), finish=self.finish(greedy), proved=False)
        if best.finish <= self.bound or len(greedy) > LARGEST_ORDERED:
            return Schedule(steps=best.steps, finish=best.finish, proved=best.finish <= self.bound)
        return _Search(self, best, self.work.spent + most).run()

    def finish(self, sequence: list[ScheduledStep]) -> int:
        """Return the day on which all steps are in hand and the goal is reached."""
        in_hand = {timed.step: timed.in_hand for timed in sequence}
        return max(self.graph.ready(self.graph.goal, in_hand) or 0, *in_hand.values(), 0)

    def _run(self, *, one_at_a_time: bool) -> list[ScheduledStep]:
        """Begin whatever can be begun, the longest tail first; else as if everything could run at once."""
        graph, steps = self.graph, self.graph.problem.steps
        waiting = list(bits(self.chosen))
        gates = {day for step in waiting if graph.needs[step] >= 0 for day in graph.gates(graph.needs[step])}
        coming = [(day, -1) for day in sorted(gates)]
        startable: list[tuple[int, int]] = []
        in_hand: dict[int, int] = {}
        sequence: list[ScheduledStep] = []
        begun = now = 0
        while waiting or startable or coming:
            for step in waiting:
                if not begun >> step & 1 and self._may_begin(step, in_hand, now):
                    begun |= 1 << step
                    heappush(startable, (-self.tails.get(step, 0) - steps[step].days, step))
            waiting = []
            if startable:
                step = heappop(startable)[1]
                learned = now + steps[step].days
                sequence.append(
                    ScheduledStep(step=step, start=now, learned=learned, in_hand=learned + steps[step].wait)
                )
                heappush(coming, (sequence[-1].in_hand, step))
                now = learned if one_at_a_time else now
            elif coming:
                now = max(now, coming[0][0])
            while coming and coming[0][0] <= now and (one_at_a_time or not startable):
                day, step = heappop(coming)
                waiting.extend(self._moved(day, step, in_hand, begun))
        return sequence

    def _moved(self, day: int, step: int, in_hand: dict[int, int], begun: int) -> list[int]:
        """Note that `step` is in hand (-1: a gate has opened) and return the steps that may begin because of it."""
        if step < 0:
            return list(bits(self.chosen & ~begun))
        in_hand[step] = day
        return [user for user in self.graph.users[step] if self.chosen >> user & 1]

    def _may_begin(self, step: int, in_hand: dict[int, int], now: int) -> bool:
        self.work.spend(1)
        ready = 0 if self.graph.needs[step] < 0 else self.graph.ready(self.graph.needs[step], in_hand)
        return ready is not None and ready <= now

    def _tail(self, step: int) -> int:
        """Return the days from having learned `step` to the end that no order can avoid."""
        steps, without = self.graph.problem.steps, self.chosen & ~(1 << step)
        after = [
            steps[user].days + self.tails[user]
            for user in self.graph.users[step]
            if user in self.tails and not self.graph.met(self.graph.needs[user], without)
        ]
        self.work.spend(1 + len(after))
        return steps[step].wait + max(after, default=0)

    def _preemptive(self) -> int:
        """Return the finish of the best order that may interrupt steps: a bound on those that may not."""
        steps = self.graph.problem.steps
        arriving = sorted((head, step) for step, head in self.heads.items())
        left: list[tuple[int, int, int]] = []
        now = finish = place = 0
        while place < len(arriving) or left:
            if not left:
                now = max(now, arriving[place][0])
            while place < len(arriving) and arriving[place][0] <= now:
                step = arriving[place][1]
                heappush(left, (-self.tails[step], step, steps[step].days))
                place += 1
            tail, step, days = heappop(left)
            until = arriving[place][0] if place < len(arriving) else now + days
            done = min(days, until - now)
            now += done
            if done < days:
                heappush(left, (tail, step, days - done))
            else:
                finish = max(finish, now - tail)
        return finish


class _Search:
    """Depth first over orders, without those that an order of the same steps is as good as in every respect."""

    def __init__(self, order: Order, best: Schedule, limit: int) -> None:
        self.order, self.best, self.limit = order, best, limit
        self.seen: dict[int, list[tuple[int, ...]]] = {}
        self.steps = order.graph.problem.steps

    def run(self) -> Schedule:
        left = sum(self.steps[step].days for step in self.order.heads)
        self._extend(0, [], {}, 0, left)
        proved = self.best.finish <= self.order.bound or self.order.work.spent < self.limit
        return Schedule(steps=self.best.steps, finish=self.best.finish, proved=proved)

    def _extend(self, done: int, sequence: list[ScheduledStep], in_hand: dict[int, int], now: int, left: int) -> None:
        order, graph = self.order, self.order.graph
        if done == order.chosen:
            if (finish := order.finish(sequence)) < self.best.finish:
                self.best = Schedule(steps=tuple(sequence), finish=finish, proved=False)
            return
        if order.work.spent >= self.limit or self.best.finish <= order.bound or self._as_good(done, in_hand, now):
            return
        rest = list(bits(order.chosen & ~done))
        order.work.spend(len(rest))
        latest = max(in_hand.values(), default=0)
        shortest = min(order.tails[step] for step in rest)
        single = max(max(now, order.heads[s]) + self.steps[s].days + order.tails[s] for s in rest)
        if max(now + left + shortest, single, latest) >= self.best.finish:
            return
        begins = []
        for step in rest:
            ready = 0 if graph.needs[step] < 0 else graph.ready(graph.needs[step], in_hand)
            if ready is not None:
                begins.append((max(now, ready), -order.tails[step], step))
        for start, _, step in sorted(begins):
            days, wait = self.steps[step].days, self.steps[step].wait
            timed = ScheduledStep(step=step, start=start, learned=start + days, in_hand=start + days + wait)
            self._extend(
                done | 1 << step,
                [*sequence, timed],
                {**in_hand, step: timed.in_hand},
                timed.learned,
                left - days,
            )

    def _as_good(self, done: int, in_hand: dict[int, int], now: int) -> bool:
        """Return whether the same steps were done before with nothing later than now; remember this way if not."""
        way = (now, *(max(now, in_hand[step]) for step in sorted(in_hand)))
        ways = self.seen.setdefault(done, [])
        if any(all(a <= b for a, b in zip(known, way, strict=True)) for known in ways):
            return True
        ways.append(way)
        return False
