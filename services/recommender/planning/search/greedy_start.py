"""Which set of steps is good at first sight? A complete plan to begin with, for the search to beat."""

from collections.abc import Sequence
from heapq import heappop, heappush

from services.recommender.planning.search.graph import Graph, bits

#: Larger sets are taken as they are found; leaving out what is not needed would take longer than the search gains.
LARGEST_TRIMMED = 120


def rough_plan(graph: Graph, barred: int, weights: Sequence[int]) -> int | None:
    """Return a set of steps that reaches the goal in some order, light in `weights`; None where there is none.

    Takes for each need the parts that are lightest on their own, as if nothing were shared.
    """
    wholes: list[list[tuple[int, int]]] = [[] for _ in graph.least]
    for step, need in enumerate(graph.needs):
        if need >= 0:
            wholes[need].append((1, step))
    for node, parts in enumerate(graph.parts):
        for weight, part in parts:
            wholes[part].append((weight, node))
    left = [1 if node < graph.size and graph.needs[node] >= 0 else least for node, least in enumerate(graph.least)]
    lightest = [weights[node] if node < graph.size else 0 for node in range(len(left))]
    taken: list[list[int]] = [[] for _ in left]
    reached: list[bool] = [False] * len(left)
    heap = [(lightest[node], node) for node, least in enumerate(left) if least <= 0]
    heap.sort()
    while heap:
        _, node = heappop(heap)
        if reached[node] or (node < graph.size and barred >> node & 1):
            continue
        reached[node] = True
        for weight, whole in wholes[node]:
            if left[whole] > 0:
                left[whole] -= weight
                lightest[whole] += lightest[node]
                taken[whole].append(node)
                if left[whole] <= 0:
                    heappush(heap, (lightest[whole], whole))
    return _trimmed(graph, _collected(graph, taken), weights) if reached[graph.goal] else None


def _collected(graph: Graph, taken: list[list[int]]) -> int:
    chosen, seen, looking = 0, set[int](), [graph.goal]
    while looking:
        node = looking.pop()
        if node not in seen:
            seen.add(node)
            looking.extend(taken[node])
            if node < graph.size:
                chosen |= 1 << node
    return chosen


def _trimmed(graph: Graph, chosen: int, weights: Sequence[int]) -> int:
    """Leave out, the heaviest first, whatever the goal is reached without."""
    if chosen.bit_count() > LARGEST_TRIMMED:
        return chosen
    for step in sorted(bits(chosen), key=lambda step: (-weights[step], step)):
        rest = graph.orderable(chosen & ~(1 << step))
        if graph.met(graph.goal, rest):
            chosen = rest
    return chosen
