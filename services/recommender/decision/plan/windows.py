"""Is everything still valid on the day the goal is reached, and if not, in which order and how late would it be?

A step that would end too early may be taken later, as long as the goal is not reached later for it.
"""

from collections.abc import Iterator

from services.recommender.decision.plan.graph import Graph, bits
from services.recommender.decision.plan.schedule import Order, Schedule, Timed


class Windows:
    """How long each of a set of steps may be in hand before the goal is reached, and by when at the latest."""

    def __init__(self, graph: Graph, chosen: int) -> None:
        """Read the windows of `chosen`; a step that another one renews has none."""
        steps = graph.problem.steps
        renewed = {steps[step].renews for step in bits(chosen)}
        self.graph, self.chosen = graph, chosen
        self.days: dict[int, int] = {}
        for step in bits(chosen):
            window = steps[step].window
            if window is not None and step not in renewed:
                self.days[step] = window
        self.until = min((u for s in bits(chosen) if (u := steps[s].until) is not None), default=None)

    def held_by(self, sequence: tuple[Timed, ...], finish: int) -> bool:
        """Return whether every step of `sequence` is valid on the day `finish`."""
        if self.until is not None and finish > self.until:
            return False
        return all(finish - t.in_hand <= self.days[t.step] for t in sequence if t.step in self.days)

    def fit(self, schedule: Schedule) -> Schedule | None:
        """Return `schedule`, or its steps taken later by no more than leaves its finish, so that all are valid."""
        if self.held_by(schedule.steps, schedule.finish):
            return schedule
        if self.until is not None and schedule.finish > self.until:
            return None
        in_hand: dict[int, int] = {}
        supports: list[tuple[int, ...]] = []
        for timed in schedule.steps:
            early = {step: day for step, day in in_hand.items() if day <= timed.start}
            supports.append(next(_supports(self.graph, timed.step, early), ()))
            in_hand[timed.step] = timed.in_hand
        late = latest(schedule.steps, supports, schedule.finish)
        if self.held_by(late, schedule.finish):
            return Schedule(steps=late, finish=schedule.finish, proved=schedule.proved)
        return None


def latest(sequence: tuple[Timed, ...], supports: list[tuple[int, ...]], finish: int) -> tuple[Timed, ...]:
    """Return the steps in the same order, each as late as `finish`, the next step and those it supports allow."""
    by: dict[int, int] = {}
    late: list[Timed] = []
    next_start = finish
    for timed, support in zip(reversed(sequence), reversed(supports), strict=True):
        days, wait = timed.learned - timed.start, timed.in_hand - timed.learned
        start = min(next_start - days, by.get(timed.step, finish) - days - wait, finish - days - wait)
        late.append(Timed(step=timed.step, start=start, learned=start + days, in_hand=start + days + wait))
        for step in support:
            by[step] = min(by.get(step, finish), start)
        next_start = start
    return tuple(reversed(late))


def soonest_valid(order: Order, windows: Windows, most: int) -> Schedule | None:
    """Return the soonest schedule in which everything stays valid; None where there is none within `most` looks.

    Tries every order and every way to meet each step's needs; only called where the soonest order of all fails.
    """
    return _Search(order, windows, order.work.spent + most).run()


class _Search:
    def __init__(self, order: Order, windows: Windows, limit: int) -> None:
        self.order, self.windows, self.limit = order, windows, limit
        self.graph, self.steps = order.graph, order.graph.problem.steps
        self.best: Schedule | None = None
        self.ran_out = False

    def run(self) -> Schedule | None:
        left = sum(self.steps[step].days for step in bits(self.order.chosen))
        self._extend([], [], {}, 0, left)
        if self.best is None:
            return None
        return Schedule(steps=self.best.steps, finish=self.best.finish, proved=not self.ran_out)

    def _extend(
        self, sequence: list[Timed], supports: list[tuple[int, ...]], in_hand: dict[int, int], now: int, left: int
    ) -> None:
        if len(sequence) == len(self.order.heads):
            self._finish(tuple(sequence), supports)
            return
        if self.order.work.spent >= self.limit:
            self.ran_out = True
            return
        rest = [step for step in self.order.heads if step not in in_hand]
        self.order.work.spend(len(rest))
        end = now + left + min(self.order.tails[step] for step in rest)
        if self.windows.until is not None and end > self.windows.until:
            return
        if self.best is not None and max(end, self.order.bound) >= self.best.finish:
            return
        if not self._may_hold(sequence, left):
            return
        for step in rest:
            days, wait = self.steps[step].days, self.steps[step].wait
            for support in _supports(self.graph, step, in_hand):
                start = max([now, _gate(self.graph, step, support, in_hand), *(in_hand[s] for s in support)])
                timed = Timed(step=step, start=start, learned=start + days, in_hand=start + days + wait)
                self._extend(
                    [*sequence, timed],
                    [*supports, support],
                    {**in_hand, step: timed.in_hand},
                    timed.learned,
                    left - days,
                )

    def _may_hold(self, sequence: list[Timed], left: int) -> bool:
        """Return whether no window is shorter than what must still be learned after its step."""
        after = left
        for timed in reversed(sequence):
            window = self.windows.days.get(timed.step)
            if window is not None and after - self.steps[timed.step].wait > window:
                return False
            after += self.steps[timed.step].days
        return True

    def _finish(self, sequence: tuple[Timed, ...], supports: list[tuple[int, ...]]) -> None:
        finish = self.order.finish(list(sequence))
        if self.best is not None and finish >= self.best.finish:
            return
        if not self.windows.held_by(sequence, finish):
            sequence = latest(sequence, supports, finish)
        if self.windows.held_by(sequence, finish):
            self.best = Schedule(steps=sequence, finish=finish, proved=False)


def _supports(graph: Graph, step: int, in_hand: dict[int, int]) -> Iterator[tuple[int, ...]]:
    """Yield the least sets of done steps that meet what `step` needs, with the days its gates wait for let pass."""
    node = graph.needs[step]
    if node < 0:
        yield ()
        return
    seen = set()
    for support in _ways(graph, node, in_hand):
        if support not in seen:
            seen.add(support)
            yield tuple(sorted(support))


def _ways(graph: Graph, node: int, in_hand: dict[int, int]) -> Iterator[frozenset[int]]:
    if node < graph.size:
        if node in in_hand:
            yield frozenset({node})
        return
    if graph.day[node] >= 0:
        yield frozenset()
        return
    yield from _enough(graph, graph.parts[node], graph.least[node], in_hand)


def _enough(
    graph: Graph, parts: tuple[tuple[int, int], ...], least: int, in_hand: dict[int, int]
) -> Iterator[frozenset[int]]:
    if least <= 0:
        yield frozenset()
    elif parts:
        (weight, part), others = parts[0], parts[1:]
        for way in _ways(graph, part, in_hand):
            for rest in _enough(graph, others, least - weight, in_hand):
                yield way | rest
        yield from _enough(graph, others, least, in_hand)


def _gate(graph: Graph, step: int, support: tuple[int, ...], in_hand: dict[int, int]) -> int:
    """Return the day on which `support` and the gates together meet what `step` needs."""
    if graph.needs[step] < 0:
        return 0
    return graph.ready(graph.needs[step], {s: in_hand[s] for s in support}) or 0
