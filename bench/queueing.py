"""A discrete-event model of the way of a profile: stations in a row, each with places, processes and shared cores.

Whoever comes to a station waits for a place in the order of arrival. With it, CPU time is spent on one of the station's
processes and on one of the machine's cores; then time passes that costs no CPU (a receiver answers, a disk flushes),
while the place stays taken. Nothing here measures anything: times in, times out, in milliseconds.
"""

import heapq
import random
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count


@dataclass(frozen=True, kw_only=True)
class Station:
    """What each profile needs of a process of one role: CPU, and a wait without CPU behind it."""

    name: str
    cpu_ms: float
    wait_ms: float = 0.0
    processes: int = 1
    #: How many are at once at their CPU time or their wait; as many as there are processes where it is not said.
    places: int | None = None


@dataclass(frozen=True)
class Ran:
    """What came of a run: when each profile was through, how long it took, and how busy each station was (0 to 1)."""

    ended: float
    took: Sequence[float]
    busy: Mapping[str, float]

    def percentile(self, percent: float) -> float:
        return sorted(self.took)[min(len(self.took) - 1, int(len(self.took) * percent / 100))]


class Supply:
    """A number of equal things, handed out in the order in which they are asked for."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: deque[Callable[[], None]] = deque()

    def take(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as one is free."""
        if self._free:
            self._free -= 1
            then()
        else:
            self._waiting.append(then)

    def give_back(self) -> None:
        """Hand it to the next in the row."""
        if self._waiting:
            self._waiting.popleft()()
        else:
            self._free += 1


class Model:
    """One run. Without `cores` each process has its own.

    With `dice` the times at a station are drawn around its own (the exponential distribution), so that some take long;
    without, all are alike.
    """

    def __init__(
        self, stations: Sequence[Station], *, cores: int | None = None, dice: random.Random | None = None
    ) -> None:
        self._stations, self._dice = stations, dice
        self._shared = [Supply(cores)] if cores else []
        self._supplies = {one.name: (Supply(one.places or one.processes), Supply(one.processes)) for one in stations}
        self._used = dict.fromkeys(self._supplies, 0.0)
        self._took: list[float] = []
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers, self._now = count(), 0.0

    def run(self, arrivals: Iterable[float]) -> Ran:
        """Let profiles that arrive at these times go through all stations."""
        for at in arrivals:
            self._happens(at, partial(self._go, self._way(at)))
        while self._events:
            self._now, _, happen = heapq.heappop(self._events)
            happen()
        busy = {one.name: self._used[one.name] / (self._now * one.processes) for one in self._stations if self._now}
        return Ran(self._now, self._took, busy)

    def _way(self, arrived: float) -> Generator[Supply | float]:
        """Yield what a profile wants next: one of a supply, or that milliseconds pass."""
        for station in self._stations:
            places, processes = self._supplies[station.name]
            held = [processes, *self._shared]
            yield places
            yield from held
            cpu = self._drawn(station.cpu_ms)
            self._used[station.name] += cpu
            yield cpu
            for supply in held:
                supply.give_back()
            yield self._drawn(station.wait_ms)
            places.give_back()
        self._took.append(self._now - arrived)

    def _go(self, way: Generator[Supply | float]) -> None:
        wanted = next(way, None)
        if isinstance(wanted, Supply):
            wanted.take(partial(self._go, way))
        elif wanted is not None:
            self._happens(self._now + wanted, partial(self._go, way))

    def _happens(self, at: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._events, (at, next(self._numbers), what))

    def _drawn(self, milliseconds: float) -> float:
        return self._dice.expovariate(1 / milliseconds) if self._dice and milliseconds else milliseconds


def poisson(a_second: float, number: int, dice: random.Random) -> list[float]:
    """Return the times of so many arrivals that know nothing of one another."""
    now, times = 0.0, []
    for _ in range(number):
        now += dice.expovariate(a_second / 1000)
        times.append(now)
    return times
