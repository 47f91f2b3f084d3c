"""Which steps can be left aside from the start, because enough others do the same job at least as well?"""

from collections import defaultdict

from services.recommender.planning.search.graph import Graph
from services.recommender.planning.search.weights import Weights

#: Needs that can use more of them are left alone; comparing all with all would cost more than the search gains.
MOST_USEFUL = 24


def dominated(graph: Graph, weights: Weights) -> int:
    """Return, as bits, the steps that some best plan of every kind does without.

    Among steps that need nothing and count toward the same needs equally, one is left aside when as many others as
    those needs can use are no dearer, no longer and stay valid as long.
    """
    groups: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    wholes: list[list[tuple[int, int]]] = [[] for _ in range(graph.size)]
    for node, parts in enumerate(graph.parts):
        for weight, part in parts:
            if part < graph.size:
                wholes[part].append((node, weight))
    asked = set(graph.needs) | {graph.goal}
    for step, used in enumerate(wholes):
        if used and step not in asked and _plain(graph, weights, step):
            groups[tuple(used)].append(step)
    aside = 0
    for needed_by, steps in groups.items():
        useful = max(-(-graph.least[node] // weight) for node, weight in needed_by)
        if useful > MOST_USEFUL or useful >= len(steps):
            continue
        kept: list[tuple[int, ...]] = []
        for merits, step in sorted((_merits(graph, weights, step), step) for step in steps):
            better = sum(1 for other in kept if all(a <= b for a, b in zip(other, merits, strict=True)))
            if better >= useful:
                aside |= 1 << step
            else:
                kept.append(merits)
    return aside


def _plain(graph: Graph, weights: Weights, step: int) -> bool:
    one = graph.problem.steps[step]
    bound = one.fees or one.until is not None or one.renews is not None or step in weights.renewals
    return graph.needs[step] < 0 and not bound


def _merits(graph: Graph, weights: Weights, step: int) -> tuple[int, ...]:
    """Return what is better when it is lower."""
    one = graph.problem.steps[step]
    validity = -one.window if one.window is not None else -(1 << 62)
    return (weights.cost[step], weights.budget[step], weights.unknown[step], one.days, one.wait, validity)
