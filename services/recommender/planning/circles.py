"""Which steps can never be the first, because each waits for another of them?"""

from services.recommender.planning.problem import Problem
from services.recommender.planning.search.graph import Graph, bits


def circles(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """Return the circles that keep steps out of reach, each from its lowest step on; none for a circle with a way out.

    From every step that cannot be reached, what it waits for is followed until a step comes up again; every circle that
    keeps a step out of reach by itself is met that way.
    """
    graph = Graph.of(problem)
    stuck = ((1 << graph.size) - 1) & ~graph.orderable((1 << graph.size) - 1)
    waits_for = {
        step: next((named for named in graph.named(graph.needs[step]) if stuck >> named & 1), None)
        for step in bits(stuck)
    }
    found: dict[tuple[int, ...], None] = {}
    settled: set[int] = set()
    for start in waits_for:
        way: list[int] = []
        step: int | None = start
        while step is not None and step not in settled and step not in way:
            way.append(step)
            step = waits_for[step]
        if step is not None and step not in settled:
            circle = way[way.index(step) :]
            first = circle.index(min(circle))
            found[tuple(circle[first:] + circle[:first])] = None
        settled.update(way)
    return tuple(found)
