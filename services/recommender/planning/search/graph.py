"""How is a problem laid out for search? Steps and needs as numbered nodes, sets of steps as bits of one integer."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.recommender.planning.problem import Done, Need, Problem, Threshold, WaitUntil


@dataclass
class Work:
    """Counts what the search has done, in places looked at, and says when enough is enough.

    Counting instead of timing makes a plan the same on every machine.
    """

    limit: int
    spent: int = 0

    def spend(self, amount: int) -> None:
        self.spent += amount

    @property
    def over(self) -> bool:
        return self.spent >= self.limit


@dataclass
class Graph:
    """Nodes 0 to n-1 are the steps; the nodes after them are gates and thresholds.

    `parts[node]` are (weight, node) pairs and `least[node]` what they must reach; `day[node]` is a gate's day, else -1;
    `needs[step]` is the node a step needs first, or -1; `users[step]` are the steps whose needs name it;
    `size` is how many steps there are.
    """

    problem: Problem
    least: list[int] = field(default_factory=list)
    parts: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)
    users: list[list[int]] = field(default_factory=list)
    goal: int = 0
    size: int = 0

    @classmethod
    def of(cls, problem: Problem) -> "Graph":
        """Number the nodes of `problem`."""
        graph = cls(problem, size=len(problem.steps))
        for _ in problem.steps:
            graph._node(0, (), -1)
        graph.needs = [-1 if step.needs is None else graph._need(step.needs) for step in problem.steps]
        graph.goal = graph._need(problem.goal)
        graph.users = [[] for _ in problem.steps]
        for step, node in enumerate(graph.needs):
            for named in dict.fromkeys(graph.named(node) if node >= 0 else ()):
                graph.users[named].append(step)
        return graph

    def _node(self, least: int, parts: tuple[tuple[int, int], ...], day: int) -> int:
        self.least.append(least)
        self.parts.append(parts)
        self.day.append(day)
        return len(self.least) - 1

    def _need(self, need: Need) -> int:
        match need:
            case Done(step=step):
                return step
            case WaitUntil(day=day):
                return self._node(0, (), day)
            case Threshold(least=least, parts=parts):
                return self._node(least, tuple((weight, self._need(part)) for weight, part in parts), -1)

    def without(self, barred: int) -> None:
        """Take the steps `barred` out of every need, so that nothing looks at them again."""
        self.parts = [
            tuple((weight, part) for weight, part in parts if part >= self.size or not barred >> part & 1)
            for parts in self.parts
        ]

    def met(self, node: int, chosen: int) -> bool:
        """Return whether `node` is met once the steps `chosen` are done and every gate's day has come."""
        if node < self.size:
            return bool(chosen >> node & 1)
        if self.day[node] >= 0:
            return True
        weight, least = 0, self.least[node]
        for part_weight, part in self.parts[node]:
            if weight >= least:
                break
            if self.met(part, chosen):
                weight += part_weight
        return weight >= least

    def named(self, node: int) -> Iterator[int]:
        """Yield the steps that `node` names, itself included."""
        if node < self.size:
            yield node
            return
        for _, part in self.parts[node]:
            yield from self.named(part)

    def gates(self, node: int) -> Iterator[int]:
        """Yield the days that `node` waits for."""
        if node >= self.size:
            if self.day[node] > 0:
                yield self.day[node]
            for _, part in self.parts[node]:
                yield from self.gates(part)

    def ready(self, node: int, in_hand: dict[int, int]) -> int | None:
        """Return the first day on which `node` is met, given when each done step is in hand; None for never."""
        if node < self.size:
            return in_hand.get(node)
        if self.day[node] >= 0:
            return self.day[node]
        least = self.least[node]
        if least <= 0:
            return 0
        days = sorted(
            (day, weight) for weight, part in self.parts[node] if (day := self.ready(part, in_hand)) is not None
        )
        for day, weight in days:
            least -= weight
            if least <= 0:
                return day
        return None

    def orderable(self, chosen: int) -> int:
        """Return those of `chosen` that can be done one after another from nothing, as bits."""
        done, looked = 0, list(bits(chosen))
        while looked:
            step = looked.pop()
            if done >> step & 1 or (self.needs[step] >= 0 and not self.met(self.needs[step], done)):
                continue
            done |= 1 << step
            looked.extend(user for user in self.users[step] if chosen >> user & 1)
        return done


def bits(chosen: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while chosen:
        low = chosen & -chosen
        yield low.bit_length() - 1
        chosen ^= low
