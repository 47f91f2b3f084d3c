"""Is everything still valid on the day the goal is reached, and if not, in which order and how late would it be?

A step that would end too early may be taken later, as long as the goal is not reached later for it.
"""

from dataclasses import dataclass

from services.recommender.planning.search.graph import Graph, bits
from services.recommender.planning.search.schedule import LARGEST_ORDERED, Order, Schedule, ScheduledStep
from services.recommender.planning.search.ways_to_meet import opens_on, supports_of

#: Longer than any window, for what stays valid.
FOR_EVER = 1 << 40


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

    def held_by(self, sequence: tuple[ScheduledStep, ...], finish: int) -> bool:
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
            supports.append(next(supports_of(self.graph, timed.step, early), ()))
            in_hand[timed.step] = timed.in_hand
        late = latest(schedule.steps, supports, schedule.finish)
        if self.held_by(late, schedule.finish):
            return Schedule(steps=late, finish=schedule.finish, proved=schedule.proved)
        return None


def latest(
    sequence: tuple[ScheduledStep, ...], supports: list[tuple[int, ...]], finish: int
) -> tuple[ScheduledStep, ...]:
    """Return the steps in the same order, each as late as `finish`, the next step and those it supports allow."""
    by: dict[int, int] = {}
    late: list[ScheduledStep] = []
    next_start = finish
    for timed, support in zip(reversed(sequence), reversed(supports), strict=True):
        days, wait = timed.learned - timed.start, timed.in_hand - timed.learned
        start = min(next_start - days, by.get(timed.step, finish) - days - wait, finish - days - wait)
        late.append(ScheduledStep(step=timed.step, start=start, learned=start + days, in_hand=start + days + wait))
        for step in support:
            by[step] = min(by.get(step, finish), start)
        next_start = start
    return tuple(reversed(late))


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """The soonest valid schedule that was found; `proved` that there is none sooner, or none at all."""

    schedule: Schedule | None
    proved: bool


def soonest_valid(order: Order, windows: Windows, most: int) -> SearchResult:
    """Look for the soonest schedule in which everything stays valid, with at most `most` looks.

    Begins with what ends last, then tries every order and every way to meet each step's needs; only called where the
    soonest order of all fails.
    """
    return _Search(order, windows, order.work.spent + most).run()


class _Search:
    def __init__(self, order: Order, windows: Windows, limit: int) -> None:
        self.order, self.windows, self.limit = order, windows, limit
        self.graph, self.steps = order.graph, order.graph.problem.steps
        self.best: Schedule | None = None
        self.ran_out = False

    def run(self) -> SearchResult:
        self._patient()
        if self.best is None or self.best.finish > self.order.bound:
            if len(self.order.heads) > LARGEST_ORDERED:
                self.ran_out = True
            else:
                left = sum(self.steps[step].days for step in bits(self.order.chosen))
                self._extend([], [], {}, 0, left)
        proved = not self.ran_out
        if self.best is None:
            return SearchResult(schedule=None, proved=proved)
        best = Schedule(steps=self.best.steps, finish=self.best.finish, proved=proved)
        return SearchResult(schedule=best, proved=proved)

    def _patient(self) -> None:
        """Try the order in which, of what can be begun, that comes first which stays valid longest."""
        sequence: list[ScheduledStep] = []
        supports: list[tuple[int, ...]] = []
        in_hand: dict[int, int] = {}
        now, done = 0, 0
        rest = sorted(self.order.heads, key=lambda step: (-self.windows.days.get(step, FOR_EVER), step))
        while rest:
            needs = ((at, self.graph.needs[step]) for at, step in enumerate(rest))
            ready = (at for at, need in needs if need < 0 or self.graph.met(need, done))
            at = next(ready, None)
            if at is None:
                return
            step = rest.pop(at)
            self.order.work.spend(at + 1)
            support = next(supports_of(self.graph, step, in_hand))
            timed = self._timed(step, support, in_hand, now)
            sequence.append(timed)
            supports.append(support)
            in_hand[step], now, done = timed.in_hand, timed.learned, done | 1 << step
        self._finish(tuple(sequence), supports)

    def _timed(self, step: int, support: tuple[int, ...], in_hand: dict[int, int], now: int) -> ScheduledStep:
        days, wait = self.steps[step].days, self.steps[step].wait
        start = max([now, opens_on(self.graph, step, support, in_hand), *(in_hand[s] for s in support)])
        return ScheduledStep(step=step, start=start, learned=start + days, in_hand=start + days + wait)

    def _extend(
        self,
        sequence: list[ScheduledStep],
        supports: list[tuple[int, ...]],
        in_hand: dict[int, int],
        now: int,
        left: int,
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
            for support in supports_of(self.graph, step, in_hand):
                self.order.work.spend(1)
                if self.order.work.spent >= self.limit:
                    self.ran_out = True
                    return
                timed = self._timed(step, support, in_hand, now)
                self._extend(
                    [*sequence, timed],
                    [*supports, support],
                    {**in_hand, step: timed.in_hand},
                    timed.learned,
                    left - self.steps[step].days,
                )

    def _may_hold(self, sequence: list[ScheduledStep], left: int) -> bool:
        """Return whether no window is shorter than what must still be learned after its step."""
        after = left
        for timed in reversed(sequence):
            window = self.windows.days.get(timed.step)
            if window is not None and after - self.steps[timed.step].wait > window:
                return False
            after += self.steps[timed.step].days
        return True

    def _finish(self, sequence: tuple[ScheduledStep, ...], supports: list[tuple[int, ...]]) -> None:
        finish = self.order.finish(list(sequence))
        if self.best is not None and finish >= self.best.finish:
            return
        if not self.windows.held_by(sequence, finish):
            sequence = latest(sequence, supports, finish)
        if self.windows.held_by(sequence, finish):
            self.best = Schedule(steps=sequence, finish=finish, proved=False)
